import { add, distance, scale, type Vec3 } from '../../core/vec3'

/** The curve bends through its points this finely, metres. */
const step = 1.5e-3

/**
 * The smooth line through points (uniform Catmull-Rom: at each point it runs along the way between its neighbours).
 * @param points two or more, metres @param closed back to the first
 * @returns places about 1.5 mm apart, the points among them
 */
export function curveThrough(points: readonly Vec3[], closed: boolean): Vec3[] {
  const count = points.length
  const at = (n: number): Vec3 =>
    closed ? points[(n + count) % count]! : points[Math.min(Math.max(n, 0), count - 1)]!
  const line: Vec3[] = []
  for (let n = 0; n < (closed ? count : count - 1); n++) {
    const parts = Math.max(1, Math.ceil(distance(at(n), at(n + 1)) / step))
    for (let k = 0; k < parts; k++) line.push(between(at(n - 1), at(n), at(n + 1), at(n + 2), k / parts))
  }
  return closed ? line : [...line, at(count - 1)]
}

function between(a: Vec3, b: Vec3, c: Vec3, d: Vec3, t: number): Vec3 {
  const [t2, t3] = [t * t, t * t * t]
  const weights = [-t3 + 2 * t2 - t, 3 * t3 - 5 * t2 + 2, -3 * t3 + 4 * t2 + t, t3 - t2]
  const terms = [a, b, c, d].map((p, n) => scale(p, weights[n]! / 2))
  return terms.reduce<Vec3>(add, [0, 0, 0])
}

/** Few points that a drawn line can be shaped by: even along it, `count` of them. */
export function evenly<T>(line: readonly T[], place: (item: T) => Vec3, count: number): T[] {
  const total = line.reduce((sum, p, n) => (n ? sum + distance(place(line[n - 1]!), place(p)) : 0), 0)
  const chosen: T[] = []
  let walked = 0
  line.forEach((item, n) => {
    if (n) walked += distance(place(line[n - 1]!), place(item))
    if (chosen.length < count && walked >= (chosen.length * total) / count) chosen.push(item)
  })
  return chosen
}

/** The gap between two points of a curve in which a place lies, by the least way round: `n` before, `n + 1` after. */
export function gapAt(points: readonly Vec3[], closed: boolean, place: Vec3): number {
  const last = closed ? points.length : points.length - 1
  const detour = (n: number): number => {
    const [a, b] = [points[n]!, points[(n + 1) % points.length]!]
    return distance(a, place) + distance(place, b) - distance(a, b)
  }
  return Array.from({ length: last }, (_, n) => n).reduce(
    (best, n) => (detour(n) < detour(best) ? n : best),
    0,
  )
}
