import { createStore } from 'zustand/vanilla'
import { say } from '../core/language'
import { type Viewpoint, viewpointSchema } from '../heart/viewpoint'
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

/** Where they are kept between visits: the browser's own storage. */
type Drawer = Pick<Storage, 'getItem' | 'setItem'>
const drawerKey = 'atrium.viewpoints'

/**
 * Keeps the viewpoints beside the rehearsal: of another heart they are forgotten, and what changes is written.
 * @param restored those of the last visit, where it is open again
 * @returns a function that stops it
 */
export function followViewpoints(
  session: Session,
  drawer: Drawer,
  restored: readonly Viewpoint[] = [],
): () => void {
  let labels = session.state.heart?.labels ?? null
  viewpointStore.setState({ viewpoints: restored })
  const stopForgetting = session.store.subscribe(({ heart }) => {
    if (!heart || heart.labels === labels) return
    labels = heart.labels
    viewpointStore.setState({ viewpoints: [] })
  })
  const stopWriting = viewpointStore.subscribe(({ viewpoints }) => write(drawer, viewpoints))
  return () => {
    stopForgetting()
    stopWriting()
  }
}

function write(drawer: Drawer, viewpoints: readonly Viewpoint[]): void {
  try {
    drawer.setItem(drawerKey, JSON.stringify(viewpoints))
  } catch {
    // Where there is no room the autosave of the edits has said so.
  }
}

/** The viewpoints of the last visit; none where they cannot be read. */
export function restoreViewpoints(drawer: Drawer): Viewpoint[] {
  try {
    return viewpointSchema.array().parse(JSON.parse(drawer.getItem(drawerKey) ?? '[]'))
  } catch {
    return []
  }
}
