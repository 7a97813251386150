import type { LatticeFrame } from '../../core/lattice'
import { paintStroke } from './paint-stroke'
import type { Recipe } from './recipe'

/** 1 in every cell whose value is blood by the threshold and the strokes of blood and no blood, 0 elsewhere. */
export function bloodMask(
  frame: LatticeFrame,
  values: Float32Array,
  recipe: Pick<Recipe, 'blood' | 'strokes'>,
): Uint8Array {
  const { low, high = Number.POSITIVE_INFINITY } = recipe.blood
  const mask = new Uint8Array(values.length)
  for (let o = 0; o < mask.length; o++) {
    const v = values[o] as number
    if (v >= low && v <= high) mask[o] = 1
  }
  for (const stroke of recipe.strokes)
    if (stroke.paint === 'blood' || stroke.paint === 'not-blood')
      paintStroke(frame, stroke, mask, stroke.paint === 'blood' ? 1 : 0)
  return mask
}
