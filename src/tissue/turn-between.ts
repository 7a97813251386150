import { cross, dot, subtract, type Vec3 } from '../core/vec3'
import type { TetPlace } from './embed'
import { slotAt, type TissueTopology } from './topology'

/** Three edges of a tetrahedron, or the columns of a map. */
type Columns = readonly [Vec3, Vec3, Vec3]

/** xyz of a node. */
export const nodePlace = (places: Float32Array, n: number): Vec3 => [
  places[3 * n]!,
  places[3 * n + 1]!,
  places[3 * n + 2]!,
]

/** The nodes of the piece of a tetrahedron that a place lies in. */
export const cornersAt = (topology: TissueTopology, { tet, weights }: TetPlace): Uint32Array =>
  cornersOf(topology, slotAt(topology, tet, weights))

export const cornersOf = ({ slotNodes }: TissueTopology, slot: number): Uint32Array =>
  slotNodes.subarray(4 * slot, 4 * slot + 4)

/** Where the material point of some weights is now. */
export function placeNowOf(corners: Uint32Array, nodesNow: Float32Array, weights: ArrayLike<number>): Vec3 {
  const at: [number, number, number] = [0, 0, 0]
  for (let c = 0; c < 4; c++)
    for (let a = 0; a < 3; a++) at[a]! += weights[c]! * nodesNow[3 * corners[c]! + a]!
  return at
}

/** Rᵀ d, with R the turn of a tetrahedron (its `corners` now) from rest to now: a way of now as it was at rest. */
export function turnedBack(
  { model }: TissueTopology,
  tet: number,
  corners: Uint32Array,
  nodesNow: Float32Array,
  d: Vec3,
): Vec3 {
  const turn = turnBetween(
    edges(model.rest, model.tets.subarray(4 * tet, 4 * tet + 4)),
    edges(nodesNow, corners),
  )
  return turn ? (turn.map((column) => dot(column, d)) as unknown as Vec3) : d
}

function edges(places: Float32Array, ids: Uint32Array): Columns {
  const apex = nodePlace(places, ids[3]!)
  return [0, 1, 2].map((c) => subtract(nodePlace(places, ids[c]!), apex)) as unknown as Columns
}

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
