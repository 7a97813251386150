import type { Finding } from '../engine/protocol'
import { type Difference, differs } from './differs'

/** The figures of one strategy; of a figure that both answers give, both are there. */
export interface ComparedStrategy {
  readonly id: string
  readonly findings: readonly Finding[]
}

/** One figure of one strategy, and how it differs from the reference's. */
interface ComparedCell {
  readonly strategy: string
  /** Null where the strategy does not support the figure. */
  readonly finding: Finding | null
  /** Null for the reference itself, and where one of the two has no such figure. */
  readonly difference: Difference | null
}

/** One figure over all strategies, in their order. */
export interface ComparedRow {
  readonly id: string
  readonly label: string
  readonly unit: string
  /** Which answer is compared: the same for every strategy. */
  readonly answer: Finding['answer']
  readonly cells: readonly ComparedCell[]
}

/**
 * Figures in rows, strategies in columns, like with like: the 3D flow's figure where every strategy that has the figure
 * has it of the flow, else the circulation's; `answer` asks for one of the two. Nothing is ranked: rows stand in the order of the
 * findings, columns as given.
 * @param reference id of the strategy that the others are compared with
 */
export function compareFindings(
  strategies: readonly ComparedStrategy[],
  reference: string | null,
  answer?: Finding['answer'],
): ComparedRow[] {
  const ids = [...new Set(strategies.flatMap((s) => s.findings.map((f) => f.id)))]
  return ids.flatMap((id) => {
    const row = rowOf(strategies, id, answer ?? commonAnswer(strategies, id))
    return row ? [{ ...row, cells: withDifferences(row.cells, reference) }] : []
  })
}

type Of = Pick<ComparedRow, 'id' | 'answer'>
const figure = ({ findings }: ComparedStrategy, { id, answer }: Of) =>
  findings.find((f) => f.id === id && f.answer === answer) ?? null

function commonAnswer(strategies: readonly ComparedStrategy[], id: string): Finding['answer'] {
  const supported = strategies.filter((s) => s.findings.some((f) => f.id === id))
  const has = (answer: Finding['answer']) => supported.every((s) => figure(s, { id, answer }) !== null)
  return has('flow') ? 'flow' : 'circulation'
}

function rowOf(strategies: readonly ComparedStrategy[], id: string, answer: Finding['answer']) {
  const cells = strategies.map((s) => ({
    strategy: s.id,
    finding: figure(s, { id, answer }),
    difference: null,
  }))
  const known = cells.find((c) => c.finding)?.finding
  return known ? { id, answer, label: known.label, unit: known.unit, cells } : null
}

function withDifferences(cells: readonly ComparedCell[], reference: string | null): ComparedCell[] {
  const from = cells.find((c) => c.strategy === reference)?.finding
  return cells.map((cell) => {
    if (!from || !cell.finding || cell.strategy === reference) return cell
    return { ...cell, difference: differs(from, cell.finding) }
  })
}

/**
 * The strategies by one figure, those without it last; equal ones keep their order.
 * @param descending greatest first
 */
export function sortedBy<T extends { readonly id: string }>(
  strategies: readonly T[],
  row: ComparedRow | undefined,
  descending: boolean,
): readonly T[] {
  if (!row) return strategies
  const value = (s: T) => row.cells.find((c) => c.strategy === s.id)?.finding?.value
  return [...strategies].sort((a, b) => {
    const [x, y] = [value(a), value(b)]
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined)
    return descending ? y - x : x - y
  })
}
