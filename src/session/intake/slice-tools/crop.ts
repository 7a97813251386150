import { type CropGrip, gripAt, moveFaces } from '../crop-box'
import type { SliceTool } from './slice-tool'

type State =
  | { readonly name: 'Idle' }
  | { readonly name: 'Following' }
  | { readonly name: 'Dragging'; readonly grip: CropGrip; readonly count: number }

let gestures = 0

/** The crop box by its edges and corners; a press elsewhere moves the crosshair. */
export const cropTool: SliceTool<State> = {
  id: 'crop',
  label: 'Crop',
  key: 'x',
  hint: 'Drag an edge or a corner of the box',
  pointer: 'crosshair',
  idle: { name: 'Idle' },
  step(state, { phase, place, axes, reach }, { recipe, whole }) {
    const crop = recipe.crop ?? whole
    if (phase === 'down') {
      const grip = gripAt(crop, place, axes, reach)
      return grip
        ? { state: { name: 'Dragging', grip, count: ++gestures } }
        : { state: { name: 'Following' }, cursor: place }
    }
    if (phase !== 'move') return { state: { name: 'Idle' } }
    if (state.name === 'Following') return { state, cursor: place }
    if (state.name === 'Idle') return { state }
    return {
      state,
      recipe: { ...recipe, crop: moveFaces(crop, state.grip, place, whole) },
      topic: `crop-${state.count}`,
    }
  },
}
