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
    for (let axis = 0; axis < 3; axis++) pierce(frame, points, ids, axis, t / 3, found)
  }
  return collect(found)
}

const latticePoints = (frame: LatticeFrame, positions: ArrayLike<number>): Float64Array => {
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
  axis: number,
  triangle: number,
  found: Map<number, number>,
): void {
  const [b, c] = [(axis + 1) % 3, (axis + 2) % 3]
  const plane = planeOf(points, ids)
  const slope = plane[axis] as number
  if (slope === 0) return
  const at = (v: number, k: number) => points[3 * v + k] as number
  const low = (k: number) =>
    Math.max(0, Math.ceil(Math.min(at(ids[0], k), at(ids[1], k), at(ids[2], k)) - onPlane))
  const high = (k: number) =>
    Math.min(
      (frame.size[k] as number) - 1,
      Math.floor(Math.max(at(ids[0], k), at(ids[1], k), at(ids[2], k)) + onPlane),
    )
  const [b1, c1] = [high(b), high(c)]
  const sum = [0, 0, 0]
  for (let q = low(c); q <= c1; q++)
    for (let p = low(b); p <= b1; p++) {
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

/** (n, d) with side(x) = n · x - d, from the vertices in ascending order of id, then oriented as the triangle. */
function planeOf(
  points: Float64Array,
  ids: readonly [number, number, number],
): [number, number, number, number] {
  const [i, j, k] = ids
  const at = (v: number, a: number) => points[3 * v + a] as number
  const e = [at(j, 0) - at(i, 0), at(j, 1) - at(i, 1), at(j, 2) - at(i, 2)] as const
  const f = [at(k, 0) - at(i, 0), at(k, 1) - at(i, 1), at(k, 2) - at(i, 2)] as const
  const n = [e[1] * f[2] - e[2] * f[1], e[2] * f[0] - e[0] * f[2], e[0] * f[1] - e[1] * f[0]] as const
  return [n[0], n[1], n[2], n[0] * at(i, 0) + n[1] * at(i, 1) + n[2] * at(i, 2)]
}

/**
 * The link on a line whose two ends lie on different sides of the plane. The decision at a cell centre depends on that
 * centre alone and not on the axis of the line, so the three axes agree.
 */
function linkOnLine(plane: readonly number[], p: readonly number[], axis: number): number {
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
  const low = v < w ? v : w
  const high = v < w ? w : v
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
