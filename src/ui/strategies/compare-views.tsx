import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { say } from '../../core/language'
import { sameEdits } from '../../heart/strategy'
import type { EnginePort, Session } from '../../session/session'
import type { Beside } from '../../session/strategies/beside'
import { editsOf, treeOf, untouchedId } from '../../session/strategies/strategies-state'
import { SecondView } from '../../view/compare/second-view'
import { SecondViewGuard } from '../../view/compare/second-view-guard'
import { stillShown } from '../../view/compare/still-shown'
import { drawsInSoftware } from '../../view/pace'
import type { Shown } from '../../view/shown'
import { Icon } from '../icons'
import { BesideFigures } from './beside-figures'
import { useBeside, useRunBeside } from './use-beside'
import { useCompare, useCompared } from './use-compare'
import { useStrategies } from './use-strategies'
import './compare-views.css'

const plain = drawsInSoftware()
// Where the processor computes and draws, a second heart in motion would take half of what the first one has.
if (plain) useCompare.setState({ moving: false })

interface CompareViewsProps {
  readonly session: Session
  /** A second engine, for the strategy beside the one in hand. */
  readonly port: () => EnginePort
}

/** Two strategies with one camera: beside each other, or one behind a curtain drawn over the other. */
export function CompareViews({ session, port }: CompareViewsProps) {
  const views = useCompare((s) => s.views)
  useEffect(() => {
    document.body.dataset['compare'] = views
    return () => void delete document.body.dataset['compare']
  }, [views])
  return views === 'off' ? null : <Views session={session} port={port} />
}

function Views({ session, port }: CompareViewsProps) {
  const state = useStrategies(session)
  const { views, curtain } = useCompare()
  const { current, strategies } = treeOf(state)
  const { others, ...shown } = useCompared(session)
  useRunBeside(session, port, shown.id)
  const beside = useBeside((s) => s.beside)
  const drawn = useDrawn(session, beside, shown.id)
  const swap = () => {
    session.strategies.switchTo(shown.id)
    useCompare.setState({ other: current })
  }
  // The headset draws its own.
  if (views === 'room') return null
  const clip = views === 'curtain' ? { clipPath: `inset(0 0 0 ${curtain * 100}%)` } : {}
  return (
    <>
      <div className={`second-view ${views}`} style={clip}>
        {drawn && (
          <SecondViewGuard key={shown.id}>
            <SecondView shown={drawn} plain={plain} />
          </SecondViewGuard>
        )}
      </div>
      <BesideFigures session={session} other={shown.id} />
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
        <button
          type="button"
          onClick={swap}
          disabled={shown.id === untouchedId}
          title={say('Take the other one up')}
        >
          ⇄
        </button>
        <select
          value={shown.id}
          aria-label={say('The other strategy')}
          onChange={(e) => useCompare.setState({ other: e.target.value })}
        >
          {others.map((s) => (
            <option key={s.id} value={s.id}>
              {s.name}
            </option>
          ))}
        </select>
        {beside && <HowItRuns beside={beside} />}
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

/** What runs beside, as soon as it has a surface; before that the strategy as it was when it was last in hand. */
function useDrawn(session: Session, beside: Beside | null, id: string): Shown | null {
  const state = useStrategies(session)
  const other = useStore(
    beside?.session.store ?? session.store,
    useShallow((s) => ({ surface: s.surface, edits: s.edits })),
  )
  const edits = editsOf(state, id) ?? []
  const kept = state.strategies.kept[id]?.still
  const still = kept && kept.heart === state.heart && sameEdits(kept.edits, edits) ? kept : null
  const waiting = useMemo(() => still && stillShown(still), [still])
  return beside && other.surface && sameEdits(other.edits, edits) ? beside.session : waiting
}

/** Whether the two keep in step, and what the other one waits for. */
function HowItRuns({ beside }: { readonly beside: Beside }) {
  const apart = useStore(beside.store, (s) => s.apart)
  const progress = useStore(beside.session.store, (s) => s.progress)
  const notice = useStore(beside.session.store, (s) => s.notice)
  const moving = useCompare((s) => s.moving)
  return (
    <>
      <button
        type="button"
        aria-pressed={moving}
        title={say('Both beat and flow in step: the one that is ahead waits for the other')}
        onClick={() => useCompare.setState({ moving: !moving })}
      >
        {say('In step')}
      </button>
      {progress && (
        <span className="quiet">
          {say(progress.label)} {Math.round(100 * progress.fraction)} %
        </span>
      )}
      {!progress && moving && apart !== null && (
        <span className="quiet">
          {say('{percent} % of a beat apart', { percent: Math.round(100 * Math.abs(apart)) })}
        </span>
      )}
      {notice && <span className="quiet">{say(notice)}</span>}
    </>
  )
}
