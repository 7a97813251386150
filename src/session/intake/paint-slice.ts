import type { Grid } from '../../core/grid'
import { gridToPatient, patientToGrid } from '../../core/grid'
import { subtract, type Vec3 } from '../../core/vec3'
import type { Scan } from '../../io/scan'
import type { SlicePlane } from './slice-plane'

/** Labels to draw over a scan: on their own grid, one colour (0xBBGGRR) an id. */
interface LabelLayer {
  readonly grid: Grid
  readonly labels: Uint8Array
  readonly colours: Uint32Array
  /** 0–1. */
  readonly opacity: number
}

/** Values drawn red over the scan, within a box of voxels (low and high corner, both in). */
interface MaskLayer {
  readonly low: number
  readonly high: number
  readonly box: readonly [low: readonly number[], high: readonly number[]]
}

export interface SliceLook {
  /** Centre and width of the grey window. */
  readonly window: readonly [number, number]
  readonly labels: LabelLayer | null
  readonly mask: MaskLayer | null
}

const red = 0x4a46e8
const maskOpacity = 0.46

/**
 * Draws one slice at one pixel a voxel: grey by the window, then the mask, then the labels with their outlines.
 * @param out RGBA, `plane.u.count` × `plane.v.count`, little-endian words as ImageData has them
 */
export function paintSlice(
  scan: Scan,
  plane: SlicePlane,
  slice: number,
  look: SliceLook,
  out: Uint32Array,
): void {
  const [nx, ny] = scan.size
  const stride = [1, nx, nx * ny]
  const { u, v, w } = plane
  const du = stride[u.axis]! * u.sign
  const dv = stride[v.axis]! * v.sign
  const start =
    slice * stride[w.axis]! +
    (u.sign > 0 ? 0 : (u.count - 1) * stride[u.axis]!) +
    (v.sign > 0 ? 0 : (v.count - 1) * stride[v.axis]!)
  const { values } = scan
  const low = look.window[0] - look.window[1] / 2
  const gain = 255 / Math.max(look.window[1], 1e-9)
  for (let t = 0, o = 0; t < v.count; t++) {
    let at = start + t * dv
    for (let s = 0; s < u.count; s++, o++, at += du) {
      let g = ((values[at] as number) - low) * gain
      g = g < 0 ? 0 : g > 255 ? 255 : g | 0
      out[o] = 0xff000000 | (g << 16) | (g << 8) | g
    }
  }
  if (look.mask) paintMask(scan, plane, slice, look.mask, start, du, dv, out)
  if (look.labels && look.labels.opacity > 0) paintLabels(scan, plane, slice, look.labels, out)
}

const blend = (under: number, colour: number, a: number): number => {
  const b = 1 - a
  const red = (under & 255) * b + (colour & 255) * a
  const green = ((under >> 8) & 255) * b + ((colour >> 8) & 255) * a
  const blue = ((under >> 16) & 255) * b + ((colour >> 16) & 255) * a
  return 0xff000000 | (blue << 16) | (green << 8) | red
}

function paintMask(
  scan: Scan,
  { u, v, w }: SlicePlane,
  slice: number,
  { low, high, box }: MaskLayer,
  start: number,
  du: number,
  dv: number,
  out: Uint32Array,
): void {
  if (slice < box[0][w.axis]! || slice > box[1][w.axis]!) return
  const [s0, s1] = rangeOf(u, box)
  const [t0, t1] = rangeOf(v, box)
  for (let t = t0; t <= t1; t++) {
    let at = start + t * dv + s0 * du
    let o = t * u.count + s0
    for (let s = s0; s <= s1; s++, o++, at += du) {
      const value = scan.values[at] as number
      if (value >= low && value <= high) out[o] = blend(out[o]!, red, maskOpacity)
    }
  }
}

/** First and last pixel of a box of voxels along a run of the picture. */
function rangeOf(run: SlicePlane['u'], box: MaskLayer['box']): [number, number] {
  const [a, b] = [box[0][run.axis]!, box[1][run.axis]!]
  const [first, last] = run.sign > 0 ? [a, b] : [run.count - 1 - b, run.count - 1 - a]
  return [Math.max(0, first), Math.min(run.count - 1, last)]
}

/** Labels may lie on another grid, turned and of another size: each pixel takes the label of the nearest cell. */
function paintLabels(
  scan: Scan,
  plane: SlicePlane,
  slice: number,
  layer: LabelLayer,
  out: Uint32Array,
): void {
  const { u, v, w } = plane
  const { labels, colours, opacity, grid } = layer
  const [nx, ny, nz] = grid.size
  const corner: [number, number, number] = [0, 0, 0]
  corner[u.axis] = u.sign > 0 ? 0 : u.count - 1
  corner[v.axis] = v.sign > 0 ? 0 : v.count - 1
  corner[w.axis] = slice
  const start = toLabels(scan, grid, corner)
  const right = stepIn(scan, grid, u)
  const down = stepIn(scan, grid, v)
  const line = Math.min(1, opacity * 1.9)
  const above = new Uint8Array(u.count)
  for (let t = 0, o = 0; t < v.count; t++) {
    let left = 0
    for (let s = 0; s < u.count; s++, o++) {
      const i = Math.floor(start[0] + s * right[0] + t * down[0])
      const j = Math.floor(start[1] + s * right[1] + t * down[1])
      const k = Math.floor(start[2] + s * right[2] + t * down[2])
      const inside = i >= 0 && j >= 0 && k >= 0 && i < nx && j < ny && k < nz
      const id = inside ? labels[i + nx * (j + ny * k)]! : 0
      if (id !== 0) out[o] = blend(out[o]!, colours[id]!, id !== left || id !== above[s]! ? line : opacity)
      left = id
      above[s] = id
    }
  }
}

/** Cell of the labels' grid under a voxel, plus a half: its floor is the nearest cell. */
function toLabels(scan: Grid, grid: Grid, voxel: Vec3): Vec3 {
  const [i, j, k] = patientToGrid(grid, gridToPatient(scan, voxel))
  return [i + 0.5, j + 0.5, k + 0.5]
}

/** One pixel along a run of the picture, in cells of the labels' grid. */
function stepIn(scan: Grid, grid: Grid, run: SlicePlane['u']): Vec3 {
  const one: [number, number, number] = [0, 0, 0]
  one[run.axis] = run.sign
  return subtract(toLabels(scan, grid, one), toLabels(scan, grid, [0, 0, 0]))
}
