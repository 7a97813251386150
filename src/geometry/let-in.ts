import { add, cross, distance, dot, scale, subtract, type Vec3 } from '../core/vec3'

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

/**
 * Of the places measured along a vessel those that a strip can follow: from the widest on either way, each a little further
 * along and turned but little from the one before. At the ends of a slit the section may be another vessel's. Tapers to a
 * point at both ends.
 */
export function courseOf(places: readonly LetInPlace[]): LetInPlace[] {
  const widest = places.reduce((best, at, n) => (at.width > places[best]!.width ? n : best), 0)
  const walk = (way: 1 | -1): LetInPlace[] => {
    const kept: LetInPlace[] = []
    for (let n = widest + way; n >= 0 && n < places.length; n += way) {
      const [at, last] = [places[n]!, kept.at(-1) ?? places[widest]!]
      const on = way * dot(subtract(at.centre, last.centre), last.axis)
      const near = distance(at.centre, last.centre) < stride
      if (on > 0.1e-3 && near && dot(at.axis, last.axis) > 0.7 && dot(at.toward, last.toward) > 0.7)
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
  const rows = spaced(places, step)
  const widest = Math.max(...rows.map((at) => at.width))
  const columns = Math.max(2, Math.round(widest / step))
  const positions: number[] = []
  const starts: { first: number; count: number }[] = []
  for (const at of rows) {
    const count = at.width < step / 4 ? 1 : columns + 1
    starts.push({ first: positions.length / 3, count })
    const radius = at.radius + wall / 2
    const side = cross(at.axis, at.toward)
    for (let c = 0; c < count; c++) {
      const angle = count === 1 ? 0 : ((c / columns - 0.5) * at.width) / radius
      const out = add(scale(at.toward, Math.cos(angle)), scale(side, Math.sin(angle)))
      positions.push(...add(at.centre, scale(out, radius)))
    }
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

/** Some of the places, the first and the last among them, at least a step apart. */
function spaced(places: readonly LetInPlace[], step: number): LetInPlace[] {
  const rows = [places[0]!]
  for (const at of places.slice(1, -1))
    if (
      distance(at.centre, rows.at(-1)!.centre) > step &&
      distance(at.centre, places.at(-1)!.centre) > step / 2
    )
      rows.push(at)
  return [...rows, places.at(-1)!]
}
