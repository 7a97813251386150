import { add, distance, mix, normalize, scale, type Vec3 } from '../core/vec3'
import { onTube, type Station } from './conduit-axis'

/** What a conduit opens into, distances in metres, negative inside. */
export interface MouthGround {
  /** Before its bore was opened. */
  readonly lumen: (p: Vec3) => number
  /** What is left of the wall. */
  readonly tissue: (p: Vec3) => number
  /** The wall before. */
  readonly wall: (p: Vec3) => number
  /** The conduit's own bore. */
  readonly bore: (p: Vec3) => number
}

/** A place on the rim to which an end is sewn; `loose`: no wall is left there. */
export interface RimPlace {
  readonly place: Vec3
  readonly loose: boolean
}

/** Along a ray, metres. */
const stride = 0.25e-3
/** Tissue at least this deep holds a stitch, metres. */
const held = 0.1e-3
/** A wall is looked through this far for its middle, metres. */
const thickness = 3e-3
/** Rays from the middle of a mouth, from the conduit's way on towards where it came from, degrees. */
const angles = Array.from({ length: 28 }, (_, n) => 15 + 5 * n)
/** How many times longer a rim may become to lie a radius nearer to the bore's edge. */
const nearness = 1.5

/**
 * The rim to which an end of a conduit is sewn: once round its axis, in the middle of the wall. Seen from the vessel's middle
 * it is the edge of the mouth that was cut. Where the conduit runs on along the vessel there is no edge: there it lies across
 * the vessel. Of all rings of places on the wall it is the one that is short and near to the bore, so that it goes evenly
 * round (dynamic programming). Null where the bore took no wall away.
 * @param end where the conduit begins in the blood, with its way on; @param radius of its bore, metres
 */
export function mouthRing(
  end: Station,
  radius: number,
  count: number,
  ground: MouthGround,
): readonly RimPlace[] | null {
  const middle = middleOf(end, radius, ground)
  if (!middle) return null
  const columns = Array.from({ length: count }, (_, n) => {
    const turn = (2 * Math.PI * n) / count
    const ray = add(scale(end.u, Math.cos(turn)), scale(end.v, Math.sin(turn)))
    return angles.flatMap((degrees) => {
      const angle = (degrees * Math.PI) / 180
      const way = add(scale(end.along, Math.cos(angle)), scale(ray, Math.sin(angle)))
      const place = wallAlong(middle, way, 3 * radius, ground)
      return place
        ? [{ place, cost: (nearness * 2 * Math.PI * Math.abs(ground.bore(place))) / count, loose: false }]
        : []
    })
  })
  const own = (n: number): Candidate => ({ place: onTube(end, radius, n / count), cost: 0, loose: true })
  return evenRing(shortestRing(columns.map((places, n) => (places.length > 0 ? places : [own(n)]))))
}

/** As many places as before, evenly along the same ring. */
function evenRing(ring: readonly RimPlace[]): RimPlace[] {
  const sides = ring.map(({ place }, n) => distance(place, ring[(n + 1) % ring.length]!.place))
  const step = sides.reduce((a, b) => a + b, 0) / ring.length
  let [side, before] = [0, 0]
  return ring.map((_, n) => {
    while (side + 1 < ring.length && before + sides[side]! < n * step) before += sides[side++]!
    const [a, b] = [ring[side]!, ring[(side + 1) % ring.length]!]
    const t = Math.min(1, (n * step - before) / Math.max(sides[side]!, 1e-9))
    return { place: mix(a.place, b.place, t), loose: a.loose || b.loose }
  })
}

/**
 * In the blood under the mouth: from the middle of the wall that the bore took away, down the slope of the distance for up to a
 * radius.
 */
function middleOf({ centre }: Station, radius: number, ground: MouthGround): Vec3 | null {
  let [sum, count] = [[0, 0, 0] as Vec3, 0]
  for (const p of around(centre, 2 * radius)) {
    if (ground.wall(p) >= 0 || ground.tissue(p) < 0 || ground.bore(p) >= 0) continue
    sum = add(sum, p)
    count++
  }
  if (count === 0) return null
  let best = scale(sum, 1 / count)
  for (let s = 0; s < radius; s += stride) {
    const next = steps.map((d) => add(best, d)).reduce((p, q) => (ground.lumen(q) < ground.lumen(p) ? q : p))
    if (ground.lumen(next) >= ground.lumen(best)) break
    best = next
  }
  return best
}

/** The middle of the wall that a ray from within blood meets; null where it leaves the blood to the outside. */
function wallAlong(from: Vec3, way: Vec3, most: number, { lumen, tissue }: MouthGround): Vec3 | null {
  let s = 0
  while (s < most && lumen(add(from, scale(way, s))) < 0) s += stride
  let [best, deepest] = [-1, -held]
  for (let t = s; t < s + thickness; t += stride) {
    const depth = tissue(add(from, scale(way, t)))
    if (depth < deepest) [best, deepest] = [t, depth]
    else if (depth > 0 && best >= 0) break
  }
  return s < most && best >= 0 ? add(from, scale(way, best)) : null
}

const steps: readonly Vec3[] = [-1, 0, 1].flatMap((x) =>
  [-1, 0, 1].flatMap((y) =>
    [-1, 0, 1].flatMap((z) => (x || y || z ? [scale(normalize([x, y, z]), stride)] : [])),
  ),
)

function* around(centre: Vec3, reach: number): Generator<Vec3> {
  const step = reach / 16
  for (let x = -reach; x <= reach; x += step)
    for (let y = -reach; y <= reach; y += step)
      for (let z = -reach; z <= reach; z += step) yield add(centre, [x, y, z])
}

interface Candidate extends RimPlace {
  readonly cost: number
}

/** The closed ring through one place a column of least length and cost. */
function shortestRing(columns: readonly (readonly Candidate[])[]): RimPlace[] {
  let [least, found] = [Number.POSITIVE_INFINITY, [] as RimPlace[]]
  for (const start of columns[0]!) {
    const { cost, ring } = shortestFrom(start, columns)
    if (cost < least) [least, found] = [cost, ring]
  }
  return found
}

function shortestFrom(start: Candidate, columns: readonly (readonly Candidate[])[]) {
  let costs = [start.cost]
  let before: readonly Candidate[] = [start]
  const from: number[][] = []
  for (const column of [...columns.slice(1), [{ ...start, cost: 0 }]]) {
    const best = column.map(({ place }) => {
      const sums = before.map((b, k) => costs[k]! + distance(b.place, place))
      return sums.indexOf(Math.min(...sums))
    })
    costs = column.map(({ place, cost }, n) => {
      const k = best[n]!
      return costs[k]! + distance(before[k]!.place, place) + cost
    })
    from.push(best)
    before = column
  }
  const ring: RimPlace[] = []
  let at = from.at(-1)![0]!
  for (let n = columns.length - 1; n > 0; n--) {
    ring.unshift(columns[n]![at]!)
    at = from[n - 1]![at]!
  }
  return { cost: costs[0]!, ring: [start, ...ring] }
}
