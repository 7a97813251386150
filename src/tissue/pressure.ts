import { slotAt, type TissueTopology } from './topology'
import { type WettedPieces, wettedPieces } from './wetted-pieces'
import { wettedSurface } from './wetted-surface'

/**
 * Where blood presses on the lattice. With N dA the rest area vectors of the pieces of the wetted surface in a slot
 * (`wetted-pieces.ts`) and w_k the weights of its corners at their centroids, corner k carries a_k = Σ w_k N dA, and
 * pressure p pushes it with
 *
 *   f_k = -p cof(F) a_k     (Nanson: n da = cof(F) N dA; F from the imaged shape to now)
 *
 * Each piece lies in one tetrahedron, over which F is constant: cof(F) N dA is the area vector of its image exactly,
 * the forces are those of -p dV of the enclosed volume, and over a closed surface they sum to nought to rounding.
 * One record a slot, corner and blood structure: a tetrahedron with blood on both sides of a thin wall has two, whose
 * forces cancel in sum when the pressures are equal. Limits: the slivers of surface that the lattice misses move with
 * the tetrahedron nearest to them; a piece that a cut crosses goes to one side whole.
 */
export interface PressureLoads {
  /** First record and number of records of each node. */
  readonly rows: Uint32Array
  /** a_k [m²] and the bits of slot | structure << 24. */
  readonly records: Float32Array
}

/** The loads of a topology's wetted surface; a cut parts them with the slots. */
export function pressureLoads(topology: TissueTopology): PressureLoads {
  const corners = [...cornerAreas(topology)]
  const start = new Uint32Array(topology.nodeCount + 1)
  for (const { slot } of corners)
    for (let c = 0; c < 4; c++) start[topology.slotNodes[4 * slot + c]! + 1]! += 1
  for (let n = 0; n < topology.nodeCount; n++) start[n + 1]! += start[n]!
  const records = new Float32Array(4 * start[topology.nodeCount]!)
  const bits = new Uint32Array(records.buffer)
  const next = start.slice()
  for (const { slot, blood, area } of corners)
    for (let c = 0; c < 4; c++) {
      const o = 4 * next[topology.slotNodes[4 * slot + c]!]!++
      for (let d = 0; d < 3; d++) records[o + d] = area[3 * c + d]!
      bits[o + 3] = (slot | (blood << 24)) >>> 0
    }
  const rows = new Uint32Array(2 * topology.nodeCount)
  for (let n = 0; n < topology.nodeCount; n++) rows.set([start[n]!, start[n + 1]! - start[n]!], 2 * n)
  return { rows, records }
}

/** What presses on the corners of a slot. */
export interface CornerAreas {
  readonly slot: number
  readonly blood: number
  /** a_k of the four corners, m². */
  readonly area: Float64Array
}

function* cornerAreas(topology: TissueTopology): Generator<CornerAreas> {
  const pieces = pressedPieces(topology)
  for (let group = 0; group < pieces.tet.length; group++) yield* loadsOfGroup(topology, pieces, group)
}

/** The pieces of surface that blood presses on, whatever was cut. */
export const pressedPieces = ({ model, distance }: TissueTopology): WettedPieces =>
  wettedPieces(model, wettedSurface(model, distance))

/** The loads of one group of pieces, in order. */
export function loadsOfGroup(
  topology: TissueTopology,
  pieces: WettedPieces,
  group: number,
): Iterable<CornerAreas> {
  const tet = pieces.tet[group]!
  if (topology.slotsOfTet.has(tet)) return partedAreas(topology, pieces, group)
  if (!(topology.slotVolume[tet]! > 0)) return []
  const area = wholeAreas(pieces).subarray(12 * group, 12 * group + 12)
  return [{ slot: tet, blood: pieces.blood[group]!, area }]
}

const known = new WeakMap<WettedPieces, Float64Array>()

/** a_k of every group of pieces, as long as its tetrahedron is whole. */
function wholeAreas(pieces: WettedPieces): Float64Array {
  const found = known.get(pieces)
  if (found) return found
  const areas = new Float64Array(12 * pieces.tet.length)
  for (let g = 0; g < pieces.tet.length; g++)
    for (let n = pieces.first[g]!; n < pieces.first[g + 1]!; n++)
      addPiece(pieces, n, areas.subarray(12 * g, 12 * g + 12))
  known.set(pieces, areas)
  return areas
}

/** The same where a blade has been: each piece goes with the slot that its centroid belongs to. */
function partedAreas(topology: TissueTopology, pieces: WettedPieces, g: number): Iterable<CornerAreas> {
  const [tet, blood] = [pieces.tet[g]!, pieces.blood[g]!]
  const found = new Map<number, CornerAreas>()
  for (let n = pieces.first[g]!; n < pieces.first[g + 1]!; n++) {
    const slot = slotAt(topology, tet, pieces.weights, 4 * n)
    if (topology.slotVolume[slot] === 0) continue
    const at = found.get(slot) ?? { slot, blood, area: new Float64Array(12) }
    found.set(slot, at)
    addPiece(pieces, n, at.area)
  }
  return found.values()
}

function addPiece({ area, weights }: WettedPieces, n: number, to: Float64Array): void {
  for (let c = 0; c < 4; c++)
    for (let d = 0; d < 3; d++) to[3 * c + d]! += weights[4 * n + c]! * area[3 * n + d]!
}
