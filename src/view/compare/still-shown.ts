import { createStore } from 'zustand/vanilla'
import { empty } from '../../session/session-state'
import type { Still } from '../../session/strategies/strategies-state'
import type { Shown } from '../shown'

/** A strategy as it was when it was last in hand, to be drawn until it runs again. */
export function stillShown({ heart, edits, surface, frame }: Still): Shown {
  const store = createStore(() => ({ ...empty, heart, edits, surface }))
  return { store, frame, state: store.getState() }
}
