import { distance, dot, subtract, type Vec3 } from '../../core/vec3'
import type { LabelMap } from '../label-map'

const mm = 1e-3
const size = [66, 56, 68] as const
const spacing = 2 * mm
const origin = [-65 * mm, -60 * mm, -60 * mm] as const

const ellipsoid = (c: Vec3, r: Vec3) => (p: Vec3) =>
  ((p[0] - c[0]) / r[0]) ** 2 + ((p[1] - c[1]) / r[1]) ** 2 + ((p[2] - c[2]) / r[2]) ** 2 < 1

function tube(radius: number, ...path: readonly Vec3[]) {
  return (p: Vec3) => {
    for (let n = 1; n < path.length; n++) {
      const a = path[n - 1] as Vec3
      const ab = subtract(path[n] as Vec3, a)
      const t = Math.min(1, Math.max(0, dot(subtract(p, a), ab) / dot(ab, ab)))
      if (distance(p, [a[0] + t * ab[0], a[1] + t * ab[1], a[2] + t * ab[2]]) < radius) return true
    }
    return false
  }
}

/**
 * Names and shapes in millimetres, the first that holds a place has it. The septum is 7 mm; the mitral and tricuspid
 * contacts lie in the plane z = 8; the aorta runs over an arch and leaves the volume at its floor, the superior caval
 * vein at its ceiling; all other vessels end blindly in a round cap.
 */
const shapes: readonly (readonly [string, (p: Vec3) => boolean])[] = [
  ['heart_ventricle_left', (p) => p[2] < 8 && ellipsoid([20, 0, -20], [20, 20, 30])(p)],
  ['heart_ventricle_right', (p) => p[2] < 8 && ellipsoid([-25, -8, -20], [18, 20, 30])(p)],
  ['heart_atrium_left', (p) => p[2] >= 8 && ellipsoid([20, 5, 24], [20, 18, 18])(p)],
  ['heart_atrium_right', (p) => p[2] >= 8 && ellipsoid([-25, 0, 24], [18, 18, 18])(p)],
  ['aorta', tube(8, [14, -12, 0], [8, -22, 30], [8, -22, 55], [8, 4, 64], [8, 30, 50], [8, 30, -80])],
  [
    'pulmonary_artery',
    (p) =>
      tube(8, [-22, -24, 0], [-18, -40, 40])(p) ||
      tube(6, [-18, -40, 40], [-48, -34, 52])(p) ||
      tube(6, [-18, -40, 40], [34, -45, 52])(p),
  ],
  ['superior_vena_cava', tube(7, [-28, 4, 36], [-28, 4, 90])],
  ['inferior_vena_cava', tube(9, [-28, 8, 16], [-28, 26, -16])],
  [
    'pulmonary_vein',
    (p) => tube(5, [34, 10, 30], [58, 16, 34])(p) || tube(5, [12, 18, 32], [-18, 38, 38])(p),
  ],
]

/** A heart of lumens only, as a segmentation of a contrast scan has it, at 2 mm. */
export function lumenPhantom(): LabelMap {
  const values = new Uint8Array(size[0] * size[1] * size[2])
  for (let k = 0, o = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++)
      for (let i = 0; i < size[0]; i++, o++) {
        const p: Vec3 = [2 * i - 65, 2 * j - 60, 2 * k - 60]
        values[o] = shapes.findIndex(([, inside]) => inside(p)) + 1
      }
  return {
    file: 'phantom.nii.gz',
    size,
    spacing: [spacing, spacing, spacing],
    origin,
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    values,
    segments: shapes.map(([name], n) => ({ value: n + 1, layer: 0, name })),
  }
}
