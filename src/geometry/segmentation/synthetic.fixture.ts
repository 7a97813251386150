import type { Grid } from '../../core/grid'
import { gridToPatient } from '../../core/grid'
import { type Recipe, recipeSchema } from './recipe'

/** A scan of 1 mm with 400 in blood and 100 elsewhere; shapes in millimetres. */
export function scanOf(
  size: readonly [number, number, number],
  inBlood: (x: number, y: number, z: number) => boolean,
  grid: Partial<Grid> = {},
) {
  const place: Grid = {
    size,
    spacing: [1e-3, 1e-3, 1e-3],
    origin: [0, 0, 0],
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    ...grid,
  }
  const values = new Float32Array(size[0] * size[1] * size[2])
  for (let k = 0, o = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++)
      for (let i = 0; i < size[0]; i++, o++) {
        const [x, y, z] = gridToPatient(place, [i, j, k]).map((v) => v * 1e3) as [number, number, number]
        values[o] = inBlood(x, y, z) ? 400 : 100
      }
  return { ...place, values }
}

export const inBall =
  (cx: number, cy: number, cz: number, r: number) =>
  (x: number, y: number, z: number): boolean =>
    (x - cx) ** 2 + (y - cy) ** 2 + (z - cz) ** 2 <= r * r

/** A tube along x. */
export const inTube =
  (x0: number, x1: number, cy: number, cz: number, r: number) =>
  (x: number, y: number, z: number): boolean =>
    x >= x0 && x <= x1 && (y - cy) ** 2 + (z - cz) ** 2 <= r * r

/** A recipe with neither smoothing nor islands, so that labels are those of the steps under test. */
export const recipeOf = (part: object): Recipe =>
  recipeSchema.parse({ version: 1, blood: { low: 250 }, smoothing: 0, islands: 0, seeds: [], ...part })
