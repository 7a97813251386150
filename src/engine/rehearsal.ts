import type { Answer, Finding, Risk } from './protocol'

/** What became of one edit. */
export interface AppliedEdit {
  readonly id: string
  readonly kind: string
  readonly applied: boolean
  /** Why it was not applied, in words for the user. */
  readonly refused: string | null
  /** Tissue links that it severed; absent where it cuts no tissue. */
  readonly severedLinkCount?: number
}

/** How the 3D flow answered: what a reader needs to judge it. */
export interface FlowRun {
  readonly opening: string
  readonly device: string
  readonly spacing_mm: number
  readonly cellCount: number
  readonly cellsAcross: number
  readonly stepCount: number
  readonly simulated_ms: number
  readonly flow_mL_s: number
  readonly pressureDrop_mmHg: number
  /** What flows in and what flows out differ by, relative; absent for a vessel. */
  readonly mismatch?: number
  readonly settled: number
  /** Rounds of 3D flow and circulation, and how far their flows were apart after the last, relative. */
  readonly rounds?: number
  readonly residual?: number
  readonly wall_ms: number
  readonly warnings: readonly string[]
}

/** A strategy and what it does to the patient. */
export interface RehearsedStrategy {
  readonly name: string
  readonly edits: readonly AppliedEdit[]
  readonly findings: readonly Finding[]
  readonly risks: readonly Risk[]
  /** `edit`: geometry after the last edit; `circulation`: edit to first answer; `flow`: the 3D answer. Milliseconds. */
  readonly timings: { readonly edit_ms: number; readonly circulation_ms: number; readonly flow_ms: number }
  readonly flow: readonly FlowRun[]
  readonly warnings: readonly string[]
  readonly answers: { readonly circulation: Answer; readonly flow: Answer | null }
}

/** What `atrium rehearse` gives. */
export interface Rehearsal {
  readonly case: string
  readonly device: string
  readonly untouched: Omit<RehearsedStrategy, 'answers'>
  readonly plans: readonly Omit<RehearsedStrategy, 'answers'>[]
}

const figure = (f: Finding) =>
  `${Number(f.value.toPrecision(4))} ${f.unit}${f.uncertainty === undefined ? '' : ` ± ${Number(f.uncertainty.toPrecision(2))}`}`

/** A row a figure: what the circulation says at once and what it says with the laws of the 3D flow. */
function figureRows(findings: readonly Finding[]): string[] {
  const of = (answer: Finding['answer'], id: string) =>
    findings.find((f) => f.answer === answer && f.id === id)
  return [...new Set(findings.map((f) => f.id))].map((id) => {
    const [first, second] = [of('circulation', id), of('flow', id)]
    const known = (second ?? first) as Finding
    const columns = [first, second].map((f) => (f ? figure(f) : '–').padEnd(20))
    const band = known.band ? ` [${known.band.level}]` : ''
    return `  ${known.label.padEnd(38)} ${columns.join(' ')} settled ${(known.settled * 100).toFixed(0)} %${band}`
  })
}

/** How often circulation and flow took turns, and how far apart they were left. */
const roundsOf = ({ rounds, residual }: FlowRun): string =>
  rounds === undefined
    ? ''
    : `, ${rounds} ${rounds === 1 ? 'round' : 'rounds'} with the circulation${residual === undefined ? '' : `, apart by ${(100 * residual).toFixed(2)} %`}`

function strategyText(s: Omit<RehearsedStrategy, 'answers'>): string {
  const heading = `  ${''.padEnd(38)} ${'at once'.padEnd(20)} with the 3D flow`
  const rows = [heading, ...figureRows(s.findings)]
  const edits = s.edits.map(
    (e) => `  ${e.applied ? 'applied' : 'refused'} ${e.kind} ${e.id}${e.refused ? `: ${e.refused}` : ''}`,
  )
  const risks = s.risks.map((r) => `  ${r.level} risk: ${r.label}. ${r.text}`)
  const flow = s.flow.map(
    (f) =>
      `  3D flow through ${f.opening}: ${f.flow_mL_s.toFixed(1)} mL/s at ${f.pressureDrop_mmHg.toFixed(1)} mmHg, ` +
      `${f.cellCount} cells of ${f.spacing_mm.toFixed(2)} mm, ${f.stepCount} steps, ${(f.wall_ms / 1e3).toFixed(1)} s on ${f.device}, settled ${(f.settled * 100).toFixed(0)} %${roundsOf(f)}`,
  )
  const { edit_ms, circulation_ms, flow_ms } = s.timings
  const times = `  first answer ${circulation_ms.toFixed(0)} ms after the edit (anatomy ${edit_ms.toFixed(0)} ms), flow answer ${(flow_ms / 1e3).toFixed(1)} s`
  const warnings = s.warnings.map((w) => `  note: ${w}`)
  return [s.name, ...edits, ...rows, ...risks, ...flow, times, ...warnings].join('\n')
}

/** The rehearsal for people to read in a terminal. */
export const rehearsalText = (r: Rehearsal): string =>
  `${[`${r.case} on ${r.device}`, ...[r.untouched, ...r.plans].map(strategyText)].join('\n\n')}\n`
