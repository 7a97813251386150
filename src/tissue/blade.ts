import { mm } from '../core/units'
import type { Vec3 } from '../core/vec3'
import { mix } from '../core/vec3'

/** The surface that a blade sweeps, at rest: triangles, 64-bit metres. */
export interface Blade {
  readonly positions: Float64Array
  readonly triangles: Uint32Array
  /** Points of one position of the blade, less one; positions follow each other. */
  readonly across: number
}

/**
 * Sweeps the successive positions of a blade (a `cut` edit's `blade_mm`) into triangles no larger than `grain`
 * metres, so that a twisted sweep is cut as it is drawn.
 */
export function sweepBlade(blade_mm: readonly (readonly [Vec3, Vec3])[], grain: number): Blade {
  const at = (p: Vec3): Vec3 => [p[0] * mm, p[1] * mm, p[2] * mm]
  const rows = blade_mm.map(([p, q]) => [at(p), at(q)] as const)
  const longest = Math.max(...rows.map(([p, q]) => Math.hypot(q[0] - p[0], q[1] - p[1], q[2] - p[2])))
  const across = Math.max(1, Math.ceil(longest / grain))
  const fine = rows.flatMap((row, n) => between(row, rows[n + 1], grain))
  const positions = fine.flatMap(([p, q]) =>
    Array.from({ length: across + 1 }, (_, c) => mix(p, q, c / across)).flat(),
  )
  return gridBlade(positions, fine.length, across)
}

/** Triangles of a grid of `rows` by `across + 1` points. */
export function gridBlade(positions: readonly number[], rows: number, across: number): Blade {
  const triangles: number[] = []
  for (let r = 0; r + 1 < rows; r++)
    for (let c = 0; c < across; c++) {
      const o = r * (across + 1) + c
      const above = o + across + 1
      triangles.push(o, o + 1, above, o + 1, above + 1, above)
    }
  return { positions: Float64Array.from(positions), triangles: Uint32Array.from(triangles), across }
}

/** A row and the rows to put between it and the next. */
function between(
  [p, q]: readonly [Vec3, Vec3],
  next: readonly [Vec3, Vec3] | undefined,
  grain: number,
): (readonly [Vec3, Vec3])[] {
  if (!next) return [[p, q]]
  const far = Math.max(
    Math.hypot(next[0][0] - p[0], next[0][1] - p[1], next[0][2] - p[2]),
    Math.hypot(next[1][0] - q[0], next[1][1] - q[1], next[1][2] - q[2]),
  )
  const steps = Math.max(1, Math.ceil(far / grain))
  return Array.from(
    { length: steps },
    (_, n) => [mix(p, next[0], n / steps), mix(q, next[1], n / steps)] as const,
  )
}

/** Six times the signed volume of (a, b, c, p); offsets into flat arrays of xyz. */
function orient(
  ax: number,
  ay: number,
  az: number,
  bx: number,
  by: number,
  bz: number,
  cx: number,
  cy: number,
  cz: number,
  px: number,
  py: number,
  pz: number,
): number {
  const ux = bx - ax
  const uy = by - ay
  const uz = bz - az
  const vx = cx - ax
  const vy = cy - ay
  const vz = cz - az
  const wx = px - ax
  const wy = py - ay
  const wz = pz - az
  return ux * (vy * wz - vz * wy) - uy * (vx * wz - vz * wx) + uz * (vx * wy - vy * wx)
}

type Numbers = ArrayLike<number>

/** Area of all triangles, m². */
export function bladeArea({ positions: v, triangles }: Blade): number {
  let sum = 0
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t]!, 3 * triangles[t + 1]!, 3 * triangles[t + 2]!]
    const side = (to: number, d: number): number => v[to + d]! - v[a + d]!
    const x = side(b, 1) * side(c, 2) - side(b, 2) * side(c, 1)
    const y = side(b, 2) * side(c, 0) - side(b, 0) * side(c, 2)
    const z = side(b, 0) * side(c, 1) - side(b, 1) * side(c, 0)
    sum += Math.hypot(x, y, z) / 2
  }
  return sum
}

/** `sideOf` for many points of one triangle: the same numbers, its sides taken once. */
export class PlaneSide {
  private readonly a = new Float64Array(9)

  begin({ positions: v, triangles }: Blade, t: number): void {
    const p = 3 * triangles[3 * t]!
    const q = 3 * triangles[3 * t + 1]!
    const r = 3 * triangles[3 * t + 2]!
    const { a } = this
    for (let d = 0; d < 3; d++) {
      a[d] = v[p + d]!
      a[3 + d] = v[q + d]! - v[p + d]!
      a[6 + d] = v[r + d]! - v[p + d]!
    }
  }

  /** Twice the triangle's area, m². */
  get doubleArea(): number {
    const { a } = this
    return Math.hypot(
      a[4]! * a[8]! - a[5]! * a[7]!,
      a[5]! * a[6]! - a[3]! * a[8]!,
      a[3]! * a[7]! - a[4]! * a[6]!,
    )
  }

  /** What `of` grows by along a way. */
  along(x: number, y: number, z: number): number {
    const { a } = this
    const nx = a[4]! * a[8]! - a[5]! * a[7]!
    const ny = a[5]! * a[6]! - a[3]! * a[8]!
    const nz = a[3]! * a[7]! - a[4]! * a[6]!
    return nx * x + ny * y + nz * z
  }

  of(x: number, y: number, z: number): number {
    const { a } = this
    const wx = x - a[0]!
    const wy = y - a[1]!
    const wz = z - a[2]!
    const vx = a[6]!
    const vy = a[7]!
    const vz = a[8]!
    return a[3]! * (vy * wz - vz * wy) - a[4]! * (vx * wz - vz * wx) + a[5]! * (vx * wy - vy * wx)
  }
}

/** Which side of triangle `t` a point lies on: positive where the triangle turns counter-clockwise seen from it. */
function sideOf(blade: Blade, t: number, x: number, y: number, z: number): number {
  const v = blade.positions
  const a = 3 * blade.triangles[3 * t]!
  const b = 3 * blade.triangles[3 * t + 1]!
  const c = 3 * blade.triangles[3 * t + 2]!
  return orient(
    v[a]!,
    v[a + 1]!,
    v[a + 2]!,
    v[b]!,
    v[b + 1]!,
    v[b + 2]!,
    v[c]!,
    v[c + 1]!,
    v[c + 2]!,
    x,
    y,
    z,
  )
}

/** Whether the line from p to q passes edge (m, n) on its positive side; the edge is taken in ascending order. */
function passes(
  v: Float64Array,
  m: number,
  n: number,
  px: number,
  py: number,
  pz: number,
  qx: number,
  qy: number,
  qz: number,
): boolean {
  const low = 3 * Math.min(m, n)
  const high = 3 * Math.max(m, n)
  const side = orient(
    px,
    py,
    pz,
    qx,
    qy,
    qz,
    v[low]!,
    v[low + 1]!,
    v[low + 2]!,
    v[high]!,
    v[high + 1]!,
    v[high + 2]!,
  )
  return side >= 0 === m < n
}

/**
 * Where the segment from p to q crosses triangle `t` of a blade (0 at p, 1 at q), or -1. Zero counts as positive
 * everywhere and edges are taken in ascending order of their ends, so that a segment through an edge of two triangles
 * crosses exactly one of them. The caller gives p and q in a fixed order (ascending ids).
 */
export function crossing(
  blade: Blade,
  t: number,
  px: number,
  py: number,
  pz: number,
  qx: number,
  qy: number,
  qz: number,
): number {
  const sp = sideOf(blade, t, px, py, pz)
  const sq = sideOf(blade, t, qx, qy, qz)
  if (sp >= 0 === sq >= 0) return -1
  return passesWithin(blade, t, px, py, pz, qx, qy, qz) ? sp / (sp - sq) : -1
}

/** Whether the segment from p to q, whose ends lie on either side of triangle `t`, passes between its edges (`crossing`). */
export function passesWithin(
  { positions: v, triangles }: Blade,
  t: number,
  px: number,
  py: number,
  pz: number,
  qx: number,
  qy: number,
  qz: number,
): boolean {
  const a = triangles[3 * t]!
  const b = triangles[3 * t + 1]!
  const c = triangles[3 * t + 2]!
  const first = passes(v, a, b, px, py, pz, qx, qy, qz)
  return (
    passes(v, b, c, px, py, pz, qx, qy, qz) === first && passes(v, c, a, px, py, pz, qx, qy, qz) === first
  )
}

/** Low and high corner of triangle `t`: x0 y0 z0 x1 y1 z1. */
export function triangleBox(blade: Blade, t: number, margin = 0): Numbers {
  const box = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity]
  for (let c = 0; c < 3; c++)
    for (let d = 0; d < 3; d++) {
      const x = blade.positions[3 * blade.triangles[3 * t + c]! + d]!
      box[d] = Math.min(box[d]!, x - margin)
      box[d + 3] = Math.max(box[d + 3]!, x + margin)
    }
  return box
}
