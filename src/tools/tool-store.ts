import { createStore } from 'zustand/vanilla'
import type { ToolId } from '.'
import type { Side } from './pose-event'
import type { Preview } from './preview'
import { defaultSettings, type ToolSettings } from './settings'

export interface ToolStoreState {
  /** The instrument in each hand; null: none, the hand points and moves the heart. */
  readonly active: Readonly<Record<Side, ToolId | null>>
  readonly settings: ToolSettings
  readonly previews: Readonly<Record<Side, Preview | null>>
  /** True from press to release: orbiting and shortcuts wait. */
  readonly busy: boolean
}

/** What is in hand and what it is about to do; read by the palettes, the previews and the runner. */
export const toolStore = createStore<ToolStoreState>(() => ({
  active: { mouse: null, left: null, right: null },
  settings: defaultSettings,
  previews: { mouse: null, left: null, right: null },
  busy: false,
}))

/** Takes an instrument, or with null lays it down. The runner cancels what the one before was doing. */
export const takeTool = (side: Side, tool: ToolId | null): void =>
  toolStore.setState(({ active }) => ({ active: { ...active, [side]: tool } }))

export const changeSettings = (settings: Partial<ToolSettings>): void =>
  toolStore.setState((state) => ({ settings: { ...state.settings, ...settings } }))

export const setPreview = (side: Side, preview: Preview | null): void =>
  toolStore.setState((state) =>
    state.previews[side] === preview ? state : { previews: { ...state.previews, [side]: preview } },
  )
