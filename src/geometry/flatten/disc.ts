import { cross, dot, length, subtract, type Vec3 } from '../../core/vec3'

/** A sheet of triangles with one rim and no hole, each triangle also laid in its own plane. */
export interface Disc {
  readonly vertexCount: number
  readonly triangles: Uint32Array
  /** The sheet's own number of each vertex. */
  readonly source: readonly number[]
  /** Vertices along the rim, in the order in which the triangles run along it. */
  readonly rim: readonly number[]
  /** Lengths of the rim from each vertex to the next, metres. */
  readonly rimLengths: readonly number[]
  /** xy of each triangle's corners in its own plane, metres: 6 a triangle. */
  readonly corners: Float64Array
  /** Cotangent of the angle at each corner. */
  readonly cotangents: Float64Array
  /** m² */
  readonly area: number
}

/** A height of a triangle that counts as none, in units of its longest edge. */
const sliver = 1e-6

/** The disc of a sheet; null where it is none. */
export function discOf(positions: ArrayLike<number>, triangles: Uint32Array): Disc | null {
  const { points, kept, source } = compact(positions, triangles)
  const rim = onlyRim(kept)
  // Euler: a disc has V - E + F = 1.
  const edgeCount = (kept.length + (rim?.length ?? 0)) / 2
  if (!rim || points.length - edgeCount + kept.length / 3 !== 1) return null
  const corners = new Float64Array(2 * kept.length)
  const cotangents = new Float64Array(kept.length)
  let area = 0
  for (let t = 0; t < kept.length; t += 3) {
    const [p, q, r] = [points[kept[t]!]!, points[kept[t + 1]!]!, points[kept[t + 2]!]!]
    const [u, v] = [subtract(q, p), subtract(r, p)]
    const long = length(u) || 1e-12
    const x = dot(u, v) / long
    const y = Math.max(length(cross(u, v)) / long, sliver * Math.max(long, length(v)))
    corners.set([0, 0, long, 0, x, y], 2 * t)
    area += (long * y) / 2
    cotangents.set([x / y, (long - x) / y, (x * (x - long) + y * y) / (long * y)], t)
  }
  const rimLengths = rim.map((n, k) => length(subtract(points[rim[(k + 1) % rim.length]!]!, points[n]!)))
  return { vertexCount: points.length, triangles: kept, source, rim, rimLengths, corners, cotangents, area }
}

/** Only the vertices that triangles use; vertices at one place become one. */
function compact(
  positions: ArrayLike<number>,
  triangles: Uint32Array,
): { points: Vec3[]; kept: Uint32Array; source: number[] } {
  const numbers = new Map<string, number>()
  const points: Vec3[] = []
  const source: number[] = []
  const corners = Array.from(triangles, (v) => {
    const p: Vec3 = [positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!]
    const key = p.map((x) => Math.round(x * 1e9)).join(' ')
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, points.length)
    points.push(p)
    source.push(v)
    return points.length - 1
  })
  const kept: number[] = []
  for (let t = 0; t < corners.length; t += 3) {
    const [a, b, c] = [corners[t]!, corners[t + 1]!, corners[t + 2]!]
    if (a !== b && b !== c && c !== a) kept.push(a, b, c)
  }
  return { points, kept: Uint32Array.from(kept), source }
}

/** The one closed rim; null where there is none, more than one, or an edge with three triangles. */
function onlyRim(triangles: Uint32Array): number[] | null {
  const walked = new Set<number>()
  const key = (a: number, b: number): number => a * 2 ** 26 + b
  for (let t = 0; t < triangles.length; t += 3)
    for (let c = 0; c < 3; c++) {
      const edge = key(triangles[t + c]!, triangles[t + ((c + 1) % 3)]!)
      if (walked.has(edge)) return null
      walked.add(edge)
    }
  const next = new Map<number, number>()
  for (const edge of walked) {
    const [a, b] = [Math.floor(edge / 2 ** 26), edge % 2 ** 26]
    if (walked.has(key(b, a))) continue
    if (next.has(a)) return null
    next.set(a, b)
  }
  const start = next.keys().next().value
  if (start === undefined) return null
  const rim: number[] = []
  for (let n = start; rim.length === 0 || n !== start; n = next.get(n)!) {
    if (rim.length > next.size || !next.has(n)) return null
    rim.push(n)
  }
  return rim.length === next.size ? rim : null
}
