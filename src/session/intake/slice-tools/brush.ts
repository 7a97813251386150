import { distance, type Vec3 } from '../../../core/vec3'
import { addStroke } from '../recipe-edit'
import type { SliceTool, StrokePaint } from './slice-tool'

type State =
  | { readonly name: 'Idle' }
  | { readonly name: 'Painting'; readonly points: readonly Vec3[]; readonly paint: StrokePaint }

/** Paints a ball along a stroke: the chosen part or blood with the brush, nothing with the eraser. */
function strokeTool(
  given: Pick<SliceTool, 'id' | 'label' | 'key' | 'hint'>,
  paintOf: (chosen: StrokePaint) => StrokePaint,
): SliceTool<State> {
  const idle: State = { name: 'Idle' }
  return {
    ...given,
    pointer: 'none',
    idle,
    step(state, { phase, place }, { recipe, paint, brush }) {
      if (phase === 'down') return { state: { name: 'Painting', points: [place], paint: paintOf(paint) } }
      if (state.name === 'Idle' || phase === 'cancel') return { state: idle }
      if (phase === 'move') {
        const near = distance(state.points.at(-1)!, place) < brush / 3
        return { state: near ? state : { ...state, points: [...state.points, place] } }
      }
      const points = state.points.map((p) => [...p] as [number, number, number])
      return { state: idle, recipe: addStroke(recipe, { paint: state.paint, radius: brush, points }) }
    },
  }
}

export const brushTool = strokeTool(
  {
    id: 'brush',
    label: 'Brush',
    key: 'b',
    hint: 'Paint what the pictures show; set what it paints at the left',
  },
  (chosen) => chosen,
)

export const eraserTool = strokeTool(
  { id: 'eraser', label: 'Eraser', key: 'e', hint: 'Take away what does not belong' },
  (chosen) => (chosen === 'blood' || chosen === 'not-blood' ? 'not-blood' : 'outside'),
)
