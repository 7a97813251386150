import { cellCount } from '../core/lattice'
import { add, scale, subtract, type Vec3 } from '../core/vec3'
import type { Heart, Part, Port } from '../heart/heart'
import type { BloodDomain } from './blood-domain'
import { idsOf } from './outflow-section'
import { type VesselSection, vesselSections } from './vessel-sections'

/** An end of a stretch of a heart: a disc whose normal points out of the stretch. Metres. */
export interface StretchEnd {
  readonly centre: Vec3
  readonly normal: Vec3
  readonly radius: number
}

/**
 * Area along the centre line of a part of a heart after its edits, from one end to another (see `vesselSections`), the
 * blood of all other parts taken for wall. Sheets are not seen, as they are no wall. Empty where no way leads through.
 */
export function partProfile(
  domain: BloodDomain,
  heart: Heart,
  parts: readonly Part[],
  from: StretchEnd,
  to: StretchEnd,
): VesselSection[] {
  const taken = idsOf(heart, parts)
  const { frame, phi, structure } = domain
  const lumen = new Float32Array(cellCount(frame)).fill(frame.spacing)
  for (let n = 0; n < lumen.length; n++) if (taken[structure[n] as number]) lumen[n] = phi[n] as number
  const port = (id: string, end: StretchEnd): Port => ({
    ...end,
    id,
    name: id,
    structure: 0,
    part: 'none',
    area: 0,
  })
  return vesselSections({ frame, lumen, ports: [port('from', from), port('to', to)] }, 'from', 'to')
}

/** The stretch that begins at a valve: its disc, moved on along the blood by `radii` of its own. */
export function beyondValve({ centre, normal, radius }: StretchEnd, radii: number): StretchEnd {
  return { centre: add(centre, scale(normal, radii * radius)), normal: scale(normal, -1), radius }
}

/** The shape of an arch, from the middles of its sections. */
export interface ArchShape {
  /** Height over width at the level of the right pulmonary artery (A/T, Ou et al. 2004). */
  readonly heightOverWidth: number | null
  /** Sharpest turn within one diameter of the vessel, radians, and where it is. */
  readonly sharpestTurn: number
  readonly place: Vec3
}

/**
 * Measures the shape of an arch from the middles of its sections. Null for a line of under five.
 * @param level height at which it is as wide as it is, z in metres
 * @param root length from the valve up to which a turn is that of the root, metres
 */
export function archShape(sections: readonly VesselSection[], level: number, root = 0): ArchShape | null {
  const beyond = sections.filter((s) => s.s >= root)
  if (beyond.length < 5) return null
  const bend = sharpest(beyond)
  const apex = sections.reduce(
    (top, s, n) => (s.centre[2] > (sections[top] as VesselSection).centre[2] ? n : top),
    0,
  )
  const up = crossing(sections.slice(0, apex + 1), level)
  const down = crossing(sections.slice(apex), level)
  const height = (sections[apex] as VesselSection).centre[2] - level
  const width = up && down ? Math.hypot(up[0] - down[0], up[1] - down[1]) : 0
  return { heightOverWidth: width > 0 && height > 0 ? height / width : null, ...bend }
}

function crossing(line: readonly VesselSection[], level: number): Vec3 | null {
  for (let n = 1; n < line.length; n++) {
    const [a, b] = [(line[n - 1] as VesselSection).centre, (line[n] as VesselSection).centre]
    if (a[2] < level === b[2] < level) continue
    return add(a, scale(subtract(b, a), (level - a[2]) / (b[2] - a[2])))
  }
  return null
}

function sharpest(sections: readonly VesselSection[]): { sharpestTurn: number; place: Vec3 } {
  let best = { sharpestTurn: 0, place: (sections[0] as VesselSection).centre }
  for (const s of sections) {
    const reach = Math.sqrt(s.area / Math.PI)
    const before = sections.findLast((o) => o.s <= s.s - reach)
    const after = sections.find((o) => o.s >= s.s + reach)
    if (!before || !after) continue
    const cosine = before.normal.reduce((sum, v, a) => sum + v * (after.normal[a] as number), 0)
    const turn = Math.acos(Math.min(1, Math.max(-1, cosine)))
    if (turn > best.sharpestTurn) best = { sharpestTurn: turn, place: s.centre }
  }
  return best
}
