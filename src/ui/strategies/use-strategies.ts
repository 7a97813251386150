import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { Session } from '../../session/session'
import type { OfStrategies } from '../../session/strategies/strategies-state'

/** What tells of the strategies; renders anew only where that changes, not with every report of the engine. */
export const useStrategies = (session: Session): OfStrategies =>
  useStore(
    session.store,
    useShallow(({ heart, edits, strategies, answers, activity }) => ({
      heart,
      edits,
      strategies,
      answers,
      activity,
    })),
  )
