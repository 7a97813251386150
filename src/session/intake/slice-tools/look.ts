import type { SliceTool } from './slice-tool'

interface State {
  readonly name: 'Idle' | 'Following'
}

/** The crosshair goes where the pointer presses, in all pictures. */
export const lookTool: SliceTool<State> = {
  id: 'look',
  label: 'Crosshair',
  key: 'c',
  hint: 'Press or drag to move the crosshair in all views',
  pointer: 'crosshair',
  idle: { name: 'Idle' },
  step(state, { phase, place }) {
    if (phase === 'down') return { state: { name: 'Following' }, cursor: place }
    if (phase === 'move' && state.name === 'Following') return { state, cursor: place }
    return { state: phase === 'move' ? state : { name: 'Idle' } }
  },
}
