import { useEffect } from 'react'
import { create, useStore } from 'zustand'
import type { EnginePort, Session } from '../../session/session'
import { Beside } from '../../session/strategies/beside'
import { editsOf } from '../../session/strategies/strategies-state'
import { useCompare } from './use-compare'

/** The strategy that runs beside the one in hand, for page and headset; null while none is looked at. */
export const useBeside = create<{ readonly beside: Beside | null }>(() => ({ beside: null }))

/**
 * Opens a rehearsal beside the one in hand while two views are open, and closes it with them.
 * @param id the strategy that it shows
 */
export function useRunBeside(session: Session, port: () => EnginePort, id: string | undefined): void {
  const heart = useStore(session.store, (s) => s.heart)
  const edits = useStore(session.store, (s) => (id === undefined ? null : editsOf(s, id)))
  const moving = useCompare((s) => s.moving)
  const beside = useBeside((s) => s.beside)
  const wanted = id !== undefined && heart !== null
  useEffect(() => {
    if (!wanted) return
    const made = new Beside(session, port())
    useBeside.setState({ beside: made })
    return () => {
      useBeside.setState({ beside: null })
      made.close()
    }
  }, [session, port, wanted])
  useEffect(() => beside?.setMoving(moving), [beside, moving])
  useEffect(() => {
    if (beside && heart && edits) beside.show(heart, edits)
  }, [beside, heart, edits])
  useEffect(() => {
    if (!beside || !heart || !edits || id === undefined) return
    let told: unknown = null
    // An answer may come before the heart is open: it counts from then on.
    return beside.session.store.subscribe(({ answers, activity, edits: shown }) => {
      const { circulation, flow } = answers
      const isIts = beside.session.isAnswered && activity === session.state.activity && shown === edits
      if (!circulation || answers === told || !isIts) return
      told = answers
      session.strategies.learn(id, { heart, edits, circulation, flow, refused: [] })
    })
  }, [session, beside, id, heart, edits])
}
