import type { Vec3 } from '../../core/vec3'
import { shapeGradients } from '../bcc'
import { gradient, sampler } from '../field'
import type { TissueTopology } from '../topology'
import { placeOf } from './capsules'
import { contactSpring, tissueFriction } from './contact-law'
import type { Lips } from './lips'
import type { MaterialPoints, PushList } from './push-list'
import type { ContactPoints } from './skin'
import type { SlipMemory } from './slip'
import { TetGrid } from './tet-grid'

/** Tissue nearer than this at rest is a point's own, in lattice edges: it bends, it does not collide. */
const ownReach = 2
/** Points deeper than this in other tissue are given up, in lattice edges: which way is out is not known there. */
const deepest = 1.5
/** Slots that are filed anew in one frame on average. */
const slotsAFrame = 12_000
/** Least points looked at in one frame, beside those that touched in the one before. */
const pointsAFrame = 200
const overlapKeys = 2 ** 48

/** Tetrahedra that points lie in, as material points: four nodes and weights each. */
class Within implements MaterialPoints {
  readonly nodes: Uint32Array
  readonly weights: Float32Array
  constructor(room: number) {
    this.nodes = new Uint32Array(4 * room)
    this.weights = new Float32Array(4 * room)
  }
}

/** Points of one kind, and how far they keep from tissue, metres. */
export interface Colliders {
  readonly points: ContactPoints
  readonly clearance: number
  /** False for what was never part of the tissue: it collides with all of it. */
  readonly isTissue: boolean
}

/**
 * Tissue against tissue, and shells against tissue (McAdams et al. 2011, doi 10.1145/1964921.1964932): a point inside a
 * deformed tetrahedron that is not its own is taken back to rest by its weights; the distance field there tells how deep
 * it is and which way out, and cof F takes that direction back to the deformed tissue. At rest nothing overlaps, so a
 * heart as imaged feels no contact. All points are looked at in turns over frames, those that touched in every frame.
 * Where a cut face is nearer than the field's surface, it is the way out.
 * Limits: points against volumes only, no edges against edges; a point is as wide as its group (about an edge a).
 */
export class OverlapSearch {
  private readonly grid: TetGrid
  private readonly gradients: Float64Array
  private readonly depth: (x: number, y: number, z: number) => number
  private readonly within: Within
  private hot = new Set<number>()
  private frame = 0
  private turn = 0

  constructor(
    private readonly topology: TissueTopology,
    private readonly lips: Lips,
    private readonly room: number,
  ) {
    const { heart, lattice } = topology.model
    this.grid = new TetGrid(topology)
    this.gradients = shapeGradients(lattice.edge)
    this.depth = sampler(heart.frame, topology.distance)
    this.within = new Within(room)
  }

  /** @param margin gap from which a contact is taken up, metres */
  find(
    colliders: readonly Colliders[],
    positions: ArrayLike<number>,
    margin: number,
    slip: SlipMemory,
    list: PushList,
  ): void {
    const total = colliders.reduce((sum, c) => sum + c.points.count, 0)
    if (this.frame++ % Math.ceil(this.topology.slotCount / slotsAFrame) === 0) this.grid.build(positions)
    const due = new Set(this.hot)
    const count = Math.min(total, Math.max(pointsAFrame, Math.ceil(total / 16)))
    for (let n = 0; n < count; n++) due.add((this.turn + n) % total)
    this.turn = (this.turn + count) % Math.max(1, total)
    this.hot = new Set()
    for (const n of due) {
      let i = n
      const own = colliders.find(({ points }) => {
        if (i < points.count) return true
        i -= points.count
        return false
      })
      if (own && this.collide(own, i, positions, margin, slip, list)) this.hot.add(n)
    }
  }

  /** Adds the contact of one point with the tissue it is deepest in; true where there is one. */
  private collide(
    { points, clearance, isTissue }: Colliders,
    i: number,
    positions: ArrayLike<number>,
    margin: number,
    slip: SlipMemory,
    list: PushList,
  ): boolean {
    if (points.area[i] === 0 || list.count === this.room) return false
    placeOf(points, i, positions, place)
    const own = ownReach * this.topology.model.lattice.edge
    const { rest } = this.grid
    const count = this.grid.near(place[0]!, place[1]!, place[2]!, near)
    for (let n = 0; n < count; n++) {
      const slot = near[n]!
      if (isTissue && square3(points.rest, i, rest, slot) < own * own) continue
      if (!this.weigh(slot, positions)) continue
      const out = this.wayOut(slot, positions, isTissue ? points.rest.subarray(3 * i, 3 * i + 3) : null)
      if (out) return this.push(out, { points, clearance, isTissue }, i, margin, slip, list)
    }
    return false
  }

  private push(
    { slot, normal, depth }: WayOut,
    { points, clearance }: Colliders,
    i: number,
    margin: number,
    slip: SlipMemory,
    list: PushList,
  ): boolean {
    const { model, slotTet, slotNodes } = this.topology
    const key = overlapKeys + points.keyBase + i
    const before = slip.normalOf(key)
    const turned =
      before !== null && before[0] * normal[0] + before[1] * normal[1] + before[2] * normal[2] < 0
    // Past the middle of a wall the nearest way out is on the other side; the way it came in stays the way out.
    const gap = turned ? -slip.overlapOf(key) : clearance - depth
    if (gap > margin) return false
    const young = Math.min(points.young[i]!, model.materials[model.material[slotTet[slot]!]!]!.young)
    const n = list.count
    for (let c = 0; c < 4; c++) {
      this.within.nodes[4 * n + c] = slotNodes[4 * slot + c]!
      this.within.weights[4 * n + c] = weights[c]!
    }
    list.add({
      key,
      points,
      i,
      others: this.within,
      j: n,
      normal: turned ? before : normal,
      gap,
      stiffness: contactSpring(young, points.area[i]!, model.lattice.edge),
      friction: tissueFriction,
    })
    return true
  }

  /** Weights of `place` in a deformed slot, into `weights`; false outside of it. */
  private weigh(slot: number, positions: ArrayLike<number>): boolean {
    const { slotNodes } = this.topology
    const o = 4 * slotNodes[4 * slot + 3]!
    for (let c = 0; c < 3; c++) {
      const p = 4 * slotNodes[4 * slot + c]!
      for (let d = 0; d < 3; d++) edges[3 * c + d] = positions[p + d]! - positions[o + d]!
    }
    const [x, y, z] = [
      place[0]! - positions[o]!,
      place[1]! - positions[o + 1]!,
      place[2]! - positions[o + 2]!,
    ]
    const e = edges
    const volume = triple(e[0]!, e[1]!, e[2]!, e[3]!, e[4]!, e[5]!, e[6]!, e[7]!, e[8]!)
    // Seen from the last corner a tetrahedron that is not inverted counts negative.
    if (volume >= 0) return false
    weights[0] = triple(x, y, z, e[3]!, e[4]!, e[5]!, e[6]!, e[7]!, e[8]!) / volume
    weights[1] = triple(e[0]!, e[1]!, e[2]!, x, y, z, e[6]!, e[7]!, e[8]!) / volume
    weights[2] = triple(e[0]!, e[1]!, e[2]!, e[3]!, e[4]!, e[5]!, x, y, z) / volume
    weights[3] = 1 - weights[0] - weights[1] - weights[2]
    return weights[0] >= -slack && weights[1] >= -slack && weights[2] >= -slack && weights[3] >= -slack
  }

  /** Where the nearest surface is from `place` in a slot; null too deep inside, or in the point's own tissue. */
  private wayOut(slot: number, positions: ArrayLike<number>, own: ArrayLike<number> | null): WayOut | null {
    const { model, slotTet } = this.topology
    const tet = slotTet[slot]!
    const at: [number, number, number] = [0, 0, 0]
    for (let c = 0; c < 4; c++)
      for (let d = 0; d < 3; d++) at[d]! += weights[c]! * model.rest[3 * model.tets[4 * tet + c]! + d]!
    const { edge } = model.lattice
    if (own && Math.hypot(at[0] - own[0]!, at[1] - own[1]!, at[2] - own[2]!) < ownReach * edge) return null
    let depth = -this.depth(...at)
    let out = gradient(this.depth, ...at, model.heart.frame.spacing / 2)
    const face = nearestFace(this.lips, at, edge)
    if (face && Math.abs(face.depth) < Math.abs(depth)) {
      depth = face.depth
      out = face.out
    }
    const l = Math.hypot(...out)
    if (l < 0.1 || depth > deepest * edge) return null
    return this.deform(slot, positions, [out[0] / l, out[1] / l, out[2] / l], depth)
  }

  /** Takes a direction and a depth at rest to the deformed slot: n = cof F g, depth n · F g. */
  private deform(slot: number, positions: ArrayLike<number>, g: Vec3, depth: number): WayOut {
    const { model, slotTet, slotNodes } = this.topology
    const f = new Float64Array(9)
    const shape = 12 * model.shape[slotTet[slot]!]!
    for (let k = 0; k < 4; k++)
      for (let d = 0; d < 3; d++) {
        const x = positions[4 * slotNodes[4 * slot + k]! + d]!
        for (let e = 0; e < 3; e++) f[3 * d + e]! += x * this.gradients[shape + 3 * k + e]!
      }
    const n = [0, 1, 2].map((d) =>
      [0, 1, 2].reduce((sum, e) => sum + cofactor(f, d, e) * g[e]!, 0),
    ) as unknown as Vec3
    const l = Math.hypot(...n) || 1
    const normal: Vec3 = [n[0] / l, n[1] / l, n[2] / l]
    let along = 0
    for (let d = 0; d < 3; d++) for (let e = 0; e < 3; e++) along += normal[d]! * f[3 * d + e]! * g[e]!
    return { slot, normal, depth: along * depth }
  }
}

interface WayOut {
  readonly slot: number
  readonly normal: Vec3
  readonly depth: number
}

/** Weights this little below 0 still count as inside, so that no point falls between two tetrahedra. */
const slack = 1e-3
const place = new Float64Array(3)
const near = new Uint32Array(512)
const weights = new Float64Array(4)
const edges = new Float64Array(9)

const triple = (
  ax: number,
  ay: number,
  az: number,
  bx: number,
  by: number,
  bz: number,
  cx: number,
  cy: number,
  cz: number,
): number => ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)

function cofactor(f: Float64Array, d: number, e: number): number {
  const [p, q, r, s] = [(d + 1) % 3, (d + 2) % 3, (e + 1) % 3, (e + 2) % 3]
  return f[3 * p + r]! * f[3 * q + s]! - f[3 * p + s]! * f[3 * q + r]!
}

function square3(a: ArrayLike<number>, i: number, b: ArrayLike<number>, j: number): number {
  const x = a[3 * i]! - b[3 * j]!
  const y = a[3 * i + 1]! - b[3 * j + 1]!
  const z = a[3 * i + 2]! - b[3 * j + 2]!
  return x * x + y * y + z * z
}

/** The cut face nearest to a place at rest, within an edge: the way to it and how far. */
function nearestFace(lips: Lips, at: Vec3, edge: number): { out: Vec3; depth: number } | null {
  let best: { out: Vec3; depth: number } | null = null
  let nearest = edge * edge
  const { rest } = lips.before
  for (let n = 0; n < lips.count; n++) {
    const [x, y, z] = [at[0] - rest[3 * n]!, at[1] - rest[3 * n + 1]!, at[2] - rest[3 * n + 2]!]
    const square = x * x + y * y + z * z
    if (square >= nearest) continue
    nearest = square
    const [nx, ny, nz] = [lips.normal[3 * n]!, lips.normal[3 * n + 1]!, lips.normal[3 * n + 2]!]
    const side = x * nx + y * ny + z * nz
    const sign = side < 0 ? 1 : -1
    best = { out: [sign * nx, sign * ny, sign * nz], depth: Math.abs(side) }
  }
  return best
}
