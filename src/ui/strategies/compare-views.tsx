import { useEffect } from 'react'
import { useStore } from 'zustand'
import { say } from '../../core/language'
import { sameEdits } from '../../heart/strategy'
import type { Session } from '../../session/session'
import { editsOf, treeOf } from '../../session/strategies/strategies-state'
import { SecondView } from '../../view/compare/second-view'
import { SecondViewGuard } from '../../view/compare/second-view-guard'
import { drawsInSoftware } from '../../view/pace'
import { Icon } from '../icons'
import { useCompare } from './use-compare'
import './compare-views.css'

const plain = drawsInSoftware()

/** Two strategies with one camera: beside each other, or one behind a curtain drawn over the other. */
export function CompareViews({ session }: { readonly session: Session }) {
  const views = useCompare((s) => s.views)
  useEffect(() => {
    document.body.dataset['compare'] = views
    return () => void delete document.body.dataset['compare']
  }, [views])
  return views === 'off' ? null : <Views session={session} />
}

function Views({ session }: { readonly session: Session }) {
  const state = useStore(session.store)
  const { views, curtain, other } = useCompare()
  const { current, strategies } = treeOf(state)
  const others = strategies.filter((s) => s.id !== current)
  const shown = others.find((s) => s.id === other) ?? others[0]
  const still = shown && state.strategies.kept[shown.id]?.still
  const fresh = still && still.heart === state.heart && sameEdits(still.edits, editsOf(state, shown.id) ?? [])
  const swap = () => {
    if (!shown) return
    session.strategies.switchTo(shown.id)
    useCompare.setState({ other: current })
  }
  const clip = views === 'curtain' ? { clipPath: `inset(0 0 0 ${curtain * 100}%)` } : {}
  return (
    <>
      <div className={`second-view ${views}`} style={clip}>
        {still && fresh && (
          <SecondViewGuard key={shown.id}>
            <SecondView still={still} plain={plain} />
          </SecondViewGuard>
        )}
        {!shown && <OnlyOne session={session} />}
        {shown && !fresh && (
          <p className="panel second-note">
            {say('{name} has no picture yet: it is kept from when a strategy was last in hand.', {
              name: shown.name,
            })}
            <button type="button" className="primary" onClick={swap}>
              {say('Take it up')}
            </button>
          </p>
        )}
      </div>
      {views === 'curtain' && (
        <input
          className="curtain"
          type="range"
          min={0}
          max={1}
          step={0.005}
          value={curtain}
          aria-label={say('Where the curtain hangs')}
          onChange={(e) => useCompare.setState({ curtain: Number(e.target.value) })}
        />
      )}
      <section className="panel compare-bar" aria-label={say('Two strategies')}>
        <b>{strategies.find((s) => s.id === current)?.name}</b>
        <button type="button" onClick={swap} disabled={!shown} title={say('Take the other one up')}>
          ⇄
        </button>
        <select
          value={shown?.id}
          aria-label={say('The other strategy')}
          onChange={(e) => useCompare.setState({ other: e.target.value })}
        >
          {others.map((s) => (
            <option key={s.id} value={s.id}>
              {s.name}
            </option>
          ))}
        </select>
        {(['beside', 'curtain'] as const).map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={views === kind}
            onClick={() => useCompare.setState({ views: kind })}
          >
            {kind === 'beside' ? say('Beside') : say('Curtain')}
          </button>
        ))}
        <button type="button" onClick={() => useCompare.setState({ open: true })}>
          {say('Table')}
        </button>
        <button
          type="button"
          className="plain"
          aria-label={say('Close')}
          onClick={() => useCompare.setState({ views: 'off' })}
        >
          <Icon name="close" />
        </button>
      </section>
    </>
  )
}

/** Where there is nothing yet to stand beside: the heart as it was, in one press. */
function OnlyOne({ session }: { readonly session: Session }) {
  return (
    <p className="panel second-note">
      {say('There is one strategy only. Compare it with the heart before any step, or branch another.')}
      <button type="button" className="primary" onClick={() => session.strategies.branch(0, say('Before'))}>
        {say('Show the heart before')}
      </button>
    </p>
  )
}
