import { distance, type Vec3 } from '../core/vec3'
import type { Grasp } from '../engine/protocol'
import { tetFinder } from './embed'
import { spring, type Tie } from './ties'
import { type NodeRows, slotAt, type TissueTopology } from './topology'

/** Stiffness of a hold, in units of E · a of the tissue held: forceps are stiff against it. */
const holdStiffness = 10

/** A hold on tissue as ties that only need their anchors moved. */
export interface Hold extends Grasp {
  /** Of a stay suture's thread, metres. */
  readonly length: number
  /** Each tie's anchor less the grasp's target. */
  readonly offsets: readonly Vec3[]
  readonly ties: readonly Tie[]
}

interface MaterialPoint {
  readonly nodes: readonly number[]
  readonly weights: readonly number[]
}

/** Where a material point is now. */
type PlaceOf = (point: MaterialPoint) => Vec3

/**
 * Ties for a grasp. Forceps: the material point itself, and each node within its radius that hangs together with it
 * (so that forceps at one lip of a cut do not hold the other), keep their rest place relative to the target. A stay
 * suture: a thread from the material point to the target, as long as it was when it was placed; it pulls and never
 * pushes. It does not tear out.
 * @param length of the thread where it was placed before
 */
export function holdTissue(
  topology: TissueTopology,
  rows: NodeRows,
  grasp: Grasp,
  placeOf: PlaceOf,
  length?: number,
): Hold {
  const { model } = topology
  const place = tetFinder(model)(...grasp.rest)
  // A hold in the air holds nothing.
  if (!place) return { ...grasp, length: 0, offsets: [], ties: [] }
  const slot = slotAt(topology, place.tet, place.weights)
  const corners = Array.from(topology.slotNodes.subarray(4 * slot, 4 * slot + 4))
  const stiffness = holdStiffness * model.materials[model.material[place.tet]!]!.young * model.lattice.edge
  const point: Tie = {
    mode: 'spring',
    nodes: corners,
    weights: place.weights,
    anchor: grasp.target,
    stiffness: 4 * stiffness,
  }
  if (grasp.pull === 'thread') {
    const own = grasp.length ?? length ?? distance(placeOf(point), grasp.target)
    const thread: Tie = { ...point, mode: 'thread', length: own, factor: 2 }
    return { ...grasp, length: own, offsets: [[0, 0, 0]], ties: [thread] }
  }
  const nodes = nodesWithin(topology, rows, corners, grasp.rest, grasp.radius)
  const offsets: Vec3[] = [[0, 0, 0]]
  const ties: Tie[] = [point]
  for (const node of nodes) {
    const r = restOf(topology, node)
    const offset: Vec3 = [r[0] - grasp.rest[0], r[1] - grasp.rest[1], r[2] - grasp.rest[2]]
    offsets.push(offset)
    ties.push(spring(node, anchorAt(grasp.target, offset), stiffness))
  }
  return { ...grasp, length: 0, offsets, ties }
}

const anchorAt = (target: Vec3, offset: Vec3): Vec3 => [
  target[0] + offset[0],
  target[1] + offset[1],
  target[2] + offset[2],
]

/** The same hold with its target moved. */
export const moveHold = (hold: Hold, target: Vec3): Hold => ({
  ...hold,
  target,
  ties: hold.ties.map((tie, n) => ({ ...tie, anchor: anchorAt(target, hold.offsets[n]!) })),
})

/** Rest place of a node; a virtual node rests where the node it copies does. */
export function restOf(topology: TissueTopology, node: number): Vec3 {
  const { model, virtualOrigin } = topology
  const n = 3 * (node < model.nodeCount ? node : virtualOrigin[node - model.nodeCount]!)
  return [model.rest[n]!, model.rest[n + 1]!, model.rest[n + 2]!]
}

/** Where a material point rests. */
export function restPlaceOf(topology: TissueTopology, { nodes, weights }: MaterialPoint): Vec3 {
  const sum: [number, number, number] = [0, 0, 0]
  nodes.forEach((node, k) => {
    restOf(topology, node).forEach((x, d) => {
      sum[d]! += weights[k]! * x
    })
  })
  return sum
}

/** Nodes within a radius at rest that can be reached through slots from some corners. */
function nodesWithin(
  topology: TissueTopology,
  rows: NodeRows,
  corners: readonly number[],
  centre: Vec3,
  radius: number,
): number[] {
  const near = (node: number): boolean => {
    const r = restOf(topology, node)
    return Math.hypot(r[0] - centre[0], r[1] - centre[1], r[2] - centre[2]) < radius
  }
  const queue = [...corners]
  const seen = new Set<number>(corners)
  for (let n = 0; n < queue.length; n++) {
    if (n >= corners.length && !near(queue[n]!)) continue
    for (let e = 0; e < rows.count[queue[n]!]!; e++)
      for (let c = 0; c < 4; c++) {
        const other = topology.slotNodes[4 * (rows.entries[rows.start[queue[n]!]! + e]! >> 2) + c]!
        if (seen.has(other) || !near(other)) continue
        seen.add(other)
        queue.push(other)
      }
  }
  return queue.filter(near)
}
