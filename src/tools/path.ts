import { add, distance, mix, normalize, scale, type Vec3 } from '../core/vec3'

/** Patient metres to an edit's millimetres, to a thousandth. */
export const toMm = (p: Vec3): [number, number, number] => [
  Math.round(p[0] * 1e6) / 1e3,
  Math.round(p[1] * 1e6) / 1e3,
  Math.round(p[2] * 1e6) / 1e3,
]

export const fromMm = (p: Vec3): Vec3 => scale(p, 1e-3)

/** Length of a polyline, in the unit of its points. */
export const pathLength = (points: readonly Vec3[]): number =>
  points.reduce((sum, p, i) => (i ? sum + distance(points[i - 1]!, p) : 0), 0)

/** Keeps the first and last items and those at least `step` [m] from the one kept before. */
export function thin<T>(items: readonly T[], place: (item: T) => Vec3, step: number): T[] {
  const kept: T[] = []
  for (const item of items)
    if (!kept.length || distance(place(kept.at(-1)!), place(item)) >= step) kept.push(item)
  const last = items.at(-1)
  if (last === undefined || kept.at(-1) === last) return kept
  if (kept.length > 1) kept.pop()
  return [...kept, last]
}

/**
 * A line gone on with as it is drawn: places at least `step` [m] apart, and last of all where it has come to, however
 * near that lies. Only this last one gives way to the next, so that a slow hand leaves as many places as a fast one.
 */
export function drawnOn<T>(
  line: readonly T[],
  more: readonly T[],
  place: (item: T) => Vec3,
  step: number,
): T[] {
  const isNear = (a: T, b: T) => distance(place(a), place(b)) < step
  const passing = line.length > 1 && isNear(line.at(-2)!, line.at(-1)!)
  const kept = passing ? line.slice(0, -1) : [...line]
  for (const item of more) if (!kept.length || !isNear(kept.at(-1)!, item)) kept.push(item)
  const last = more.at(-1) ?? line.at(-1)
  return last === undefined || kept.at(-1) === last ? kept : [...kept, last]
}

/** Distance from a point to a polyline and the share 0–1 of its length at the nearest place. */
export function alongPath(points: readonly Vec3[], p: Vec3): { distance: number; share: number } {
  const total = pathLength(points)
  let best = { distance: points[0] ? distance(points[0], p) : Number.POSITIVE_INFINITY, share: 0 }
  let walked = 0
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!]
    const t = nearestShare(a, b, p)
    const d = distance(mix(a, b, t), p)
    const segment = distance(a, b)
    if (d < best.distance) best = { distance: d, share: total > 0 ? (walked + t * segment) / total : 0 }
    walked += segment
  }
  return best
}

function nearestShare(a: Vec3, b: Vec3, p: Vec3): number {
  const [x, y, z] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]]
  const l2 = x * x + y * y + z * z
  if (l2 === 0) return 0
  const t = ((p[0] - a[0]) * x + (p[1] - a[1]) * y + (p[2] - a[2]) * z) / l2
  return Math.min(Math.max(t, 0), 1)
}

export const centroid = (points: readonly Vec3[]): Vec3 =>
  scale(points.reduce<Vec3>(add, [0, 0, 0]), 1 / points.length)

/** Places every `pitch` [m] along a polyline; closed: back to the first point. */
export function everyAlong(points: readonly Vec3[], pitch: number, closed: boolean): Vec3[] {
  const line = closed ? [...points, points[0]!] : points
  const places: Vec3[] = []
  let wait = 0
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!]
    const segment = distance(a, b)
    let s = wait
    for (; s < segment; s += pitch) places.push(mix(a, b, s / segment))
    wait = s - segment
  }
  return places
}

/** Unit normals averaged over each item's neighbours (two to each side), so that a blade does not flutter. */
export function smoothNormals(normals: readonly Vec3[]): Vec3[] {
  return normals.map((_, i) =>
    normalize(normals.slice(Math.max(0, i - 2), i + 3).reduce<Vec3>(add, [0, 0, 0])),
  )
}
