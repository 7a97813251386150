import type { LatticeFrame } from '../core/lattice'
import type { FaceSet } from './blood-domain'

/** Links that a surface crosses, each once; `triangle` is one of the triangles that crosses it. */
export interface CrossedLinks extends FaceSet {
  readonly triangle: Uint32Array
}

/** A cell centre nearer to a triangle's plane than this share of a cell counts as lying on it. */
const onPlane = 1e-9

/**
 * Which links between neighbouring cell centres does a triangle surface cross? The one geometric test of the design.
 *
 * A lattice line (all cell centres along one axis) pierces a triangle when its point lies inside the triangle's
 * projection along that axis; the link pierced is the one whose ends lie on different sides of the triangle's plane.
 * Both tests are signs of determinants in 64 bits, and each edge is evaluated with its vertices in ascending order, so
 * that two triangles on one edge always agree. A zero takes the sign that it would have if the whole lattice were
 * shifted by (ε, ε², ε³), ε → 0 (simulation of simplicity, Edelsbrunner and Mücke 1990; sign(0) = + alone fails where
 * a line runs through a vertex). So a closed surface leaves no path of uncrossed links between its inside and its
 * outside, wherever its vertices lie. Nothing is moved or snapped.
 *
 * @param positions xyz per vertex, metres; @param triangles three vertex ids each, consistently oriented
 * @returns faces with `sign` +1 where the triangle's normal points along +axis
 */
export function linksCrossed(
  frame: LatticeFrame,
  positions: ArrayLike<number>,
  triangles: ArrayLike<number>,
): CrossedLinks {
  const points = latticePoints(frame, positions)
  const found = new Map<number, number>()
  for (let t = 0; t + 2 < triangles.length; t += 3) {
    const ids = [triangles[t] as number, triangles[t + 1] as number, triangles[t + 2] as number] as const
    const plane = planeOf(points, ids)
    for (let axis = 0; axis < 3; axis++) pierce(frame, points, ids, plane, axis, t / 3, found)
  }
  return collect(found)
}

/** Vertices in units of cells; a cell's centre has whole numbers. */
export const latticePoints = (frame: LatticeFrame, positions: ArrayLike<number>): Float64Array => {
  const out = new Float64Array(positions.length)
  for (let n = 0; n < positions.length; n++)
    out[n] = ((positions[n] as number) - (frame.origin[n % 3] as number)) / frame.spacing
  return out
}

/** Tests every lattice line along `axis` that can meet the triangle. */
function pierce(
  frame: LatticeFrame,
  points: Float64Array,
  ids: readonly [number, number, number],
  plane: readonly [number, number, number, number],
  axis: number,
  triangle: number,
  found: Map<number, number>,
): void {
  const b = (axis + 1) % 3
  const c = (axis + 2) % 3
  const slope = plane[axis] as number
  if (slope === 0) return
  const b0 = lowest(points, ids, b)
  const b1 = Math.min((frame.size[b] as number) - 1, highest(points, ids, b))
  const c1 = Math.min((frame.size[c] as number) - 1, highest(points, ids, c))
  const sum = [0, 0, 0]
  for (let q = lowest(points, ids, c); q <= c1; q++)
    for (let p = b0; p <= b1; p++) {
      if (!insideProjection(points, ids, b, c, p, q)) continue
      sum[axis] = 0
      sum[b] = p
      sum[c] = q
      const link = linkOnLine(plane, sum, axis)
      if (link < 0 || link >= (frame.size[axis] as number) - 1) continue
      sum[axis] = link
      const cell =
        (sum[0] as number) + frame.size[0] * ((sum[1] as number) + frame.size[1] * (sum[2] as number))
      const key = cell * 3 + axis
      // A later triangle does not replace an earlier one: the set is the same in every order that keeps ids.
      if (!found.has(key)) found.set(key, slope > 0 ? triangle : -1 - triangle)
    }
}

/** First and last lattice line, by one of its coordinates, that can meet a triangle. */
function lowest(points: Float64Array, [i, j, k]: readonly [number, number, number], a: number): number {
  const least = Math.min(
    points[3 * i + a] as number,
    points[3 * j + a] as number,
    points[3 * k + a] as number,
  )
  return Math.max(0, Math.ceil(least - onPlane))
}
function highest(points: Float64Array, [i, j, k]: readonly [number, number, number], a: number): number {
  const most = Math.max(points[3 * i + a] as number, points[3 * j + a] as number, points[3 * k + a] as number)
  return Math.floor(most + onPlane)
}

/** (n, d) with side(x) = n · x - d; n is the triangle's own normal, twice its area long. */
export function planeOf(
  points: Float64Array,
  [i, j, k]: readonly [number, number, number],
): [number, number, number, number] {
  const x = points[3 * i] as number
  const y = points[3 * i + 1] as number
  const z = points[3 * i + 2] as number
  const ex = (points[3 * j] as number) - x
  const ey = (points[3 * j + 1] as number) - y
  const ez = (points[3 * j + 2] as number) - z
  const fx = (points[3 * k] as number) - x
  const fy = (points[3 * k + 1] as number) - y
  const fz = (points[3 * k + 2] as number) - z
  const nx = ey * fz - ez * fy
  const ny = ez * fx - ex * fz
  const nz = ex * fy - ey * fx
  return [nx, ny, nz, nx * x + ny * y + nz * z]
}

/**
 * The link on a line whose two ends lie on different sides of the plane. The decision at a cell centre depends on that
 * centre alone and not on the axis of the line, so the three axes agree.
 */
export function linkOnLine(plane: readonly number[], p: readonly number[], axis: number): number {
  const [nx, ny, nz, d] = plane as [number, number, number, number]
  const slope = plane[axis] as number
  const rest = nx * (p[0] as number) + ny * (p[1] as number) + nz * (p[2] as number) - d
  const where = -rest / slope
  const near = Math.round(where)
  if (Math.abs(where - near) * Math.abs(slope) > onPlane * Math.hypot(nx, ny, nz)) return Math.floor(where)
  // The centre lies on the plane: shifted by (ε, ε², ε³) it lies on the side of the first component that is not 0.
  const ahead = (nx || ny || nz) > 0 === slope > 0
  return ahead ? near - 1 : near
}

function insideProjection(
  points: Float64Array,
  ids: readonly [number, number, number],
  b: number,
  c: number,
  p: number,
  q: number,
): boolean {
  const s0 = edgeSide(points, ids[0], ids[1], b, c, p, q)
  return (
    s0 === edgeSide(points, ids[1], ids[2], b, c, p, q) && s0 === edgeSide(points, ids[2], ids[0], b, c, p, q)
  )
}

/**
 * Side of (p, q) to the directed edge v → w, computed from the lower id to the higher. The shift of the lattice is
 * larger along b than along c, except that x comes before z where the two are (z, x).
 */
function edgeSide(
  points: Float64Array,
  v: number,
  w: number,
  b: number,
  c: number,
  p: number,
  q: number,
): boolean {
  const low = Math.min(v, w)
  const high = Math.max(v, w)
  const x = points[3 * low + b] as number
  const y = points[3 * low + c] as number
  const dx = (points[3 * high + b] as number) - x
  const dy = (points[3 * high + c] as number) - y
  const side = dx * (q - y) - dy * (p - x) || (b < c ? -dy || dx : dx || -dy)
  return side > 0 === v < w
}

function collect(found: Map<number, number>): CrossedLinks {
  const keys = [...found.keys()].sort((a, b) => a - b)
  const value = (key: number) => found.get(key) as number
  return {
    axis: Uint8Array.from(keys, (key) => key % 3),
    cell: Uint32Array.from(keys, (key) => Math.floor(key / 3)),
    sign: Int8Array.from(keys, (key) => (value(key) >= 0 ? 1 : -1)),
    triangle: Uint32Array.from(keys, (key) => (value(key) >= 0 ? value(key) : -1 - value(key))),
  }
}
