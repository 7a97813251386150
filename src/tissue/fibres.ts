import { add, cross, length, normalize, scale, tangents, type Vec3 } from '../core/vec3'
import type { Heart } from '../heart/heart'
import { awayFromCavity, type ChamberFrame, cavityDistance, chamberFrame } from './chamber-frame'
import { sampler } from './field'
import type { Chamber } from './materials'

/**
 * Angle of the fibres to the circumference, right-handed about the long axis, radians: linear in depth from +60° at
 * the endocardium to -60° at the epicardium (Streeter et al. 1969; the rule of Bayer et al. 2012, Ann. Biomed. Eng.
 * 40, 2243, who leave the angles free; recalled).
 */
const endocardialAngle = Math.PI / 3
export const helixAngle = (depth: number): number => endocardialAngle * (1 - 2 * depth)

/** The thickest wall that is looked through, metres. */
const thickest = 40e-3

/** How the wall lies at a place. */
export interface WallFrame {
  /** Share of the wall between the chamber's own cavity (0) and its other side (1). */
  readonly depth: number
  /** Unit vector away from the cavity. */
  readonly normal: Vec3
  /** Where the wall ends on its other side. */
  readonly outer: Vec3
}

/** Gives unit fibre directions to places in walls; the zero vector where a wall has none. */
export class FibreRule {
  private readonly chambers = new Map<Chamber, ChamberFrame | null>()
  private readonly tissue: (x: number, y: number, z: number) => number

  /** @param edge of the tissue lattice, metres: nothing finer is told apart in a cavity's shape */
  constructor(
    private readonly heart: Heart,
    private readonly edge: number,
  ) {
    this.tissue = sampler(heart.frame, heart.tissue)
  }

  /** Fibre at a place in a chamber's wall. The septum belongs to the left ventricle, whichever wall it is named. */
  at(chamber: Chamber, p: Vec3): Vec3 {
    const [own, frame] = this.wallAt(chamber, p)
    if (!own || !frame) return [0, 0, 0]
    const angle = chamber === 'LV' || chamber === 'RV' ? helixAngle(frame.depth) : 0
    return inWall(own.axis, frame.normal, angle)
  }

  /** The chamber that rules a place in a wall, and how the wall lies to it. */
  wallAt(chamber: Chamber, p: Vec3): readonly [ChamberFrame | null, WallFrame | null] {
    const own =
      this.chamber(chamber) ?? this.chamber(chamber === 'LV' ? 'RV' : chamber === 'RV' ? 'LV' : chamber)
    if (!own) return [null, null]
    const frame = this.through(own, p)
    const left = chamber === 'RV' ? this.chamber('LV') : null
    const isSeptum = left && left !== own && cavityDistance(left, frame.outer) < this.edge / 2
    return isSeptum ? [left, this.through(left, p)] : [own, frame]
  }

  private chamber(name: Chamber): ChamberFrame | null {
    if (!this.chambers.has(name)) this.chambers.set(name, chamberFrame(this.heart, name, this.edge / 2))
    return this.chambers.get(name)!
  }

  /** Looks from a place to both sides of its wall. */
  private through(chamber: ChamberFrame, p: Vec3): WallFrame {
    const normal = awayFromCavity(chamber, p)
    const distance = Math.max(cavityDistance(chamber, p), 0)
    const inward = Math.min(this.reach(p, scale(normal, -1)), distance + this.edge)
    const outward = this.reach(p, normal)
    const whole = inward + outward
    const depth = whole > 0 ? inward / whole : distance < this.edge ? 0 : 1
    return { depth, normal, outer: add(p, scale(normal, outward)) }
  }

  /** Way from a place to the surface of the tissue along a direction: the distance field is never too long a step. */
  private reach(p: Vec3, way: Vec3): number {
    const least = this.heart.frame.spacing / 8
    let t = 0
    while (t < thickest) {
      const q = add(p, scale(way, t))
      const d = this.tissue(q[0], q[1], q[2])
      if (d >= 0) return Math.max(t - d, 0)
      t += Math.max(-d, least)
    }
    return t
  }
}

/** The direction at an angle to the circumference about an axis, in the wall with this normal. */
function inWall(axis: Vec3, normal: Vec3, angle: number): Vec3 {
  if (length(normal) === 0) return tangents(axis)[0]
  const around = cross(axis, normal)
  const e = length(around) > 1e-3 ? normalize(around) : tangents(normal)[0]
  return add(scale(e, Math.cos(angle)), scale(cross(normal, e), Math.sin(angle)))
}

const isChamber = (part: string): part is Chamber =>
  part === 'LV' || part === 'RV' || part === 'LA' || part === 'RA'

/**
 * Fibres of every tetrahedron by the rule, xyz each, zero in walls that do not contract.
 * @param centres xyz of each tetrahedron's centre, metres
 * @param structure wall of each tetrahedron
 */
export function ruleBasedFibres(
  heart: Heart,
  edge: number,
  centres: Float32Array,
  structure: Uint8Array,
): Float32Array {
  const out = new Float32Array(centres.length)
  const rule = new FibreRule(heart, edge)
  const chamberOf = new Map(
    heart.structures.flatMap((s) => (isChamber(s.part) ? [[s.id, s.part] as const] : [])),
  )
  structure.forEach((id, t) => {
    const chamber = chamberOf.get(id)
    if (chamber) out.set(rule.at(chamber, [centres[3 * t]!, centres[3 * t + 1]!, centres[3 * t + 2]!]), 3 * t)
  })
  return out
}
