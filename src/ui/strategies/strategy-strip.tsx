import { useMemo } from 'react'
import { useStore } from 'zustand'
import { say } from '../../core/language'
import type { Session } from '../../session/session'
import { Icon } from '../icons'
import { branchesOf } from './comparison'
import { shippedPlans } from './shipped-plans'
import { useCompare } from './use-compare'
import './strategy-strip.css'

/** The strategies as branches, one press from each other; above the steps of the one in hand. */
export function StrategyStrip({ session }: { readonly session: Session }) {
  const strategies = useStore(session.store, (s) => s.strategies)
  const edits = useStore(session.store, (s) => s.edits)
  const answers = useStore(session.store, (s) => s.answers)
  const heart = useStore(session.store, (s) => s.heart)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what of the state the branches are made from
  const branches = useMemo(() => branchesOf(session.state), [strategies, edits, answers, heart])
  const plans = useMemo(() => shippedPlans(heart?.name), [heart])
  const planned = branches.length > 1
  if (!heart || (!planned && edits.length === 0 && plans.length === 0)) return null
  return (
    <section
      className={`panel strategy-strip ${planned || edits.length > 0 ? '' : 'untouched'}`}
      aria-label={say('Strategies')}
    >
      {planned && (
        <ol>
          {branches.map((b) => (
            <li key={b.id} className={b.depth > 0 ? 'branch' : ''}>
              <button
                type="button"
                aria-pressed={b.current}
                title={
                  b.after === null
                    ? say('{edits} edits from the untouched heart', { edits: b.edits })
                    : say('Branches off after {after} of {edits} edits', { after: b.after, edits: b.edits })
                }
                onClick={() => session.strategies.switchTo(b.id)}
              >
                <span className={b.answered ? 'dot answered' : 'dot'} aria-hidden="true" />
                {b.name}
              </button>
            </li>
          ))}
        </ol>
      )}
      {!planned && plans.length > 0 && (
        <button
          type="button"
          className="plain"
          title={say('Add the plans of this heart')}
          onClick={() => session.strategies.addPlans(plans)}
        >
          <Icon name="look" size={18} />
          {say('Plans')}
        </button>
      )}
      <button
        type="button"
        className="plain"
        title={say('A new strategy that goes on from here (Shift+B)')}
        disabled={edits.length === 0}
        onClick={() => session.strategies.branch()}
      >
        <Icon name="branch" size={18} />
        {say('Branch')}
      </button>
      <button
        type="button"
        className="plain"
        title={say('Compare strategies (Shift+D)')}
        onClick={() => useCompare.setState({ open: true })}
      >
        <Icon name="compare" size={18} />
        {say('Compare')}
      </button>
    </section>
  )
}
