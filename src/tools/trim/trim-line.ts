import type { Flat } from './patch-plane'

/** A line whose ends come this near to each other, compared with its length, goes round. */
const ringShare = 0.15
/** An end of a line that stays on the patch is drawn on to the rim this far, metres. */
const onward = 4e-3

const apart = (a: Flat, b: Flat): number => Math.hypot(a[0] - b[0], a[1] - b[1])
const lengthOf = (line: readonly Flat[]): number =>
  line.reduce((sum, p, n) => sum + (n ? apart(line[n - 1]!, p) : 0), 0)

/** Signed area of a polygon, counter-clockwise positive. */
export const areaOf = (polygon: readonly Flat[]): number =>
  polygon.reduce((sum, [x, y], n) => {
    const [p, q] = polygon[(n + 1) % polygon.length]!
    return sum + (x * q - p * y) / 2
  }, 0)

/** Whether a place lies in a polygon: an odd number of edges to one side of it. */
export function isInside(polygon: readonly Flat[], [x, y]: Flat): boolean {
  let inside = false
  polygon.forEach(([ax, ay], n) => {
    const [bx, by] = polygon[(n + 1) % polygon.length]!
    if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) inside = !inside
  })
  return inside
}

/** A place of a polygon's rim: how far between corner `edge` and the next. */
interface OnRim {
  readonly edge: number
  readonly share: number
  readonly place: Flat
}

/** The nearest place of a polygon's rim. */
export function nearestOnRim(polygon: readonly Flat[], p: Flat): OnRim & { readonly away: number } {
  let best = { edge: 0, share: 0, place: polygon[0]!, away: Number.POSITIVE_INFINITY }
  polygon.forEach((a, edge) => {
    const b = polygon[(edge + 1) % polygon.length]!
    const [x, y] = [b[0] - a[0], b[1] - a[1]]
    const l2 = x * x + y * y || 1
    const share = Math.min(1, Math.max(0, ((p[0] - a[0]) * x + (p[1] - a[1]) * y) / l2))
    const place: Flat = [a[0] + share * x, a[1] + share * y]
    if (apart(place, p) < best.away) best = { edge, share, place, away: apart(place, p) }
  })
  return best
}

/**
 * What a line leaves of a patch: a line across it takes the smaller side off; a line that goes round leaves what is
 * inside. Null where it does neither.
 * @param polygon the rim, @param line as it was drawn; both in the plane of the patch, metres
 */
export function leftOf(polygon: readonly Flat[], line: readonly Flat[]): Flat[] | null {
  if (line.length < 2) return null
  const ring = line.length > 4 && apart(line[0]!, line.at(-1)!) < ringShare * lengthOf(line)
  return ring ? within(polygon, line) : across(polygon, line)
}

/** A ring, drawn in to the rim where it leaves the patch. */
function within(polygon: readonly Flat[], ring: readonly Flat[]): Flat[] | null {
  if (!ring.some((p) => isInside(polygon, p))) return null
  return ring.map((p) => (isInside(polygon, p) ? p : nearestOnRim(polygon, p).place))
}

function across(polygon: readonly Flat[], line: readonly Flat[]): Flat[] | null {
  const crossings = crossingsOf(polygon, prolonged(polygon, line))
  if (crossings.length < 2) return null
  const [from, to] = [crossings[0]!, crossings.at(-1)!]
  const middle = from.line.slice(from.at, to.at).filter((p) => isInside(polygon, p))
  const way = [from.place, ...middle, to.place]
  const sides = [
    [...way, ...rimBetween(polygon, to, from)],
    [...way].reverse().concat(rimBetween(polygon, from, to)),
  ]
  const [a, b] = sides.map((s) => Math.abs(areaOf(s)))
  return a! >= b! ? sides[0]! : sides[1]!
}

/** The line with ends that lie on the patch drawn on, straight, as far as the rim beside them. */
function prolonged(polygon: readonly Flat[], line: readonly Flat[]): Flat[] {
  const more = (end: Flat, before: Flat): Flat[] => {
    if (!isInside(polygon, end)) return []
    const long = apart(end, before) || 1
    return [
      [end[0] + ((end[0] - before[0]) * onward) / long, end[1] + ((end[1] - before[1]) * onward) / long],
    ]
  }
  return [...more(line[0]!, line[1]!), ...line, ...more(line.at(-1)!, line.at(-2)!)]
}

interface Crossing extends OnRim {
  readonly line: readonly Flat[]
  /** The first place of the line after it. */
  readonly at: number
}

/** Where a line crosses the rim, in the order of the line. */
function crossingsOf(polygon: readonly Flat[], line: readonly Flat[]): Crossing[] {
  const found: (Crossing & { readonly along: number })[] = []
  for (let at = 1; at < line.length; at++)
    polygon.forEach((c, edge) => {
      const [a, b, d] = [line[at - 1]!, line[at]!, polygon[(edge + 1) % polygon.length]!]
      const [x, y, p, q] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]]
      const turn = x * q - y * p
      if (turn === 0) return
      const along = ((c[0] - a[0]) * q - (c[1] - a[1]) * p) / turn
      const share = ((c[0] - a[0]) * y - (c[1] - a[1]) * x) / turn
      if (along < 0 || along >= 1 || share < 0 || share >= 1) return
      found.push({ line, at, along: at + along, edge, share, place: [c[0] + share * p, c[1] + share * q] })
    })
  return found.sort((a, b) => a.along - b.along)
}

/** Corners of the rim from one place of it on to another. */
function rimBetween(polygon: readonly Flat[], from: OnRim, to: OnRim): Flat[] {
  const corners: Flat[] = []
  const count = polygon.length
  if (from.edge === to.edge && from.share < to.share) return corners
  for (let n = (from.edge + 1) % count, left = count; left > 0; n = (n + 1) % count, left--) {
    corners.push(polygon[n]!)
    if (n === to.edge) break
  }
  return corners
}
