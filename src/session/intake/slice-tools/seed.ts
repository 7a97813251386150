import { distance, type Vec3 } from '../../../core/vec3'
import type { Recipe } from '../../../geometry/segmentation/recipe'
import { addSeed, changeSeed, type SeedPart } from '../recipe-edit'
import type { SliceTool } from './slice-tool'

type State =
  | { readonly name: 'Idle' }
  | {
      readonly name: 'Dragging'
      readonly part: SeedPart
      readonly index: number
      readonly from: Vec3
      readonly count: number
    }

let gestures = 0

/** Clicks from which the chosen part grows. A press on a click takes it along. */
export const seedTool: SliceTool<State> = {
  id: 'seed',
  label: 'Seed',
  key: 's',
  hint: 'Click inside the chosen part; drag a dot to move it',
  pointer: 'cell',
  idle: { name: 'Idle' },
  step(state, { phase, place, reach }, { recipe, part }) {
    if (phase === 'down') {
      const hit = seedNear(recipe, place, reach)
      if (hit) return { state: { name: 'Dragging', ...hit, from: place, count: ++gestures }, cursor: place }
      return { state: { name: 'Idle' }, cursor: place, recipe: addSeed(recipe, part, place) }
    }
    if (phase !== 'move' || state.name === 'Idle') return { state: { name: 'Idle' } }
    if (distance(place, state.from) < 0.5) return { state }
    return {
      state,
      cursor: place,
      recipe: changeSeed(recipe, state.part, state.index, place),
      topic: `seed-${state.count}`,
    }
  },
}

/** The click nearest to a place, within `reach` millimetres. */
function seedNear(
  recipe: Recipe,
  place: Vec3,
  reach: number,
): { readonly part: SeedPart; readonly index: number } | null {
  let best = reach
  let found: { part: SeedPart; index: number } | null = null
  for (const { part, points } of recipe.seeds)
    for (const [index, p] of points.entries()) {
      const d = distance(p, place)
      if (d >= best) continue
      best = d
      found = { part, index }
    }
  return found
}
