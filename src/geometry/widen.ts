import { Fault } from '../core/fault'
import { add, distance, dot, length, mix, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { EditOf } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { gradient } from './lesion'
import { planeSection, sectionAcross } from './openings-plane'
import { type LumenShape, lumenDistance } from './resolve-anatomy-lumen'
import { evenPath } from './sheets'
import { loopCentre } from './sheets-membrane'

/** The vessel at one place along a slit, before it is widened. */
interface Station {
  /** On the wall, in the slit; metres. */
  readonly slit: Vec3
  readonly centre: Vec3
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
 * Limits: the stretch of wall and patch under pressure is left out; a section that was far from round keeps its old
 * outline outside of the circle, so that its area comes out too large; the slit must run along the vessel, not round
 * it; the patch must not be wider than the vessel's girth.
 *
 * @throws Fault when no vessel lies under the outline
 */
export function widenShape(edit: EditOf<'patch'>, lumen: (p: Vec3) => number, spacing: number): LumenShape {
  const stations = stationsAlong(edit, lumen, spacing)
  const width = (edit.width_mm ?? defaultWidth(edit.outline_mm)) * 1e-3
  const balls = stations.map((s) => {
    const grown = (width * s.share) / (2 * Math.PI)
    const toward = normalize(subtract(s.slit, s.centre))
    return { centre: add(s.centre, scale(toward, grown)), radius: s.radius + grown }
  })
  return roundCones(edit.id, balls, spacing)
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

function stationsAlong(edit: EditOf<'patch'>, lumen: (p: Vec3) => number, spacing: number): Station[] {
  const slit = evenPath(
    slitOf(edit.outline_mm).map((p) => scale(p, 1e-3)),
    spacing,
  )
  const count = Math.min(slit.length - 1, 60)
  const stations: Station[] = []
  for (let k = 0; k <= count; k++) {
    const at = Math.round((k * (slit.length - 1)) / count)
    const along = normalize(
      subtract(slit[Math.min(at + 1, slit.length - 1)] as Vec3, slit[Math.max(at - 1, 0)] as Vec3),
    )
    const station = stationAt(slit[at] as Vec3, along, lumen, spacing)
    const x = (2 * at) / (slit.length - 1) - 1
    if (station) stations.push({ ...station, share: Math.sqrt(Math.max(0, 1 - x * x)) })
  }
  if (stations.length < 2)
    throw new Fault(
      `edit ${edit.id}`,
      'no vessel lies under its outline',
      'Draw the outline on the wall of a vessel',
    )
  return stations
}

/** From the slit down to the middle of the vessel, then its section across the slit's direction. */
function stationAt(
  slit: Vec3,
  along: Vec3,
  lumen: (p: Vec3) => number,
  spacing: number,
): Omit<Station, 'share'> | null {
  let p = slit
  for (let n = 0; n < 200; n++) {
    let g = gradient(lumen, p, spacing / 2)
    g = normalize(subtract(g, scale(along, dot(g, along))))
    const next = subtract(p, scale(g, spacing / 4))
    if (lumen(p) < 0 && lumen(next) >= lumen(p)) break
    p = next
  }
  if (lumen(p) >= 0) return null
  let section = planeSection(lumen, p, along, 0.03, spacing / 4) ?? sectionAcross(lumen, p, null, spacing)
  if (section) section = planeSection(lumen, section.centre, along, 0.03, spacing / 4) ?? section
  return section && { slit, centre: section.centre, radius: Math.sqrt(section.area / Math.PI) }
}

/** Union with a chain of balls of changing radius, joined by cones; flat beyond both ends. */
function roundCones(
  edit: string,
  balls: readonly { readonly centre: Vec3; readonly radius: number }[],
  spacing: number,
): LumenShape {
  const reach = Math.max(...balls.map((b) => b.radius)) + 2 * spacing
  const side = (a: number, pick: (...v: number[]) => number) =>
    pick(...balls.map((b) => b.centre[a] as number))
  const first = balls[0] as (typeof balls)[number]
  const last = balls.at(-1) as (typeof balls)[number]
  const start = normalize(subtract((balls[1] as typeof first).centre, first.centre))
  const end = normalize(subtract(last.centre, (balls.at(-2) as typeof first).centre))
  return {
    edit,
    low: [side(0, Math.min) - reach, side(1, Math.min) - reach, side(2, Math.min) - reach],
    high: [side(0, Math.max) + reach, side(1, Math.max) + reach, side(2, Math.max) + reach],
    apply(p, phi) {
      let least = Number.POSITIVE_INFINITY
      for (let n = 1; n < balls.length; n++) {
        const a = balls[n - 1] as (typeof balls)[number]
        const b = balls[n] as (typeof balls)[number]
        const abx = b.centre[0] - a.centre[0]
        const aby = b.centre[1] - a.centre[1]
        const abz = b.centre[2] - a.centre[2]
        const apx = p[0] - a.centre[0]
        const apy = p[1] - a.centre[1]
        const apz = p[2] - a.centre[2]
        const square = Math.max(abx * abx + aby * aby + abz * abz, 1e-18)
        const t = Math.min(Math.max((apx * abx + apy * aby + apz * abz) / square, 0), 1)
        const d = Math.hypot(apx - t * abx, apy - t * aby, apz - t * abz)
        least = Math.min(least, d - a.radius - t * (b.radius - a.radius))
      }
      const outside = Math.max(-dot(subtract(p, first.centre), start), dot(subtract(p, last.centre), end))
      return Math.min(phi, Math.max(least, outside))
    },
  }
}
