import type { FlowLaw, State } from '../circulation'
import { hangsOnBeat, type PartOpening } from '../findings'
import type { ResolvedDomain } from '../geometry/resolve-anatomy-base'
import type { Gpu } from '../gpu'
import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { type AnswerInput, type AnswerResult, computeAnswer, type Patient } from './answer'
import { measureConnection } from './cavopulmonary-flow'
import { conduitAt, conduitsOf } from './conduits'
import { type Coupling, couple, type DrivingPressures } from './couple'
import { drivingPressure } from './driving-pressure'
import { holeAccuracy } from './hole-accuracy'
import { OpeningWindow } from './measure-opening'
import type { Answer, Finding } from './protocol'
import type { FlowRun } from './rehearsal'
import { hasTold, untoldText } from './told-flow'
import { measureVessel } from './vessel-flow'

export interface FlowAnswerInput {
  readonly gpu: Gpu
  readonly heart: Heart
  readonly domain: ResolvedDomain
  readonly edits: readonly Edit[]
  /** As in `AnswerInput`. */
  readonly patient?: Patient | null
  /** The answer at once to the same edits. */
  readonly first: AnswerResult
  /** Time that each 3D run may take, ms. */
  readonly budgetMs: number
  /** True once nobody waits for the answer. */
  readonly stale?: () => boolean
  readonly say?: (text: string) => void
  /** How far the 3D run in hand is, 0–1. */
  readonly progress?: (share: number) => void
  /** Rounds until circulation and flow agree on a processor alone, too, where each takes minutes. */
  readonly untilAgreed?: boolean
}

export interface FlowAnswer extends AnswerResult {
  readonly runs: readonly FlowRun[]
  /** How far the flow is to be trusted, in words for the user. */
  readonly warnings: readonly string[]
}

/** Rounds of 3D flow and circulation that a GPU is given; a processor alone runs one. */
const mostRounds = 4

/** Openings under a millimetre are left to the orifice's law: no lattice that can be afforded resolves them. */
const isMeasurable = (o: PartOpening) => o.effectiveDiameter >= 1e-3

/**
 * The answer in seconds: the 3D flow through every opening (or through the vessel) gives its law, and the circulation
 * is solved again with the laws in place of the estimates. Null when it became stale on the way, or when no opening was
 * there to measure. Where none has told anything the first answer comes back, with a warning at the figures that hang on it.
 */
export async function flowAnswer(input: FlowAnswerInput): Promise<FlowAnswer | null> {
  const { gpu, heart, domain, edits, first, patient } = input
  const state: State | null = first.state
  const finish = (flow: NonNullable<AnswerInput['flow']>, runs: readonly FlowRun[]) => {
    if (input.stale?.()) return null
    const found = computeAnswer({
      heart,
      domain,
      edits,
      device: gpu.description,
      flow,
      ...(patient && { patient }),
      ...(state && { warm: state }),
    })
    const findings = withSpread(found.answer.findings, first.answer.findings)
    const warnings = flow.measurement.warnings ?? []
    return { ...found, answer: { ...found.answer, findings }, runs, warnings }
  }
  const unchanged = (warnings: readonly string[], runs: readonly FlowRun[]) =>
    input.stale?.() ? null : { ...first, answer: withWarnings(first.answer, warnings), runs, warnings }
  if (heart.kind === 'vessel') {
    const { runs, ...flow } = await measureVessel(gpu, heart, domain, input)
    const isTold = runs.length === 0 || runs.some(hasTold)
    return isTold ? finish(flow, runs) : unchanged([untoldText('the narrowing')], runs)
  }
  const runs: FlowRun[] = []
  const slow = /no GPU/.test(gpu.description)
  const cellsAcross = slow ? 6 : 14
  const conduits = conduitsOf(edits)
  const openings = first.openings.filter((o) => isMeasurable(o) && !conduitAt(o, conduits))
  const drivenBy = ({ answer }: AnswerResult): DrivingPressures =>
    new Map(openings.map((o) => [o.id, answer.waveforms ? drivingPressure(o, answer.waveforms) : 0]))
  const solve = (laws: Readonly<Record<string, FlowLaw>>) => {
    const flow = { measurement: { laws }, settled: 1, ms: 0 }
    const given = { heart, domain, edits, device: '', flow }
    return drivenBy(computeAnswer({ ...given, ...(patient && { patient }), ...(state && { warm: state }) }))
  }
  const windows = new Map<string, OpeningWindow>()
  const measure = async (id: string, drop: number) => {
    const opening = openings.find((o) => o.id === id)
    if (!opening || input.stale?.()) return null
    input.say?.(`3D flow through ${id} on ${gpu.description} …`)
    const window = windows.get(id) ?? (await OpeningWindow.create(gpu, heart, edits, opening, cellsAcross))
    windows.set(id, window)
    const measured = await window.measure(drop, input)
    runs.push(measured.run)
    return hasTold(measured.run) ? measured.law : null
  }
  const found = await couple(
    { solve, measure },
    drivenBy(first),
    slow && !input.untilAgreed ? 1 : mostRounds,
  ).finally(() => {
    for (const window of windows.values()) window.destroy()
  })
  const connected = await connectionOf(input)
  // Where nothing is open nothing was measured: the estimate must not be shown again as flow.
  if (runs.length === 0 && !connected) return null
  const last = [...new Map(runs.map((r) => [r.opening, r])).values()]
  const { laws, rounds, residual, untold } = found
  const coupling = { rounds, residual }
  const estimated = untold.map(untoldText)
  if (Object.keys(laws).length === 0 && !connected) return unchanged(estimated, last)
  const warnings = [...estimated, ...careful(last.filter((r) => laws[r.opening])), ...apart(coupling)]
  const all = [...withCoupling(last, coupling), ...(connected ? [connected.run] : [])]
  const settled = Math.min(1, ...all.map((r) => r.settled))
  const ms = [...runs, ...all.slice(last.length)].reduce((sum, r) => sum + r.wall_ms, 0)
  const connection = connected && { connection: connected.connection }
  return finish({ measurement: { laws, warnings, ...connection }, settled, ms }, all)
}

/** Where caval veins drain into the lungs, the flow through what joins them. */
async function connectionOf({ gpu, heart, domain, first, ...input }: FlowAnswerInput) {
  if (input.stale?.() || !first.answer.findings.some((f) => f.id === 'cavopulmonary-pressure')) return null
  input.say?.(`3D flow through the caval connection on ${gpu.description} …`)
  return measureConnection(gpu, heart, domain, first.answer, input)
}

/** Said where circulation and 3D flow were left further apart than they should be. */
function apart({ rounds, residual }: Pick<Coupling, 'rounds' | 'residual'>): string[] {
  if (residual <= 5e-3) return []
  const off = Number.isFinite(residual) ? `${(100 * residual).toFixed(1)} %` : 'an unknown amount'
  return [
    `After ${rounds === 1 ? 'one round' : `${rounds} rounds`} the circulation’s flow through the opening and the 3D flow’s still differ by ${off}`,
  ]
}

/** The same answer; figures of the circulation say in addition what they lack. */
const withWarnings = (answer: Answer, warnings: readonly string[]): Answer => ({
  ...answer,
  findings: answer.findings.map((f) =>
    hangsOnBeat(f) ? { ...f, warnings: [...f.warnings, ...warnings] } : f,
  ),
})

/** Of a run that has not begun to settle nothing was coupled: it tells no residual. */
const withCoupling = (
  runs: readonly FlowRun[],
  { rounds, residual }: Pick<Coupling, 'rounds' | 'residual'>,
) =>
  runs.map(
    (run): FlowRun => ({
      ...run,
      rounds,
      ...(hasTold(run) && Number.isFinite(residual) && { residual }),
    }),
  )

/** How far the flow through holes on so few cells is to be trusted. */
function careful(runs: readonly FlowRun[]): string[] {
  const text = holeAccuracy(runs.map((r) => r.cellsAcross))
  return text ? [text] : []
}

/**
 * A figure's uncertainty is that of the estimate (what is not known of the patient is not known better now), and at least
 * what lies between the estimate and the flow: neither is known to be nearer.
 */
function withSpread(flow: readonly Finding[], estimate: readonly Finding[]): Finding[] {
  return flow.map((f) => {
    const other = estimate.find((e) => e.id === f.id)
    const apart = other ? Math.abs(f.value - other.value) : 0
    const spread = Math.hypot(apart, Math.max(other?.uncertainty ?? 0, f.uncertainty ?? 0))
    return spread > 0 ? { ...f, uncertainty: spread } : f
  })
}
