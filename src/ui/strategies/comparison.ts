import { formatSpread, formatValue } from '../../core/format-value'
import { retell, say } from '../../core/language'
import type { Answer, Finding } from '../../engine/protocol'
import { type ComparedRow, compareFindings, sortedBy } from '../../findings'
import { branchPoint } from '../../heart/strategy'
import { answeredOf, type OfStrategies, treeOf, untouchedId } from '../../session/strategies/strategies-state'

/** What the person has chosen to see. */
export interface ComparisonChoice {
  /** Differences are told against this strategy. */
  readonly reference: string
  /** Strategies in the order of a figure; null: in the order of the tree. Nothing is sorted unasked. */
  readonly sort: { readonly figure: string; readonly descending: boolean } | null
}

interface ComparisonColumn {
  readonly id: string
  readonly name: string
  /** The strategy in hand. */
  readonly current: boolean
  readonly answered: boolean
  readonly findings: readonly Finding[]
}

export interface ComparisonCell {
  readonly strategy: string
  /** The figure's own name where it is not the row's: a way out may be fed by another ventricle after an operation. */
  readonly label: string
  readonly value: string
  readonly spread: string
  /** Formula, condition and basis of the band, how far it has settled where it has not, and what it warns of. */
  readonly about: string
  readonly level: 'green' | 'amber' | 'red' | null
  /** Against the reference, in words; empty where there is none. */
  readonly difference: string
  /** More than its uncertainty; null where that cannot be told or there is no difference. */
  readonly clear: boolean | null
}

export interface ComparisonRow {
  readonly id: string
  readonly label: string
  readonly unit: string
  readonly answer: Finding['answer']
  readonly cells: readonly (ComparisonCell | null)[]
}

export interface Comparison {
  readonly columns: readonly ComparisonColumn[]
  readonly rows: readonly ComparisonRow[]
}

/** One table for page and headset: figures in rows, the untouched heart and the strategies in columns. */
export function comparisonOf(state: OfStrategies, choice: ComparisonChoice): Comparison {
  const columns = columnsOf(state)
  const rows = compareFindings(columns, choice.reference)
  const order = rows.find((r) => r.id === choice.sort?.figure)
  const sorted = sortedBy(columns, order, choice.sort?.descending ?? false)
  return { columns: sorted, rows: rows.map((row) => rowOf(row, sorted)) }
}

function columnsOf(state: OfStrategies): ComparisonColumn[] {
  const { current, strategies } = treeOf(state)
  const all = [{ id: untouchedId, name: say('Untouched') }, ...strategies]
  return all.map(({ id, name }) => {
    const findings = findingsOf(state, id)
    return { id, name, current: id === current, answered: findings.length > 0, findings }
  })
}

function findingsOf(state: OfStrategies, id: string): readonly Finding[] {
  const inHand = id === state.strategies.current || (id === untouchedId && state.edits.length === 0)
  const live = inHand && state.answers.circulation ? state.answers : null
  const kept = answeredOf(state, id)
  // What was worked out beside has its uncertainty; what has just been answered may not have it yet.
  const sure = (a: { readonly circulation: Answer | null } | null) =>
    a?.circulation?.findings.some((f) => f.uncertainty !== undefined) ?? false
  const known = live && (sure(live) || !sure(kept)) ? live : (kept ?? live)
  return known ? [...(known.circulation?.findings ?? []), ...(known.flow?.findings ?? [])] : []
}

function rowOf(row: ComparedRow, columns: readonly ComparisonColumn[]): ComparisonRow {
  const cells = columns.map(({ id }) => {
    const cell = row.cells.find((c) => c.strategy === id)
    return cell?.finding ? cellOf(cell.finding, cell.difference, id, row.label) : null
  })
  return { id: row.id, label: say(row.label), unit: row.unit, answer: row.answer, cells }
}

type Cell = ComparedRow['cells'][number]

function cellOf(
  f: NonNullable<Cell['finding']>,
  d: Cell['difference'],
  strategy: string,
  rowLabel: string,
): ComparisonCell {
  return {
    strategy,
    label: f.label === rowLabel ? '' : say(f.label),
    value: formatValue(f.value, f.unit),
    spread: f.uncertainty ? `± ${formatSpread(f.uncertainty, f.unit)}` : '',
    about: aboutFinding(f),
    level: f.band?.level ?? null,
    difference: d ? differenceText(d, f.unit) : '',
    clear: d?.clear ?? null,
  }
}

function aboutFinding({ label, condition, basis, settled, warnings }: Finding): string {
  const percent = Math.round(100 * settled)
  const unsettled = percent < 100 ? [say('{what}: {percent} % settled', { what: say(label), percent })] : []
  return [retell(condition), retell(basis), ...unsettled, ...warnings.map((w) => retell(w))].join('. ')
}

function differenceText(d: NonNullable<Cell['difference']>, unit: string): string {
  const shown = formatValue(d.difference, unit)
  if (Number(shown) === 0) return say('no difference')
  const by = `${d.difference > 0 ? '+' : ''}${shown}`
  if (d.clear === null) return say('{by}, uncertainty not known', { by })
  return d.clear ? by : say('{by}, within its uncertainty', { by })
}

/** A strategy as a branch of the tree: how deep it stands, and after which step it leaves its parent. */
export interface Branch {
  readonly id: string
  readonly name: string
  readonly depth: number
  readonly current: boolean
  readonly edits: number
  /** After how many edits it branches off; null for one that starts from the untouched heart. */
  readonly after: number | null
  readonly answered: boolean
}

/** The tree, each branch below the one that it leaves. */
export function branchesOf(state: OfStrategies): readonly Branch[] {
  const { current, strategies } = treeOf(state)
  const below = (parent: string | null, depth: number): Branch[] =>
    strategies
      .filter((s) => s.parent === parent)
      .flatMap((s) => [
        {
          id: s.id,
          name: s.name,
          depth,
          current: s.id === current,
          edits: s.edits.length,
          after: parent === null ? null : branchPoint(strategies, s),
          answered: findingsOf(state, s.id).length > 0,
        },
        ...below(s.id, depth + 1),
      ])
  return below(null, 0)
}
