import type { SliceTool } from './slice-tool'

interface State {
  readonly name: 'Idle' | 'Windowing'
  readonly screen: readonly [number, number]
  readonly window: readonly [number, number]
}

/** Window by dragging: across for its width, up and down for its level. */
export const windowTool: SliceTool<State> = {
  id: 'window',
  label: 'Brightness',
  key: 'w',
  hint: 'Drag across for contrast, up and down for brightness',
  pointer: 'ns-resize',
  idle: { name: 'Idle', screen: [0, 0], window: [0, 1] },
  step(state, { phase, screen }, { window }) {
    if (phase === 'down') return { state: { name: 'Windowing', screen, window } }
    if (phase !== 'move') return { state: windowTool.idle }
    if (state.name === 'Idle') return { state }
    const [centre, width] = state.window
    const across = screen[0] - state.screen[0]
    const down = screen[1] - state.screen[1]
    return {
      state,
      window: [centre + (down * width) / 300, Math.max(1e-3, width * Math.exp(across / 220))],
    }
  },
}
