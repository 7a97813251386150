import { cross, dot, subtract, type Vec3 } from '../core/vec3'
import { type TetPlace, tetFinder } from './embed'
import { sampler } from './field'
import { rimLoops, type Shell } from './shell'
import { slotAt, type TissueTopology } from './topology'

/** A place of a rim that was laid into tissue. */
interface RimPlace {
  /** Of the shell. */
  readonly vertex: number
  /** How much farther out of the tissue it lies now than where it was fitted, metres; negative: deeper. */
  readonly rise: number
}

/** How the rim of a sewn shell lies. */
export interface RimLook {
  readonly edit: string
  /** Length that a stitch of it reaches before it tears, metres: what rises no more than this may yet be held. */
  readonly give: number
  readonly places: readonly RimPlace[]
}

/**
 * How far the rim of a shell stands off from the tissue that it was fitted to. A rim place lies now at x, and the tissue
 * of its place at rest, X, at x'; taken back by the turn R of the tissue there, what parted them leads from X to
 * X + Rᵀ (x - x'), and the rise is the difference of the distances to the tissue's surface at these two. So a rim that
 * is drawn along a wall, or pressed into it, does not rise; one that leaves it, or slides off its edge, does. Places that
 * were fitted to no tissue are left out.
 *
 * Limits: the tissue between two nodes moves as their straight line, so a dent narrower than an edge is not seen; the
 * distance is that at rest.
 *
 * @param shellNow, nodesNow xyz a node of the shell and of the tissue, metres
 */
export function rimStanding(
  topology: TissueTopology,
  shell: Shell,
  shellNow: Float32Array,
  nodesNow: Float32Array,
): RimPlace[] {
  const find = tetFinder(topology.model)
  const depth = sampler(topology.model.heart.frame, topology.distance)
  return rimLoops(shell.triangles)
    .flat()
    .flatMap((v) => {
      const rest = placeOf(shell.positions, v)
      const at = depth(...rest) <= 0 ? find(...rest) : null
      if (!at) return []
      const corners = cornersOf(topology, at)
      const apart = subtract(placeOf(shellNow, v), weighted(corners, nodesNow, at))
      const turned = turnedBack(topology, at, corners, nodesNow, apart)
      const to: Vec3 = [rest[0] + turned[0], rest[1] + turned[1], rest[2] + turned[2]]
      return [{ vertex: v, rise: depth(...to) - depth(...rest) }]
    })
}

const placeOf = (places: Float32Array, n: number): Vec3 => [
  places[3 * n]!,
  places[3 * n + 1]!,
  places[3 * n + 2]!,
]

/** The nodes of the piece of a tetrahedron that a place lies in. */
function cornersOf(topology: TissueTopology, { tet, weights }: TetPlace): Uint32Array {
  const slot = slotAt(topology, tet, weights)
  return topology.slotNodes.subarray(4 * slot, 4 * slot + 4)
}

function weighted(corners: Uint32Array, nodes: Float32Array, { weights }: TetPlace): Vec3 {
  const at: [number, number, number] = [0, 0, 0]
  for (let c = 0; c < 4; c++) for (let a = 0; a < 3; a++) at[a]! += weights[c]! * nodes[3 * corners[c]! + a]!
  return at
}

/** Rᵀ d, with R the turn of a tetrahedron from rest to now. */
function turnedBack(
  { model }: TissueTopology,
  { tet }: TetPlace,
  corners: Uint32Array,
  nodesNow: Float32Array,
  d: Vec3,
): Vec3 {
  const own = model.tets.subarray(4 * tet, 4 * tet + 4)
  const edges = (places: Float32Array, ids: Uint32Array): Columns => {
    const apex = placeOf(places, ids[3]!)
    return [0, 1, 2].map((c) => subtract(placeOf(places, ids[c]!), apex)) as unknown as Columns
  }
  const turn = turnBetween(edges(model.rest, own), edges(nodesNow, corners))
  return turn ? (turn.map((column) => dot(column, d)) as unknown as Vec3) : d
}

type Columns = readonly [Vec3, Vec3, Vec3]

const minors = ([a, b, c]: Columns): Columns => [cross(b, c), cross(c, a), cross(a, b)]

/** The turn nearest to the map that takes some edges to others (its polar part, by Higham 1986); null where it is folded. */
function turnBetween(from: Columns, to: Columns): Columns | null {
  const volume = dot(from[0], cross(from[1], from[2]))
  const inverse = minors(from)
  // F = Σ to_k (minor_k)ᵀ / volume, by its columns.
  let turn = [0, 1, 2].map((a) =>
    [0, 1, 2].map((i) => to.reduce((sum, t, k) => sum + (t[i]! * inverse[k]![a]!) / volume, 0)),
  ) as unknown as Columns
  for (let round = 0; round < 8; round++) {
    const det = dot(turn[0], cross(turn[1], turn[2]))
    if (!(det > 1e-3)) return null
    const other = minors(turn)
    turn = turn.map((column, k) => column.map((x, i) => (x + other[k]![i]! / det) / 2)) as unknown as Columns
  }
  return turn
}
