import { formatSpread, formatValue } from '../core/format-value'
import { retell } from '../core/language'
import type { Answer, Finding } from '../engine/protocol'
import type { Pointed } from '../view/pointed-state'

export { formatValue } from '../core/format-value'

export type Level = 'green' | 'amber' | 'red'

/** A band as a bar: its zones from left to right and where the value's mark stands, all as shares 0–1. */
export interface BandBar {
  readonly zones: readonly { readonly level: Level; readonly from: number; readonly to: number }[]
  readonly mark: number
  readonly text: string
}

/** One figure as it is shown, on the page and on the headset's panel. */
export interface FindingRow {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly number: number
  readonly unit: string
  /** `± 0.2` where the uncertainty is known. */
  readonly uncertainty: string | null
  /** The value before the last edit, where it is shown differently from this one. */
  readonly before: string | null
  readonly level: Level | null
  readonly bar: BandBar | null
  readonly answer: Finding['answer']
  readonly settled: number
  readonly basis: string
  readonly condition: string
  readonly warnings: readonly string[]
  /** Why no uncertainty is shown, where none is. */
  readonly noSpread: string | null
  readonly pointed: Pointed | null
  readonly plot: Finding['plot'] | null
}

export interface Answers {
  readonly circulation: Answer | null
  readonly flow: Answer | null
  readonly before: Answer | null
}

/** The figures of both answers, each once: the blood flow's where it has one, since it replaces the estimate. */
export function findingRows(answers: Answers): readonly FindingRow[] {
  const before = new Map((answers.before?.findings ?? []).map((f) => [f.id, f]))
  const flow = new Map((answers.flow?.findings ?? []).map((f) => [f.id, f]))
  const estimates = answers.circulation?.findings ?? []
  const known = new Set(estimates.map((f) => f.id))
  const extra = (answers.flow?.findings ?? []).filter((f) => !known.has(f.id))
  return [...estimates.map((f) => flow.get(f.id) ?? f), ...extra].map((f) => row(f, before.get(f.id)))
}

function row(finding: Finding, before: Finding | undefined): FindingRow {
  const value = formatValue(finding.value, finding.unit)
  const old = before ? formatValue(before.value, before.unit) : null
  return {
    id: finding.id,
    label: retell(finding.label),
    value,
    number: finding.value,
    unit: finding.unit,
    uncertainty: finding.uncertainty ? `± ${formatSpread(finding.uncertainty, finding.unit)}` : null,
    before: old === value ? null : old,
    level: finding.band?.level ?? null,
    bar: bandBar(finding),
    answer: finding.answer,
    settled: finding.settled,
    basis: retell(finding.basis),
    condition: retell(finding.condition),
    warnings: finding.warnings.map(retell),
    noSpread: finding.uncertainty === undefined && finding.noSpread ? retell(finding.noSpread) : null,
    pointed: finding.place
      ? {
          id: `finding-${finding.id}`,
          label: retell(finding.label),
          place: finding.place,
          level: finding.band?.level ?? null,
        }
      : null,
    plot: finding.plot ?? null,
  }
}

/** Zones between the limits, from 0 to half as far again as the last limit, or to the value. */
function bandBar({ band, value }: Finding): BandBar | null {
  if (!band || band.limits.length === 0 || !Number.isFinite(value)) return null
  const limits = [...band.limits].sort((a, b) => a - b)
  const low = Math.min(0, value, limits[0]!)
  const high = Math.max(limits.at(-1)! * 1.5, value * 1.08, low + 1e-9)
  const share = (v: number) => (v - low) / (high - low)
  const edges = [low, ...limits, high]
  const levels = zoneLevels(edges, value, band.level)
  const zones = levels.map((level, n) => ({ level, from: share(edges[n]!), to: share(edges[n + 1]!) }))
  return { zones, mark: share(value), text: retell(band.text) }
}

/** Green first as a rule; the other way round where the value's own level says that more is better; a range has it within. */
function zoneLevels(edges: readonly number[], value: number, level: Level): Level[] {
  const order: Level[] = edges.length === 3 ? ['green', 'red'] : ['green', 'amber', 'red']
  if (edges.length === 6) return ['red', 'amber', 'green', 'amber', 'red']
  const zones = Array.from({ length: edges.length - 1 }, (_, n) => order[Math.min(n, order.length - 1)]!)
  const at = edges.findIndex((e, n) => n > 0 && value <= e) - 1
  const turned = [...zones].reverse()
  return zones[at] !== level && turned[at] === level ? turned : zones
}
