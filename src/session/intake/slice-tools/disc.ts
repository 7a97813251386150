import { add, cross, distance, dot, normalize, scale, subtract, type Vec3 } from '../../../core/vec3'
import type { Recipe } from '../../../geometry/segmentation/recipe'
import {
  addDisc,
  changeDisc,
  type DiscList,
  discAcross,
  discLine,
  facing,
  type RecipeDisc,
} from '../recipe-edit'
import type { SliceTool } from './slice-tool'

/** A line from one press to the next; `drawn` while the first press is still held. */
interface Aiming {
  readonly name: 'Aiming'
  readonly a: Vec3
  readonly b: Vec3
  readonly drawn: boolean
}
interface Dragging {
  readonly name: 'Dragging'
  readonly list: DiscList
  readonly index: number
  readonly handle: 'first' | 'second' | 'centre'
  readonly count: number
}
type State = { readonly name: 'Idle' } | Aiming | Dragging

let gestures = 0
/** A line shorter than this [mm] is a click, not a neck. */
const least_mm = 2

/** A disc across a neck: two clicks, or one drag, from edge to edge. Its ends and its middle can be dragged. */
export const discTool: SliceTool<State> = {
  id: 'disc',
  label: 'Disc',
  key: 'v',
  hint: 'Click both edges of the neck; drag its ends or its middle to correct it',
  pointer: 'crosshair',
  idle: { name: 'Idle' },
  step(state, event, context) {
    const { phase, place, through } = event
    if (phase === 'cancel') return { state: { name: 'Idle' } }
    if (state.name === 'Dragging') {
      if (phase !== 'move') return { state: { name: 'Idle' } }
      const disc = context.recipe[state.list][state.index]
      if (!disc) return { state: { name: 'Idle' } }
      const moved = dragged(disc, state.handle, place, through)
      return {
        state,
        recipe: changeDisc(context.recipe, state.list, state.index, moved),
        topic: `disc-${state.count}`,
      }
    }
    if (state.name === 'Aiming') {
      const done =
        distance(state.a, place) > least_mm && (phase === 'down' || (phase === 'up' && state.drawn))
      if (!done)
        return { state: { ...state, b: place, drawn: phase === 'move' ? state.drawn : phase === 'down' } }
      const disc = facing(context.recipe, context.use, discAcross(state.a, place, through))
      return {
        state: { name: 'Idle' },
        recipe: addDisc(context.recipe, context.use, disc),
        cursor: disc.centre,
      }
    }
    if (phase !== 'down') return { state }
    const hit = handleNear(context.recipe, place, through, event.reach)
    if (hit) return { state: { name: 'Dragging', ...hit, count: ++gestures } }
    return { state: { name: 'Aiming', a: place, b: place, drawn: true }, cursor: place }
  },
}

/** Handles are shown, and taken, on slices within this of a disc’s middle [mm]. */
export const handleDepth = 4

const discLists = ['valves', 'ends', 'barriers'] as const

function handleNear(
  recipe: Recipe,
  place: Vec3,
  through: Vec3,
  reach: number,
): Pick<Dragging, 'list' | 'index' | 'handle'> | null {
  for (const list of discLists)
    for (const [index, disc] of recipe[list].entries()) {
      const away = dot(subtract(disc.centre, place), through)
      if (Math.abs(away) > handleDepth) continue
      const here = add(place, scale(through, away))
      const [first, second] = discLine(disc, through)
      if (distance(here, first) < reach) return { list, index, handle: 'first' }
      if (distance(here, second) < reach) return { list, index, handle: 'second' }
      if (distance(here, disc.centre) < reach) return { list, index, handle: 'centre' }
    }
  return null
}

/** The disc with one handle under the pointer; its tilt out of the slice stays, so that a second view can set it. */
function dragged(disc: RecipeDisc, handle: Dragging['handle'], place: Vec3, through: Vec3): RecipeDisc {
  const here = add(place, scale(through, dot(subtract(disc.centre, place), through)))
  if (handle === 'centre') return { ...disc, centre: here }
  const [first, second] = discLine(disc, through)
  const fixed = handle === 'first' ? second : first
  if (distance(fixed, here) < least_mm) return disc
  const [a, b] = handle === 'first' ? [here, fixed] : [fixed, here]
  const n = normalize(disc.normal)
  const out = dot(n, through)
  const within = Math.sqrt(Math.max(0, 1 - out * out))
  // discLine runs along through × n: the normal is that line turned back.
  const flat = normalize(cross(normalize(subtract(b, a)), through))
  return {
    centre: scale(add(a, b), 0.5),
    normal: add(scale(flat, within), scale(through, out)),
    radius: distance(a, b) / 2,
  }
}
