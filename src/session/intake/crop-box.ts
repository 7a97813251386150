import { type Grid, patientToGrid } from '../../core/grid'
import type { Vec3 } from '../../core/vec3'
import type { Recipe } from '../../geometry/segmentation/recipe'
import { boxToPatient, type VoxelBox } from './histogram'
import { metres } from './slice-plane'

type Crop = NonNullable<Recipe['crop']>

/** Which faces of the box a drag moves: per patient axis none, the low or the high one. */
export type CropGrip = readonly (0 | -1 | 1)[]

const least_mm = 10

export const wholeCrop = (grid: Grid): Crop => {
  const { low, high } = boxToPatient(grid, [[0, 0, 0], grid.size.map((n) => n - 1)])
  return { low: [...low], high: [...high] }
}

/** The box as voxels of a grid, both corners in, within it. */
export function cropVoxels(grid: Grid, crop: Crop | undefined): VoxelBox {
  const whole: VoxelBox = [[0, 0, 0], grid.size.map((n) => n - 1)]
  if (!crop) return whole
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  for (let corner = 0; corner < 8; corner++) {
    const p = [0, 1, 2].map((n) => (corner & (1 << n) ? crop.high[n]! : crop.low[n]!)) as unknown as Vec3
    const at = patientToGrid(grid, metres(p))
    for (let a = 0; a < 3; a++) {
      low[a] = Math.min(low[a]!, at[a]!)
      high[a] = Math.max(high[a]!, at[a]!)
    }
  }
  const top = whole[1]
  return [
    low.map((v, a) => Math.max(0, Math.min(top[a]!, Math.ceil(v - 1e-6)))),
    high.map((v, a) => Math.max(0, Math.min(top[a]!, Math.floor(v + 1e-6)))),
  ]
}

/** Which faces lie within `reach` of a place, along the two patient axes of a picture; null where none does. */
export function gripAt(
  crop: Crop,
  place: Vec3,
  axes: readonly [number, number],
  reach_mm: number,
): CropGrip | null {
  const grip: (0 | -1 | 1)[] = [0, 0, 0]
  for (const [n, a] of axes.entries()) {
    const other = axes[1 - n]!
    const beside = place[other]! > crop.low[other]! - reach_mm && place[other]! < crop.high[other]! + reach_mm
    if (!beside) continue
    if (Math.abs(place[a]! - crop.low[a]!) < reach_mm) grip[a] = -1
    else if (Math.abs(place[a]! - crop.high[a]!) < reach_mm) grip[a] = 1
  }
  return grip.some((g) => g !== 0) ? grip : null
}

/** The box with its gripped faces at a place, never thinner than 10 mm nor beyond the scan. */
export function moveFaces(crop: Crop, grip: CropGrip, place: Vec3, whole: Crop): Crop {
  const low = [...crop.low] as Crop['low']
  const high = [...crop.high] as Crop['high']
  for (let a = 0; a < 3; a++) {
    const at = Math.round(Math.max(whole.low[a]!, Math.min(whole.high[a]!, place[a]!)) * 10) / 10
    if (grip[a] === -1) low[a] = Math.min(at, high[a]! - least_mm)
    if (grip[a] === 1) high[a] = Math.max(at, low[a]! + least_mm)
  }
  return { low, high }
}
