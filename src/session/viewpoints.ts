import { createStore } from 'zustand/vanilla'
import { say } from '../core/language'
import type { Viewpoint } from '../heart/viewpoint'
import type { Session } from './session'

/** Viewpoints kept of the heart that is open, the oldest first. */
export const viewpointStore = createStore<{ readonly viewpoints: readonly Viewpoint[] }>(() => ({
  viewpoints: [],
}))

/** Keeps one under the next free name, `Place 2`. */
export function keepViewpoint(viewpoint: Omit<Viewpoint, 'name'>): Viewpoint {
  const { viewpoints } = viewpointStore.getState()
  const taken = new Set(viewpoints.map((v) => v.name))
  let n = 1
  while (taken.has(say('Place {n}', { n }))) n++
  const kept = { ...viewpoint, name: say('Place {n}', { n }) }
  viewpointStore.setState({ viewpoints: [...viewpoints, kept] })
  return kept
}

export const forgetViewpoint = (name: string): void =>
  viewpointStore.setState(({ viewpoints }) => ({ viewpoints: viewpoints.filter((v) => v.name !== name) }))

/**
 * Forgets the viewpoints when another heart is opened; new ports or names are still the same heart.
 * @returns a function that stops it
 */
export const forgetPlacesWithHeart = (session: Session): (() => void) =>
  session.store.subscribe(({ heart }, before) => {
    if (heart?.labels !== before.heart?.labels) viewpointStore.setState({ viewpoints: [] })
  })
