import { add, cross, distance, dot, mix, normalize, scale, subtract, type Vec3 } from '../core/vec3'

/** A vessel that a strip has widened, at one place along it: a circle, of whose girth the strip is a part. SI. */
export interface LetInPlace {
  readonly centre: Vec3
  /** Unit vectors: along the vessel, and from its middle to the middle of the strip. */
  readonly axis: Vec3
  readonly toward: Vec3
  /** Of the widened lumen. */
  readonly radius: number
  /** Of the strip. */
  readonly width: number
}

/** Where a point lies in a widened vessel. Metres. */
export interface InVessel {
  /** Distance from the widened lumen, negative in it. */
  readonly tube: number
  /** How far round the wall's middle beyond the strip's edge, negative on the strip. */
  readonly beside: number
}

const height = (at: LetInPlace, p: Vec3): number => dot(subtract(p, at.centre), at.axis)

/** Where a point lies, in the disc between the two places whose planes enclose it; null beyond the first and the last. */
export function inVessel(places: readonly LetInPlace[], p: Vec3, wall: number): InVessel | null {
  for (let n = 0; n + 1 < places.length; n++) {
    const [a, b] = [places[n]!, places[n + 1]!]
    const [above, below] = [height(a, p), -height(b, p)]
    if (above < 0 || below < 0) continue
    const t = above + below > 0 ? above / (above + below) : 0
    const of = (f: (at: LetInPlace) => number): number => f(a) + t * (f(b) - f(a))
    const out = subtract(p, add(scale(a.centre, 1 - t), scale(b.centre, t)))
    const toward = add(scale(a.toward, 1 - t), scale(b.toward, t))
    const along = add(scale(a.axis, 1 - t), scale(b.axis, t))
    const angle = Math.atan2(Math.abs(dot(out, cross(along, toward))), dot(out, toward))
    const radius = of((at) => at.radius)
    const from = Math.hypot(...subtract(out, scale(along, dot(out, along))))
    return { tube: from - radius, beside: angle * (radius + wall / 2) - of((at) => at.width) / 2 }
  }
  return null
}

/** Neighbouring places of a strip's course lie within this, metres. */
const stride = 4e-3

/** The vessel's middle, and the strip's middle and edges on the lumen. */
const acrossStrip = (at: LetInPlace): Vec3[] => [at.centre, onStrip(at, 0, 0), ...edgesAt(at, 0)]

/**
 * Of the places measured along a vessel those that a strip can follow: from the widest on either way, each a little further
 * along, all across the strip, and turned but little from the one before: sections that cross in the strip tell nothing of
 * where its lips lie. At the ends of a slit the section may be another vessel's. Tapers to a point at both ends.
 * Limit: the blood's domain is widened along the whole slit, also where the strip ended before.
 */
export function courseOf(places: readonly LetInPlace[]): LetInPlace[] {
  const widest = places.reduce((best, at, n) => (at.width > places[best]!.width ? n : best), 0)
  const walk = (way: 1 | -1): LetInPlace[] => {
    const kept: LetInPlace[] = []
    for (let n = widest + way; n >= 0 && n < places.length; n += way) {
      const [at, last] = [places[n]!, kept.at(-1) ?? places[widest]!]
      const on = Math.min(...acrossStrip(at).map((p) => way * height(last, p)))
      const behind = Math.max(...acrossStrip(last).map((p) => way * height(at, p)))
      const near = distance(at.centre, last.centre) < stride
      if (
        on > 0.1e-3 &&
        behind < 0 &&
        near &&
        dot(at.axis, last.axis) > 0.7 &&
        dot(at.toward, last.toward) > 0.7
      )
        kept.push(at)
    }
    return kept.map((at, n) => (n === kept.length - 1 ? { ...at, width: 0 } : at))
  }
  return [...walk(-1).reverse(), places[widest]!, ...walk(1)]
}

/**
 * The strip as it lies in the middle of the wall, as wide there as it was cut: what is left of the wall's girth is the
 * old wall's. Rows across the vessel about `step` apart, one vertex where it tapers to a point; front outward.
 */
export function letInStrip(
  places: readonly LetInPlace[],
  wall: number,
  step: number,
): { positions: Float32Array; triangles: Uint32Array } {
  const rows = spaced(places, wall, step)
  const widest = Math.max(...rows.map((at) => at.width))
  const columns = Math.max(2, Math.round(widest / step))
  const positions: number[] = []
  const starts: { first: number; count: number }[] = []
  for (const at of rows) {
    const count = at.width < step / 4 ? 1 : columns + 1
    starts.push({ first: positions.length / 3, count })
    for (let c = 0; c < count; c++) positions.push(...onStrip(at, wall, count === 1 ? 0 : c / columns - 0.5))
  }
  const triangles: number[] = []
  for (let n = 0; n + 1 < starts.length; n++) between(starts[n]!, starts[n + 1]!, columns, triangles)
  return { positions: Float32Array.from(positions), triangles: Uint32Array.from(triangles) }
}

interface Row {
  readonly first: number
  readonly count: number
}

/** Triangles between two rows, front towards where `toward` and `side` point. */
function between(a: Row, b: Row, columns: number, triangles: number[]): void {
  const at = ({ first, count }: Row, c: number): number => first + (count === 1 ? 0 : c)
  for (let c = 0; c < columns; c++) {
    const [p, q, r, s] = [at(a, c), at(a, c + 1), at(b, c), at(b, c + 1)]
    if (p !== q) triangles.push(p, q, r)
    if (r !== s) triangles.push(q, s, r)
  }
}

/** Where the two edges of the strip lie at a place. */
function edgesAt(at: LetInPlace, wall: number): [Vec3, Vec3] {
  return [-0.5, 0.5].map((share) => onStrip(at, wall, share)) as [Vec3, Vec3]
}

/** In the middle of the wall, a share of the strip's width from its middle. */
function onStrip({ centre, axis, toward, radius, width }: LetInPlace, wall: number, share: number): Vec3 {
  const from = radius + wall / 2
  const angle = (share * width) / from
  const out = add(scale(toward, Math.cos(angle)), scale(cross(axis, toward), Math.sin(angle)))
  return add(centre, scale(out, from))
}

/**
 * Rows about a step apart along the strip's edges, which follow the lips of the wall also where the strip ends bluntly:
 * some of the places, the first and the last among them, and others between them where the width changes from one to
 * the next. A straight edge would pass through the blood there, and its stitches would take hold of other tissue.
 */
function spaced(places: readonly LetInPlace[], wall: number, step: number): LetInPlace[] {
  const apart = (a: LetInPlace, b: LetInPlace): number => {
    const [p, q] = [edgesAt(a, wall), edgesAt(b, wall)]
    return Math.max(distance(p[0], q[0]), distance(p[1], q[1]))
  }
  const last = places.at(-1)!
  const rows = [places[0]!]
  for (const at of places.slice(1, -1))
    if (apart(at, rows.at(-1)!) > step && apart(at, last) > step / 2) rows.push(at)
  return [...rows, last].flatMap((at, n) => {
    const before = rows[n - 1]
    const count = before ? Math.max(1, Math.round(apart(before, at) / step)) : 1
    return Array.from({ length: count }, (_, k) =>
      k + 1 === count ? at : placeAt(before!, at, (k + 1) / count),
    )
  })
}

/** Between two places, as `inVessel` sees it. */
function placeAt(a: LetInPlace, b: LetInPlace, t: number): LetInPlace {
  const of = (f: (at: LetInPlace) => number): number => f(a) + t * (f(b) - f(a))
  return {
    centre: mix(a.centre, b.centre, t),
    axis: normalize(mix(a.axis, b.axis, t)),
    toward: normalize(mix(a.toward, b.toward, t)),
    radius: of((at) => at.radius),
    width: of((at) => at.width),
  }
}
