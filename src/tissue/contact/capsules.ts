import { add, distance, mix, scale, subtract, type Vec3 } from '../../core/vec3'
import type { Grasp, Instrument } from '../../engine/protocol'
import { contactSpring, tissueFriction } from './contact-law'
import type { PushList } from './push-list'
import type { ContactPoints, PointGroups } from './skin'
import type { SlipMemory } from './slip'

/** An instrument that jumps farther than this was taken up somewhere else, metres. */
const jump = 20e-3
/** Stretch up to which a group's reach at rest still bounds it. */
const stretch = 1.5
/** What one instrument's contacts may be numbered up to. */
const keysEach = 2 ** 32

/** An instrument as the tissue feels it. */
export interface FeltCapsule {
  readonly id: string
  readonly from: Vec3
  readonly to: Vec3
  readonly radius: number
  /** How far its ends have moved since the frame before. */
  readonly movedFrom: Vec3
  readonly movedTo: Vec3
}

/**
 * Follows an instrument by at most its radius a frame, so that it cannot pass surface points without touching them (at
 * 72 frames a second and 2 mm: 14 cm/s; a faster one is felt late).
 */
export function feel(instrument: Instrument, last: FeltCapsule | undefined): FeltCapsule {
  const { id, radius } = instrument
  const far = last
    ? Math.max(distance(last.from, instrument.from), distance(last.to, instrument.to))
    : Infinity
  if (!last || far > Math.max(jump, radius)) {
    const still: Vec3 = [0, 0, 0]
    return { id, radius, from: instrument.from, to: instrument.to, movedFrom: still, movedTo: still }
  }
  const share = Math.min(1, radius / (far || 1))
  const from = mix(last.from, instrument.from, share)
  const to = mix(last.to, instrument.to, share)
  return { id, radius, from, to, movedFrom: subtract(from, last.from), movedTo: subtract(to, last.to) }
}

export interface CapsuleSearch {
  readonly positions: ArrayLike<number>
  /** Gap from which a contact is taken up, metres. */
  readonly margin: number
  /** Edge of the lattice, metres. */
  readonly edge: number
  /** xyz of the skin's groups' heads now. */
  readonly headPlaces: Float32Array
  readonly list: PushList
  readonly slip: SlipMemory
  /** Holds whose tissue is between the jaws of the instrument: not pushed away by it. */
  readonly grasps: readonly Grasp[]
}

/**
 * Contacts of one capsule with points: gap = n · (x - c) - R with c the nearest place of the axis and n from there to
 * the point. A point that was touched keeps its side where the axis has gone past it. Points stand for a surface no
 * finer than they are: an instrument thinner than their spacing slips between them.
 * @param number of the instrument among all, for the keys
 */
export function findCapsule(
  capsule: FeltCapsule,
  number: number,
  points: ContactPoints,
  groups: PointGroups | null,
  search: CapsuleSearch,
): void {
  const held = search.grasps.filter((grasp) => isBetweenJaws(capsule, grasp))
  const touch = (i: number): void => touchPoint(capsule, number, points, i, held, search)
  if (!groups) {
    for (let i = 0; i < points.count; i++) touch(i)
    return
  }
  const at = search.headPlaces
  for (let g = 0; g < groups.heads.length; g++) {
    const limit = capsule.radius + search.margin + stretch * groups.reach[g]!
    fromAxis(capsule, at[3 * g]!, at[3 * g + 1]!, at[3 * g + 2]!)
    if (axis.square > limit * limit) continue
    for (let m = groups.start[g]!; m < groups.start[g + 1]!; m++) touch(groups.members[m]!)
  }
}

function touchPoint(
  capsule: FeltCapsule,
  number: number,
  points: ContactPoints,
  i: number,
  held: readonly Grasp[],
  { positions, margin, edge, list, slip }: CapsuleSearch,
): void {
  placeOf(points, i, positions, place)
  fromAxis(capsule, place[0]!, place[1]!, place[2]!)
  const { x, y, z, square, along } = axis
  if (square > (capsule.radius + margin) ** 2 || points.area[i] === 0) return
  if (held.some((grasp) => isHeld(points, i, grasp))) return
  const key = keysEach * (number + 1) + points.keyBase + i
  const l = Math.sqrt(square)
  const before = slip.normalOf(key)
  const sameSide = l > 0 && (!before || before[0] * x + before[1] * y + before[2] * z >= 0)
  const normal: Vec3 | null = sameSide ? [x / l, y / l, z / l] : before
  if (!normal) return
  list.add({
    key,
    points,
    i,
    others: null,
    j: 0,
    normal,
    gap: normal[0] * x + normal[1] * y + normal[2] * z - capsule.radius,
    stiffness: contactSpring(points.young[i]!, points.area[i]!, edge),
    friction: tissueFriction,
    moved: add(scale(capsule.movedFrom, 1 - along), scale(capsule.movedTo, along)),
  })
}

const place = new Float64Array(3)

/** Place of a material point, into `out` from `at` on. */
export function placeOf(
  { nodes, weights }: ContactPoints,
  i: number,
  positions: ArrayLike<number>,
  out: Float64Array | Float32Array,
  at = 0,
): void {
  let x = 0
  let y = 0
  let z = 0
  for (let c = 4 * i; c < 4 * i + 4; c++) {
    const o = 4 * nodes[c]!
    const w = weights[c]!
    x += w * positions[o]!
    y += w * positions[o + 1]!
    z += w * positions[o + 2]!
  }
  out[at] = x
  out[at + 1] = y
  out[at + 2] = z
}

/** What `fromAxis` found: the vector from the axis, its square, and where along the axis, 0–1. */
const axis = { x: 0, y: 0, z: 0, square: 0, along: 0 }

/** Vector from the nearest place of a capsule's axis to a point, into `axis`. */
function fromAxis({ from, to }: FeltCapsule, x: number, y: number, z: number): void {
  const ax = to[0] - from[0]
  const ay = to[1] - from[1]
  const az = to[2] - from[2]
  const px = x - from[0]
  const py = y - from[1]
  const pz = z - from[2]
  const square = ax * ax + ay * ay + az * az
  const along = square > 0 ? Math.min(Math.max((px * ax + py * ay + pz * az) / square, 0), 1) : 0
  axis.along = along
  axis.x = px - along * ax
  axis.y = py - along * ay
  axis.z = pz - along * az
  axis.square = axis.x * axis.x + axis.y * axis.y + axis.z * axis.z
}

/** A hold is this instrument's own where its target lies at the capsule. */
function isBetweenJaws(capsule: FeltCapsule, { target, radius, pull }: Grasp): boolean {
  if (pull === 'thread') return false
  fromAxis(capsule, ...target)
  return axis.square < (capsule.radius + radius) ** 2
}

function isHeld({ rest }: ContactPoints, i: number, grasp: Grasp): boolean {
  const reach = grasp.radius
  return (
    (rest[3 * i]! - grasp.rest[0]) ** 2 +
      (rest[3 * i + 1]! - grasp.rest[1]) ** 2 +
      (rest[3 * i + 2]! - grasp.rest[2]) ** 2 <
    reach * reach
  )
}
