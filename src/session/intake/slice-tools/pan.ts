import type { SliceTool } from './slice-tool'

interface State {
  readonly name: 'Idle' | 'Panning'
  readonly last: readonly [number, number]
}

/** Moves a picture under its frame. */
export const panTool: SliceTool<State> = {
  id: 'pan',
  label: 'Move',
  key: 'h',
  hint: 'Drag a view to move it; pinch or Ctrl and the wheel to come nearer',
  pointer: 'grab',
  idle: { name: 'Idle', last: [0, 0] },
  step(state, { phase, screen }) {
    if (phase === 'down') return { state: { name: 'Panning', last: screen } }
    if (phase !== 'move') return { state: panTool.idle }
    if (state.name === 'Idle') return { state }
    return {
      state: { name: 'Panning', last: screen },
      pan: [screen[0] - state.last[0], screen[1] - state.last[1]],
    }
  },
}
