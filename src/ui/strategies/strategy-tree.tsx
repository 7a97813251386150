import { useMemo } from 'react'
import { useStore } from 'zustand'
import { say } from '../../core/language'
import type { Session } from '../../session/session'
import { treeOf } from '../../session/strategies/strategies-state'
import { download, fileName } from '../case-files'
import { editRows } from '../edit-rows'
import { Icon } from '../icons'
import { type Branch, branchesOf } from './comparison'
import { shippedPlans } from './shipped-plans'
import { useStrategies } from './use-strategies'

/** The tree: names, copies, what is taken away and brought back; and the order of the edits of the one in hand. */
export function StrategyTree({ session }: { readonly session: Session }) {
  const state = useStrategies(session)
  const branches = branchesOf(state)
  const { removed } = state.strategies
  return (
    <div className="strategy-tree">
      <ul aria-label={say('Strategies')}>
        {branches.map((b) => (
          <Node key={b.id} session={session} branch={b} alone={branches.length === 1} />
        ))}
        <More session={session} />
        {removed && (
          <li>
            <button type="button" onClick={() => session.strategies.bringBack()}>
              <Icon name="undo" size={18} />
              {say('Bring {name} back', { name: removed.strategy.name })}
            </button>
          </li>
        )}
      </ul>
      <EditOrder session={session} />
    </div>
  )
}

/** Plans that ship with this heart, and the tree as a file that the command line takes as a plan. */
function More({ session }: { readonly session: Session }) {
  const heart = useStore(session.store, (s) => s.heart)
  const plans = useMemo(() => shippedPlans(heart?.name), [heart])
  const save = () => {
    const text = JSON.stringify(treeOf(session.state), null, 1)
    if (heart) download(new Blob([text]), `${fileName(heart)}-strategies.json`)
  }
  return (
    <li>
      {plans.length > 0 && (
        <button type="button" onClick={() => session.strategies.addPlans(plans)}>
          {say('Add the plans of this heart')}
        </button>
      )}
      <button type="button" onClick={save}>
        {say('Save the tree')}
      </button>
    </li>
  )
}

interface NodeProps {
  readonly session: Session
  readonly branch: Branch
  readonly alone: boolean
}

function Node({ session, branch: b, alone }: NodeProps) {
  const { strategies } = session
  return (
    <li style={{ paddingLeft: `${b.depth * 22}px` }}>
      <input
        key={b.name}
        defaultValue={b.name}
        aria-label={say('Name of {name}', { name: b.name })}
        onBlur={(e) => strategies.rename(b.id, e.target.value)}
        onKeyDown={(e) => e.key === 'Enter' && e.currentTarget.blur()}
      />
      <small>
        {b.after === null
          ? say('steps: {edits}', { edits: b.edits })
          : say('from step {after}, steps: {edits}', { after: b.after, edits: b.edits })}
      </small>
      <button type="button" disabled={b.current} onClick={() => strategies.switchTo(b.id)}>
        {b.current ? say('in hand') : say('Take up')}
      </button>
      <button type="button" onClick={() => strategies.duplicate(b.id)}>
        {say('Copy')}
      </button>
      <button type="button" disabled={alone} onClick={() => strategies.remove(b.id)}>
        {say('Take away')}
      </button>
    </li>
  )
}

function EditOrder({ session }: { readonly session: Session }) {
  const edits = useStore(session.store, (s) => s.edits)
  const rows = editRows(edits, [])
  if (rows.length === 0) return null
  return (
    <ol aria-label={say('Order of the steps')}>
      {rows.map((row, n) => (
        <li key={row.id}>
          <span>
            {row.label} <small>{row.detail}</small>
          </span>
          <button
            type="button"
            disabled={n === 0}
            aria-label={say('Earlier')}
            onClick={() => session.strategies.moveEdit(n, n - 1)}
          >
            ↑
          </button>
          <button
            type="button"
            disabled={n === rows.length - 1}
            aria-label={say('Later')}
            onClick={() => session.strategies.moveEdit(n, n + 1)}
          >
            ↓
          </button>
          <button type="button" onClick={() => session.strategies.branch(n + 1)}>
            {say('Branch here')}
          </button>
        </li>
      ))}
    </ol>
  )
}
