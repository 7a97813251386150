import { Fault } from '../core/fault'
import { add, distance, dot, length, mix, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { EditOf } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { gradient } from './lesion'
import { courseOf, type LetInPlace } from './let-in'
import { planeSection, type Section } from './openings-plane'
import { type LumenShape, lumenDistance } from './resolve-anatomy-lumen'
import { evenPath } from './sheets'
import { loopCentre } from './sheets-membrane'

type Distance = (p: Vec3) => number

/** The vessel at one place along a slit, before it is widened. */
interface Station {
  /** On the wall, in the slit; metres. */
  readonly slit: Vec3
  readonly centre: Vec3
  /** Direction of the vessel. */
  readonly axis: Vec3
  readonly radius: number
  /** Share of the greatest width let in here, 0–1. */
  readonly share: number
}

/**
 * Patch aortoplasty: a strip let into a slit along a vessel.
 *
 * The vessel at each station s along the slit is replaced by a circle: under pressure a membrane of given girth takes
 * a circular section, and a strip of width w(s) adds w(s) to the girth, so r1(s) = r0(s) + w(s) / (2π), where r0 is
 * the radius of the circle with the area of the section before. w(s) is half an ellipse of the greatest width over the
 * outline's long axis, the usual cut of such a patch. The circle's centre moves toward the patch by r1 - r0, so that
 * the wall opposite stays where it is. The lumen becomes the union of the old lumen with that tube.
 *
 * Limits: the stretch of wall and patch under pressure is left out; where the slit runs on into a larger vessel (section
 * over twice as long as wide) nothing is widened; a section that was far from round keeps its old
 * outline outside of the circle, so that its area comes out too large; the slit must run along the vessel, not round
 * it; the patch must not be wider than the vessel's girth.
 *
 * @throws Fault when no vessel lies under the outline
 */
export function widenShape(edit: EditOf<'patch'>, lumen: (p: Vec3) => number, spacing: number): LumenShape {
  const stations = stationsAlong(edit, lumen, spacing)
  const width = (edit.width_mm ?? defaultWidth(edit.outline_mm)) * 1e-3
  const discs = stations.map((s): LetInPlace => {
    const grown = (width * s.share) / (2 * Math.PI)
    const out = subtract(s.slit, s.centre)
    const toward = normalize(subtract(out, scale(s.axis, dot(out, s.axis))))
    const centre = add(s.centre, scale(toward, grown))
    return { centre, axis: s.axis, toward, radius: s.radius + grown, width: width * s.share }
  })
  return { ...tubeUnion(edit.id, discs, spacing), letIn: courseOf(discs) }
}

/**
 * Greatest width of a strip that gives the narrowest section under an outline the target area:
 * w = 2π (√(A/π) - r0) / share(s). 0 when it is wide enough already. All in SI.
 */
export function widthForArea(
  heart: Heart,
  outline_mm: readonly Vec3[],
  targetArea: number,
  shapes: readonly LumenShape[] = [],
): number {
  const edit = { id: 'proposal', outline_mm: outline_mm.map((p) => [...p]) } as unknown as EditOf<'patch'>
  const stations = stationsAlong(edit, lumenDistance(heart, shapes), heart.frame.spacing)
  let narrowest = stations[0] as Station
  for (const s of stations) if (s.radius < narrowest.radius) narrowest = s
  const wanted = Math.sqrt(targetArea / Math.PI)
  return (2 * Math.PI * Math.max(0, wanted - narrowest.radius)) / Math.max(narrowest.share, 0.1)
}

/** The outline's own width across its long axis, millimetres: what a patch of that shape would add. */
function defaultWidth(outline: readonly Vec3[]): number {
  const slit = slitOf(outline)
  const axis = normalize(subtract(slit.at(-1) as Vec3, slit[0] as Vec3))
  const c = loopCentre(outline)
  let widest = 0
  for (const p of outline) {
    const d = subtract(p, c)
    widest = Math.max(widest, 2 * length(subtract(d, scale(axis, dot(d, axis)))))
  }
  return widest
}

/** The line half-way between an outline's two sides, from one end of its long axis to the other. */
function slitOf(outline: readonly Vec3[]): Vec3[] {
  let first = 0
  let last = 0
  let most = -1
  outline.forEach((a, i) => {
    outline.forEach((b, j) => {
      if (j > i && distance(a, b) > most) {
        most = distance(a, b)
        first = i
        last = j
      }
    })
  })
  const n = outline.length
  const one = Array.from({ length: last - first + 1 }, (_, k) => outline[first + k] as Vec3)
  const other = Array.from({ length: n - last + first + 1 }, (_, k) => outline[(first - k + n) % n] as Vec3)
  const count = 48
  return Array.from({ length: count + 1 }, (_, k) =>
    mix(alongPath(one, k / count), alongPath(other, k / count), 0.5),
  )
}

/** Point at a share of the length of an open line. */
function alongPath(path: readonly Vec3[], share: number): Vec3 {
  const lengths = path.slice(1).map((p, n) => distance(p, path[n] as Vec3))
  let left = share * lengths.reduce((a, b) => a + b, 0)
  for (let n = 0; n < lengths.length; n++) {
    const l = lengths[n] as number
    if (left <= l) return mix(path[n] as Vec3, path[n + 1] as Vec3, l > 0 ? left / l : 0)
    left -= l
  }
  return path.at(-1) as Vec3
}

/** How far on either side of a place the slit's direction is taken, metres: longer than a wall's own waves. */
const chord = 5e-3

function stationsAlong(edit: EditOf<'patch'>, lumen: Distance, spacing: number): Station[] {
  const slit = evenPath(
    slitOf(edit.outline_mm).map((p) => scale(p, 1e-3)),
    spacing,
  )
  const last = slit.length - 1
  const reach = Math.max(1, Math.round(chord / spacing))
  const along = slit.map((_, n) =>
    normalize(subtract(slit[Math.min(n + reach, last)] as Vec3, slit[Math.max(n - reach, 0)] as Vec3)),
  )
  const first = slit.map((p, n) => sectionUnder(p, along[n] as Vec3, lumen, spacing))
  // Again, across the vessel's own axis: the line through the middles of the first sections.
  const middles = first.flatMap((s) => (s ? [s.centre] : []))
  const stations: Station[] = []
  const every = Math.max(1, Math.floor(last / 40))
  for (let n = 0; n <= last; n += every) {
    const guess = first[n]
    if (!guess) continue
    const axis = axisAt(middles, guess.centre, along[n] as Vec3)
    const section = planeSection(lumen, guess.centre, axis, 0.03, spacing / 4) ?? guess
    if (isSideways(section)) continue
    const x = (2 * n) / last - 1
    stations.push({
      slit: slit[n] as Vec3,
      centre: section.centre,
      axis,
      radius: Math.sqrt(section.area / Math.PI),
      share: Math.sqrt(Math.max(0, 1 - x * x)),
    })
  }
  if (stations.length < 2)
    throw new Fault(
      `edit ${edit.id}`,
      'no vessel lies under its outline',
      'Draw the outline on the wall of a vessel',
    )
  return stations
}

/**
 * A section over twice as long as wide takes in a branch or the side of a larger vessel, which a strip does not round. Told
 * from the wall farthest away: the nearest is a leaflet where the slit crosses a valve, and the lattice's own on a
 * narrow vessel.
 */
const isSideways = ({ area, greatestRadius }: Section): boolean => Math.PI * greatestRadius ** 2 > 2 * area

/** Direction of a line of points near a place: the chord between the points about 5 mm before and after. */
function axisAt(line: readonly Vec3[], p: Vec3, along: Vec3): Vec3 {
  let before = p
  let after = p
  for (const q of line) {
    const d = dot(subtract(q, p), along)
    if (Math.abs(d) > chord * 1.2) continue
    if (d < dot(subtract(before, p), along)) before = q
    if (d > dot(subtract(after, p), along)) after = q
  }
  const axis = subtract(after, before)
  return length(axis) > 1e-6 ? normalize(axis) : along
}

/** From the slit down to the middle of the vessel, then its section across a direction. */
function sectionUnder(slit: Vec3, along: Vec3, lumen: Distance, spacing: number): Section | null {
  let p = slit
  for (let n = 0; n < 200; n++) {
    let g = gradient(lumen, p, spacing / 2)
    g = normalize(subtract(g, scale(along, dot(g, along))))
    const next = subtract(p, scale(g, spacing / 4))
    if (lumen(p) < 0 && lumen(next) >= lumen(p)) break
    p = next
  }
  if (lumen(p) >= 0) return null
  const section = planeSection(lumen, p, along, 0.03, spacing / 4)
  return section && (planeSection(lumen, section.centre, along, 0.03, spacing / 4) ?? section)
}

interface Disc {
  readonly centre: Vec3
  readonly axis: Vec3
  readonly radius: number
}

/** Union with a tube through discs: at each place the disc between the two whose planes enclose it. */
function tubeUnion(edit: string, discs: readonly Disc[], spacing: number): LumenShape {
  const reach = Math.max(...discs.map((b) => b.radius)) + 2 * spacing
  const side = (a: number, pick: (...v: number[]) => number) =>
    pick(...discs.map((b) => b.centre[a] as number))
  const last = discs.length - 1
  return {
    edit,
    low: [side(0, Math.min) - reach, side(1, Math.min) - reach, side(2, Math.min) - reach],
    high: [side(0, Math.max) + reach, side(1, Math.max) + reach, side(2, Math.max) + reach],
    apply(p, phi) {
      let low = 0
      let high = last
      if (height(discs[0] as Disc, p) < 0 || height(discs[last] as Disc, p) > 0) return phi
      while (high - low > 1) {
        const middle = (low + high) >> 1
        if (height(discs[middle] as Disc, p) >= 0) low = middle
        else high = middle
      }
      const a = discs[low] as Disc
      const b = discs[high] as Disc
      const above = height(a, p)
      const below = -height(b, p)
      const t = above + below > 0 ? above / (above + below) : 0
      const x = p[0] - a.centre[0] - t * (b.centre[0] - a.centre[0])
      const y = p[1] - a.centre[1] - t * (b.centre[1] - a.centre[1])
      const z = p[2] - a.centre[2] - t * (b.centre[2] - a.centre[2])
      return Math.min(phi, Math.sqrt(x * x + y * y + z * z) - a.radius - t * (b.radius - a.radius))
    },
  }
}

const height = (d: Disc, p: Vec3): number =>
  (p[0] - d.centre[0]) * d.axis[0] + (p[1] - d.centre[1]) * d.axis[1] + (p[2] - d.centre[2]) * d.axis[2]
