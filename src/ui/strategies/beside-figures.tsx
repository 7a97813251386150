import { useMemo } from 'react'
import { say } from '../../core/language'
import type { Session } from '../../session/session'
import { activityChoices } from '../activity-choices'
import { type ComparisonCell, type ComparisonRow, comparisonOf } from './comparison'
import { LevelMark } from './level-mark'
import { useStrategies } from './use-strategies'
import './beside-figures.css'

/** As many as stand beside a heart without hiding it. */
const mostRows = 5

/** The figures that have a band, at the edge of each of two pictures: those that differ stand out. */
export function BesideFigures({ session, other }: { readonly session: Session; readonly other: string }) {
  const state = useStrategies(session)
  const { current } = state.strategies
  const rows = useMemo(
    () => judged(comparisonOf(state, { reference: current, sort: null }).rows, [current, other]),
    [state, current, other],
  )
  if (rows.length === 0) return null
  const read = say(activityChoices.find((choice) => choice.activity === state.activity)!.label)
  return [current, other].map((id, side) => (
    <dl key={id} className={`panel beside-figures ${side === 0 ? 'in-hand' : 'other-one'}`}>
      <div className="read">{read}</div>
      {rows.map(({ row, cells }) => (
        <div key={row.id} className={cells.some((c) => c?.clear) ? 'clear' : ''}>
          <dt>{row.label}</dt>
          <dd>{figure(row, cells[side])}</dd>
        </div>
      ))}
    </dl>
  ))
}

interface Judged {
  readonly row: ComparisonRow
  readonly cells: readonly (ComparisonCell | undefined)[]
}

/** Rows with a band in one of the two; those out of their band in one of them first, else in the order of the findings. */
function judged(rows: readonly ComparisonRow[], ids: readonly string[]): readonly Judged[] {
  const all = rows.map((row) => ({
    row,
    cells: ids.map((id) => row.cells.find((c) => c?.strategy === id) ?? undefined),
  }))
  const banded = all.filter(({ cells }) => cells.some((c) => c?.level))
  const isOut = ({ cells }: Judged) => cells.some((c) => c?.level === 'red' || c?.level === 'amber')
  return [...banded.filter(isOut), ...banded.filter((j) => !isOut(j))].slice(0, mostRows)
}

function figure({ unit }: ComparisonRow, cell: ComparisonCell | undefined) {
  if (!cell) return <small>–</small>
  return (
    <>
      {cell.level && <LevelMark level={cell.level} />} <b title={cell.about}>{cell.value}</b>{' '}
      <small>
        {unit} {cell.spread}
      </small>
    </>
  )
}
