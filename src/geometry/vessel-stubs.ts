import { cellCentre, cellIndex, type LatticeFrame, toLattice } from '../core/lattice'
import { add, distance, dot, mix, scale, subtract, tangents, type Vec3 } from '../core/vec3'
import type { SlabSection } from './slab-section'

/** A vessel end that was made by carrying a section outward: the disc of its end. Metres. */
export interface StubEnd {
  readonly structure: number
  readonly end: Vec3
  /** Unit vector out of the heart. */
  readonly normal: Vec3
  readonly radius: number
  /** Name of its port; left out, named by vessel and place. */
  readonly name?: string
}

/** How far a carried-on vessel may bend away from the axis of its section, and past its end must be clear. */
const bends = [0, 20, 40, 60].map((degrees) => (degrees * Math.PI) / 180)
const clearBeyond = 8e-3
const wall = 1.5e-3

/**
 * Carries a section outward through cells that are outside (label 0), over `length` metres beyond the slab's outer
 * face, and labels them `structure`. The vessel leaves along the section's normal and bends towards the direction
 * that is most clear of other structures; straight, it keeps the section's shape, bent, its area as a circle.
 * Tissue in the way is left standing.
 */
export function extrudeStub(
  frame: LatticeFrame,
  labels: Uint8Array,
  section: SlabSection,
  length: number,
  structure: number,
): StubEnd {
  const radius = Math.sqrt(section.area / Math.PI)
  const direction = clearestDirection(frame, labels, section, radius, length)
  const straight = dot(direction, section.normal) > 0.999
  const path = pathOf(section, direction, length)
  const collar = section.thickness / 2 + (straight ? length : Math.min(length, 2 * frame.spacing))
  const end = path.at(-1) as Vec3
  eachCell(
    frame,
    (cell, p) => {
      if (labels[cell] !== 0) return
      const height = dot(subtract(p, section.centre), section.normal)
      const inCollar = height > 0 && height <= collar && section.covers(p)
      const inTube =
        !straight && height > 0 && dot(subtract(p, end), direction) <= 0 && distanceToPath(p, path) <= radius
      if (inCollar || inTube) labels[cell] = structure
    },
    section.centre,
    section.radius + section.thickness + length,
  )
  return { structure, end, normal: direction, radius: straight ? section.radius : radius }
}

/** A quadratic curve that leaves along the section's normal and arrives along `direction`. */
function pathOf(section: SlabSection, direction: Vec3, length: number): Vec3[] {
  const start = section.centre
  const knee = add(start, scale(section.normal, section.thickness / 2 + 0.35 * length))
  const end = add(knee, scale(direction, 0.65 * length))
  return Array.from({ length: 13 }, (_, n) => {
    const t = n / 12
    return mix(mix(start, knee, t), mix(knee, end, t), t)
  })
}

function distanceToPath(p: Vec3, path: readonly Vec3[]): number {
  let best = Number.POSITIVE_INFINITY
  for (let n = 1; n < path.length; n++) {
    const a = path[n - 1] as Vec3
    const ab = subtract(path[n] as Vec3, a)
    const t = Math.min(1, Math.max(0, dot(subtract(p, a), ab) / dot(ab, ab)))
    best = Math.min(best, distance(p, add(a, scale(ab, t))))
  }
  return best
}

/** Of the straight way and some bends, the one whose tube, wall and space beyond meet the fewest other cells. */
function clearestDirection(
  frame: LatticeFrame,
  labels: Uint8Array,
  section: SlabSection,
  radius: number,
  length: number,
): Vec3 {
  const [u, v] = tangents(section.normal)
  let best = section.normal
  let least = Number.POSITIVE_INFINITY
  for (const bend of bends)
    for (let turn = 0; turn < (bend === 0 ? 1 : 12); turn++) {
      const angle = (turn * Math.PI) / 6
      const across = add(scale(u, Math.cos(angle)), scale(v, Math.sin(angle)))
      const direction = add(scale(section.normal, Math.cos(bend)), scale(across, Math.sin(bend)))
      // A bend must earn its keep: 2 in a hundred more of the tube free for every 20 degrees.
      const cost = blocked(frame, labels, section, direction, radius, length) + 0.06 * bend
      if (cost >= least - 1e-9) continue
      least = cost
      best = direction
    }
  return best
}

/** Share of sample points in a bent tube, its wall and the space beyond its end that are not outside. */
function blocked(
  frame: LatticeFrame,
  labels: Uint8Array,
  section: SlabSection,
  direction: Vec3,
  radius: number,
  length: number,
): number {
  const path = pathOf(section, direction, length)
  const end = path.at(-1) as Vec3
  const beyond = [0.25, 0.5, 0.75, 1].map((t) => add(end, scale(direction, t * clearBeyond)))
  const [u, v] = tangents(direction)
  const inTube = [0, 0.5 * radius, radius, radius + wall]
  const inFront = [...inTube, 1.3 * radius + 2 * wall]
  const stations = [
    ...path.slice(4).map((at) => ({ at, rings: inTube })),
    ...beyond.map((at) => ({ at, rings: inFront })),
  ]
  let hit = 0
  let count = 0
  for (const { at, rings } of stations)
    for (const r of rings)
      for (let n = 0; n < 12; n++) {
        const a = (n * Math.PI) / 6
        const p = add(at, add(scale(u, r * Math.cos(a)), scale(v, r * Math.sin(a))))
        const [i, j, k] = toLattice(frame, p).map(Math.round) as [number, number, number]
        const inside =
          i >= 0 && j >= 0 && k >= 0 && i < frame.size[0] && j < frame.size[1] && k < frame.size[2]
        count++
        if (inside && labels[cellIndex(frame, i, j, k)] !== 0) hit++
      }
  return hit / count
}

/**
 * Clears the cells whose label `take` marks from a cylinder before a disc: what stands in the way out of a vessel.
 * @param length of the cylinder, metres
 */
export function cutBeyond(
  frame: LatticeFrame,
  labels: Uint8Array,
  disc: { readonly centre: Vec3; readonly normal: Vec3; readonly radius: number },
  length: number,
  take: Uint8Array,
): void {
  eachCell(
    frame,
    (cell, p) => {
      if (take[labels[cell] as number] !== 1) return
      const d = subtract(p, disc.centre)
      const height = dot(d, disc.normal)
      if (height <= 0 || height > length || dot(d, d) - height * height > disc.radius * disc.radius) return
      labels[cell] = 0
    },
    disc.centre,
    disc.radius + length,
  )
}

/** Visits every cell, or those in a cube of half edge `reach` round a point. */
function eachCell(
  frame: LatticeFrame,
  visit: (cell: number, centre: Vec3, at: readonly [number, number, number]) => void,
  around: Vec3 = frame.origin,
  reach = Number.POSITIVE_INFINITY,
): void {
  const [nx, ny] = frame.size
  const middle = toLattice(frame, around)
  const cells = reach / frame.spacing
  const low = middle.map((x) => Math.max(0, Math.ceil(x - cells))) as [number, number, number]
  const high = middle.map((x, a) => Math.min((frame.size[a] as number) - 1, Math.floor(x + cells)))
  for (let k = low[2]; k <= (high[2] as number); k++)
    for (let j = low[1]; j <= (high[1] as number); j++)
      for (let i = low[0]; i <= (high[0] as number); i++)
        visit(i + nx * (j + ny * k), cellCentre(frame, i, j, k), [i, j, k])
}
