import type { Grid } from '../core/grid'
import { mm } from '../core/units'
import { cross, dot, normalize, scale, type Vec3 } from '../core/vec3'
import { checkSize } from './image-limits'
import { labelValues } from './image-role'
import type { ScanValues } from './scan'

/** Voxels on a lattice whose axes need not be at right angles; metres. */
interface Sheared {
  readonly size: readonly [number, number, number]
  /** Vectors from one voxel to the next. */
  readonly axes: readonly [Vec3, Vec3, Vec3]
  readonly origin: Vec3
  readonly values: ScanValues
}

/** A corner of the image may lie this part of a voxel off where its axes are made square. */
const tolerance = 0.1

/**
 * The image on axes at right angles. Axes that are square but for rounding keep their voxels; a sheared lattice (a
 * tilted gantry) is resampled on the first two axes’ plane and the direction across it, and it is said: trilinearly,
 * labels by their nearest voxel.
 */
export function orthogonal(file: string, image: Sheared, warnings: string[]): Grid & { values: ScanValues } {
  const { size, axes, origin, values } = image
  const spacing = axes.map((a) => Math.hypot(...a)) as [number, number, number]
  const x = normalize(axes[0])
  const across = normalize(cross(axes[0], axes[1]))
  const z = dot(across, axes[2]) < 0 ? scale(across, -1) : across
  const y = dot(cross(z, x), axes[1]) < 0 ? cross(x, z) : cross(z, x)
  const square = [x, y, z] as const
  const off = axes.map((a, n) => {
    const s = square[n] as Vec3
    const along = dot(a, s)
    return (Math.sqrt(Math.max(0, dot(a, a) - along * along)) * (size[n] as number)) / Math.min(...spacing)
  })
  const direction = [0, 1, 2].flatMap((r) => square.map((s) => s[r] as number))
  if (off.reduce((a, b) => a + b) <= tolerance) return { size, spacing, origin, direction, values }
  const steps = axes.map((a, n) => dot(a, square[n] as Vec3)) as [number, number, number]
  warnings.push(
    `${file} has sheared axes, as a tilted gantry gives: it was resampled to square ones (${steps.map((s) => (s / mm).toFixed(2)).join(' × ')} mm).`,
  )
  return resampled(file, { size, axes, origin, values }, square, steps, direction)
}

/** On a box along the square axes that holds the whole image; outside of it the least value. */
function resampled(
  file: string,
  image: Sheared,
  square: readonly [Vec3, Vec3, Vec3],
  spacing: readonly [number, number, number],
  direction: number[],
): Grid & { values: ScanValues } {
  const { size, axes, values } = image
  // Index to index: an upper triangular shear, since x is axis 0 and y lies in the plane of axes 0 and 1.
  const m = square.map((s, r) => axes.map((a) => dot(a, s) / (spacing[r] as number)))
  const at = (r: number, c: number) => m[r]?.[c] as number
  const low = [0, 0, 0]
  const high = [0, 0, 0]
  for (let corner = 0; corner < 8; corner++)
    for (let r = 0; r < 3; r++) {
      let p = 0
      for (let c = 0; c < 3; c++) p += corner & (1 << c) ? at(r, c) * ((size[c] as number) - 1) : 0
      low[r] = Math.min(low[r] as number, p)
      high[r] = Math.max(high[r] as number, p)
    }
  const first = low.map((l) => Math.floor(l + 1e-6))
  const next = high.map((h, r) => Math.ceil(h - 1e-6) - (first[r] as number) + 1) as [number, number, number]
  checkSize(file, next, values.BYTES_PER_ELEMENT)
  const out = new (values.constructor as new (n: number) => ScanValues)(next[0] * next[1] * next[2])
  let least = Infinity
  for (let o = 0; o < values.length; o++) if ((values[o] as number) < least) least = values[o] as number
  const round = !(values instanceof Float32Array || values instanceof Float64Array)
  const nearest = labelValues(values) !== null
  for (let k = 0, o = 0; k < next[2]; k++)
    for (let j = 0; j < next[1]; j++)
      for (let i = 0; i < next[0]; i++, o++) {
        const w = (k + (first[2] as number)) / at(2, 2)
        const v = (j + (first[1] as number) - at(1, 2) * w) / at(1, 1)
        const u = (i + (first[0] as number) - at(0, 1) * v - at(0, 2) * w) / at(0, 0)
        const value = nearest
          ? trilinear(values, size, Math.round(u), Math.round(v), Math.round(w), least)
          : trilinear(values, size, u, v, w, least)
        out[o] = round ? Math.round(value) : value
      }
  const origin = [0, 1, 2].map((a) =>
    square.reduce(
      (sum, s, r) => sum + (s[a] as number) * (first[r] as number) * (spacing[r] as number),
      image.origin[a] as number,
    ),
  ) as unknown as Vec3
  return { size: next, spacing: [spacing[0], spacing[1], spacing[2]], origin, direction, values: out }
}

function trilinear(
  values: ScanValues,
  size: readonly [number, number, number],
  u: number,
  v: number,
  w: number,
  outside: number,
): number {
  const [nx, ny, nz] = size
  if (u < -0.5 || v < -0.5 || w < -0.5 || u > nx - 0.5 || v > ny - 0.5 || w > nz - 0.5) return outside
  const x = Math.min(Math.max(u, 0), nx - 1)
  const y = Math.min(Math.max(v, 0), ny - 1)
  const z = Math.min(Math.max(w, 0), nz - 1)
  const [i, j, k] = [
    Math.min(Math.floor(x), nx - 2),
    Math.min(Math.floor(y), ny - 2),
    Math.min(Math.floor(z), nz - 2),
  ]
  const [a, b, c] = [x - i, y - j, z - k]
  const o = i + nx * (j + ny * k)
  const row = (p: number) => (values[p] as number) * (1 - a) + (values[p + 1] as number) * a
  const plane = (p: number) => row(p) * (1 - b) + row(p + nx) * b
  return plane(o) * (1 - c) + plane(o + nx * ny) * c
}
