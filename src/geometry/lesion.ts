import { Fault } from '../core/fault'
import { add, distance, dot, mix, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { EditOf } from '../heart/edit'
import { sectionAcross, sphereDirections } from './openings-plane'
import type { LumenShape } from './resolve-anatomy-lumen'

type Distance = (p: Vec3) => number

/** How far from the given place a wall's two sides are looked for, metres. */
const reach = 0.03

/**
 * The exact change of the lumen that a teacher's lesion makes.
 *
 * hole: the union of the lumen with a cylinder of the given diameter whose flat ends lie inside the two lumens, along
 * `normal` or the shortest way through the wall. narrowing: inside its length the lumen keeps only what lies within
 * r(s) of the vessel's local axis; r is the diameter left over the middle half and widens to the vessel over a
 * quarter of the length at each end, as half a cosine. The axis is straight: keep the length under two diameters in
 * a curved vessel.
 *
 * @param lumen signed distance to the wall, metres, negative in blood
 * @param spacing cell of the lattice that it will be sampled on, metres
 * @throws Fault when there is no wall between two lumens, or no vessel, at the place
 */
export function lesionShape(edit: EditOf<'lesion'>, lumen: Distance, spacing: number): LumenShape {
  const centre = scale(edit.centre_mm, 1e-3)
  const axis = edit.normal ? normalize(edit.normal) : null
  return edit.type === 'hole'
    ? hole(edit, lumen, centre, axis, spacing)
    : narrowing(edit, lumen, centre, axis, spacing)
}

function hole(
  edit: EditOf<'lesion'>,
  lumen: Distance,
  centre: Vec3,
  axis: Vec3 | null,
  spacing: number,
): LumenShape {
  const way = axis ? wayThrough(lumen, centre, axis, spacing) : shortestWay(lumen, centre, spacing)
  if (!way)
    throw new Fault(
      `edit ${edit.id}`,
      'there is no wall with blood on both sides at its place',
      'Place it on a septum, or give a normal that leads through the wall',
    )
  const radius = (edit.diameter_mm * 1e-3) / 2
  // Far enough into both lumens that the rounded corner of the wall's mouth is cut through as well.
  const margin = Math.max(2 * spacing, radius / 2)
  const direction = normalize(subtract(way[1], way[0]))
  return cylinderUnion(
    edit.id,
    subtract(way[0], scale(direction, margin)),
    add(way[1], scale(direction, margin)),
    radius,
  )
}

/** Union with a cylinder with flat ends; exact inside and near its wall. */
function cylinderUnion(edit: string, from: Vec3, to: Vec3, radius: number): LumenShape {
  const direction = normalize(subtract(to, from))
  const half = distance(from, to) / 2
  const middle = mix(from, to, 0.5)
  const bound = Math.hypot(half, radius)
  return {
    edit,
    low: [middle[0] - bound, middle[1] - bound, middle[2] - bound],
    high: [middle[0] + bound, middle[1] + bound, middle[2] + bound],
    apply(p, phi) {
      const x = p[0] - middle[0]
      const y = p[1] - middle[1]
      const z = p[2] - middle[2]
      const along = x * direction[0] + y * direction[1] + z * direction[2]
      const across = Math.sqrt(Math.max(0, x * x + y * y + z * z - along * along)) - radius
      return Math.min(phi, Math.max(across, Math.abs(along) - half))
    },
  }
}

/** Where a line through `centre` leaves blood on one side of a wall and enters it on the other. */
function wayThrough(
  lumen: Distance,
  centre: Vec3,
  axis: Vec3,
  spacing: number,
  limit = 2 * reach,
): [Vec3, Vec3] | null {
  const start = lumen(centre) < 0 ? wallAlong(lumen, centre, axis, spacing) : centre
  if (!start) return null
  const one = bloodAlong(lumen, start, scale(axis, -1), spacing, Math.min(limit, reach))
  if (!one) return null
  const other = bloodAlong(lumen, start, axis, spacing, Math.min(limit - distance(one, start), reach))
  return other ? [one, other] : null
}

/** The nearest point of wall on a line, for a place that was set in blood. */
function wallAlong(lumen: Distance, centre: Vec3, axis: Vec3, spacing: number): Vec3 | null {
  for (let s = 0; s < reach; s += spacing / 4)
    for (const side of [1, -1]) {
      const p = add(centre, scale(axis, side * s))
      if (lumen(p) > 0) return p
    }
  return null
}

/** First point of blood from a place in the wall; steps by the distance, which never oversteps. */
function bloodAlong(
  lumen: Distance,
  from: Vec3,
  direction: Vec3,
  spacing: number,
  limit: number,
): Vec3 | null {
  for (let s = 0; s < limit; ) {
    const p = add(from, scale(direction, s))
    const d = lumen(p)
    if (d < 0) return p
    s += Math.max(d, spacing / 8)
  }
  return null
}

function shortestWay(lumen: Distance, centre: Vec3, spacing: number): [Vec3, Vec3] | null {
  let best: [Vec3, Vec3] | null = null
  let length = 2 * reach
  for (const starts of wallStarts(lumen, centre, spacing))
    for (const axis of sphereDirections(256)) {
      if (axis[2] < 0) continue
      const way = wayThrough(lumen, starts, axis, spacing, length)
      const d = way ? distance(way[0], way[1]) : Number.POSITIVE_INFINITY
      if (way && d < length) {
        best = way
        length = d
      }
    }
  return best
}

/** The place itself when it lies in wall, else the middle of the nearest wall. */
function wallStarts(lumen: Distance, centre: Vec3, spacing: number): Vec3[] {
  if (lumen(centre) > 0) return [centre]
  let p = centre
  for (let n = 0; n < 400 && lumen(p) < spacing / 2; n++) {
    const g = gradient(lumen, p, spacing / 2)
    const next = add(p, scale(g, spacing / 4))
    if (distance(next, centre) > reach) break
    p = next
  }
  return lumen(p) > 0 ? [p] : []
}

/** Unit direction in which a distance grows. */
export function gradient(f: Distance, p: Vec3, step: number): Vec3 {
  const along = (a: number) => {
    const q: [number, number, number] = [p[0], p[1], p[2]]
    q[a] = (p[a] as number) + step
    const high = f(q)
    q[a] = (p[a] as number) - step
    return high - f(q)
  }
  return normalize([along(0), along(1), along(2)])
}

function narrowing(
  edit: EditOf<'lesion'>,
  lumen: Distance,
  centre: Vec3,
  given: Vec3 | null,
  spacing: number,
): LumenShape {
  const inside = intoBlood(lumen, centre, spacing)
  const section = inside && sectionAcross(lumen, inside, given, spacing)
  if (!section)
    throw new Fault(`edit ${edit.id}`, 'there is no vessel at its place', 'Place it in the lumen of a vessel')
  const left = (edit.diameter_mm * 1e-3) / 2
  const half = ((edit.length_mm ?? 2 * edit.diameter_mm) * 1e-3) / 2
  const wide = Math.max(left, section.greatestRadius + spacing)
  return pinch(edit.id, section.centre, section.normal, left, wide, half)
}

/** Moves a place set on or in the wall of a vessel into its lumen. */
function intoBlood(lumen: Distance, centre: Vec3, spacing: number): Vec3 | null {
  let p = centre
  for (let n = 0; n < 200 && lumen(p) > -2 * spacing; n++) {
    const next = subtract(p, scale(gradient(lumen, p, spacing / 2), spacing / 4))
    if (lumen(next) >= lumen(p) && lumen(p) < 0) break
    p = next
  }
  return lumen(p) < 0 && distance(p, centre) < reach ? p : null
}

function pinch(edit: string, c: Vec3, axis: Vec3, left: number, wide: number, half: number): LumenShape {
  const bound = axis.map((n) => half * Math.abs(n) + wide * 1.5 * Math.sqrt(Math.max(0, 1 - n * n)))
  const [bx, by, bz] = bound as [number, number, number]
  const radiusAt = (s: number) => {
    const t = Math.min(Math.max((Math.abs(s) / half - 0.5) / 0.5, 0), 1)
    return left + (wide - left) * (0.5 - 0.5 * Math.cos(Math.PI * t))
  }
  return {
    edit,
    low: [c[0] - bx, c[1] - by, c[2] - bz],
    high: [c[0] + bx, c[1] + by, c[2] + bz],
    apply(p, phi) {
      const d = subtract(p, c)
      const s = dot(d, axis)
      if (Math.abs(s) >= half) return phi
      const across = Math.sqrt(Math.max(0, dot(d, d) - s * s))
      return across > wide * 1.5 ? phi : Math.max(phi, across - radiusAt(s))
    },
  }
}
