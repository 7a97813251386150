import { useMemo } from 'react'
import { useStore } from 'zustand'
import { say } from '../../core/language'
import type { Session } from '../../session/session'
import { ActivitySwitch } from '../activity-switch'
import { Icon } from '../icons'
import { useDialog } from '../use-dialog'
import { type Comparison, type ComparisonCell, type ComparisonRow, comparisonOf } from './comparison'
import { LevelMark } from './level-mark'
import { ReportForm } from './report-form'
import { StrategyTree } from './strategy-tree'
import { useCompare } from './use-compare'
import { useStrategies } from './use-strategies'
import './compare-sheet.css'

/** The strategies side by side: figures in rows, strategies in columns. Nothing is ranked; the person sorts. */
export function CompareSheet({ session }: { readonly session: Session }) {
  const open = useCompare((s) => s.open)
  const dialog = useDialog(open)
  const close = () => useCompare.setState({ open: false })
  return (
    <dialog ref={dialog} className="panel compare" aria-label={say('Compare strategies')} onClose={close}>
      <header>
        <h2>{say('Strategies compared')}</h2>
        <button type="button" className="plain" aria-label={say('Close')} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {open && <Body session={session} />}
    </dialog>
  )
}

function Body({ session }: { readonly session: Session }) {
  const state = useStrategies(session)
  const reference = useCompare((s) => s.reference)
  const sort = useCompare((s) => s.sort)
  const { tree, report } = useCompare()
  const comparison = useMemo(() => comparisonOf(state, { reference, sort }), [state, reference, sort])
  return (
    <>
      <Commands session={session} comparison={comparison} />
      {tree && <StrategyTree session={session} />}
      {report && <ReportForm session={session} />}
      <Table comparison={comparison} />
      <p className="footnote">
        {say(
          'Nothing is ranked: press a figure to put the strategies in its order. ± is one standard deviation; a difference smaller than √(a² + b²) of the two is said to be within its uncertainty.',
        )}
      </p>
    </>
  )
}

function Commands({ session, comparison }: { readonly session: Session; readonly comparison: Comparison }) {
  const job = useStore(session.store, (s) => s.strategies.job)
  const { reference, flow, tree, report } = useCompare()
  const { columns } = comparison
  const name = (id: string) => columns.find((c) => c.id === id)?.name ?? id
  return (
    <div className="compare-commands">
      {job ? (
        <>
          <progress value={job.fraction} max={1} aria-label={name(job.id)} />
          <span className="quiet">
            {name(job.id)}: {say(job.label)}
            {job.waiting.length > 0 && `, ${say('{count} more', { count: job.waiting.length })}`}
          </span>
          <button type="button" onClick={() => session.strategies.cancel()}>
            {say('Cancel')}
          </button>
        </>
      ) : (
        <>
          <button
            type="button"
            className="primary"
            onClick={() =>
              void session.strategies.run(
                columns.map((c) => c.id),
                flow,
              )
            }
          >
            {say('Answer all')}
          </button>
          <label className="check">
            <input
              type="checkbox"
              checked={flow}
              onChange={(e) => useCompare.setState({ flow: e.target.checked })}
            />
            {say('with the 3D flow')}
          </label>
        </>
      )}
      <label>
        {say('Differences to')}{' '}
        <select value={reference} onChange={(e) => useCompare.setState({ reference: e.target.value })}>
          {columns.map((c) => (
            <option key={c.id} value={c.id}>
              {c.name}
            </option>
          ))}
        </select>
      </label>
      <ActivitySwitch session={session} />
      <span className="spread" />
      <button type="button" aria-pressed={tree} onClick={() => useCompare.setState({ tree: !tree })}>
        {say('Tree and names')}
      </button>
      <button
        type="button"
        onClick={() => useCompare.setState({ open: false, views: 'beside', other: otherThan(comparison) })}
      >
        {say('Side by side')}
      </button>
      <button type="button" aria-pressed={report} onClick={() => useCompare.setState({ report: !report })}>
        {say('Report')}
      </button>
    </div>
  )
}

/** The strategy that stands in the second view at first. */
const otherThan = ({ columns }: Comparison): string | null => columns.find((c) => !c.current)?.id ?? null

function Table({ comparison }: { readonly comparison: Comparison }) {
  const { columns, rows } = comparison
  const reference = useCompare((s) => s.reference)
  if (rows.length === 0)
    return <p className="quiet">{say('Nothing is answered yet. “Answer all” works in the background.')}</p>
  return (
    <div className="compare-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{say('Figure')}</th>
            {columns.map((c) => (
              <th key={c.id} scope="col" className={c.id === reference ? 'reference' : ''}>
                {c.name}
                <small>
                  {c.id === reference ? say('reference') : c.current ? say('in hand') : ''}
                  {!c.answered && ` ${say('not answered yet')}`}
                </small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ row }: { readonly row: ComparisonRow }) {
  const sort = useCompare((s) => s.sort)
  const own = sort?.figure === row.id ? sort : null
  const next = () => {
    if (!own) return { figure: row.id, descending: true }
    return own.descending ? { figure: row.id, descending: false } : null
  }
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          aria-pressed={own !== null}
          title={say('Put the strategies in the order of this figure')}
          onClick={() => useCompare.setState({ sort: next() })}
        >
          {row.label}
          <small>
            {row.unit} {own && (own.descending ? say('greatest first') : say('least first'))}
          </small>
        </button>
      </th>
      {row.cells.map((cell, n) => (
        <td key={cell?.strategy ?? n}>{cell ? <Cell cell={cell} /> : <span className="quiet">–</span>}</td>
      ))}
    </tr>
  )
}

function Cell({ cell }: { readonly cell: ComparisonCell }) {
  return (
    <>
      <b title={cell.about}>{cell.value}</b> <small>{cell.spread}</small>
      {cell.level && <LevelMark level={cell.level} />}
      {cell.label && <small className="own">{cell.label}</small>}
      {cell.difference && (
        <small className={cell.clear ? 'difference clear' : 'difference'}>{cell.difference}</small>
      )}
    </>
  )
}
