import { slotAt, type TissueTopology } from './topology'
import { wettedSurface } from './wetted-surface'

/**
 * Where blood presses on the lattice. With N dA the rest area vectors of the wetted surface in a slot and w_k the
 * weights of its corners there, corner k carries a_k = Σ w_k N dA, and pressure p pushes it with
 *
 *   f_k = -p cof(F) a_k     (Nanson: n da = cof(F) N dA; F from the imaged shape to now)
 *
 * One record a slot, corner and blood structure: a tetrahedron with blood on both sides of a thin wall has two, whose
 * forces cancel in sum when the pressures are equal. Limits: the surface is sampled at its vertices.
 */
export interface PressureLoads {
  /** First record and number of records of each node. */
  readonly rows: Uint32Array
  /** a_k [m²] and the bits of slot | structure << 24. */
  readonly records: Float32Array
}

/** The loads of a topology's wetted surface; a cut parts them with the slots. */
export function pressureLoads(topology: TissueTopology): PressureLoads {
  const corners = cornerAreas(topology)
  const start = new Uint32Array(topology.nodeCount + 1)
  for (const { slot } of corners.values())
    for (let c = 0; c < 4; c++) start[topology.slotNodes[4 * slot + c]! + 1]! += 1
  for (let n = 0; n < topology.nodeCount; n++) start[n + 1]! += start[n]!
  const records = new Float32Array(4 * start[topology.nodeCount]!)
  const bits = new Uint32Array(records.buffer)
  const next = start.slice()
  for (const { slot, blood, area } of corners.values())
    for (let c = 0; c < 4; c++) {
      const o = 4 * next[topology.slotNodes[4 * slot + c]!]!++
      for (let d = 0; d < 3; d++) records[o + d] = area[3 * c + d]!
      bits[o + 3] = (slot | (blood << 24)) >>> 0
    }
  const rows = new Uint32Array(2 * topology.nodeCount)
  for (let n = 0; n < topology.nodeCount; n++) rows.set([start[n]!, start[n + 1]! - start[n]!], 2 * n)
  return { rows, records }
}

interface CornerAreas {
  readonly slot: number
  readonly blood: number
  /** a_k of the four corners, m². */
  readonly area: Float64Array
}

function cornerAreas(topology: TissueTopology): Map<number, CornerAreas> {
  const { fine, blood, area } = wettedSurface(topology.model, topology.distance)
  const found = new Map<number, CornerAreas>()
  blood.forEach((structure, v) => {
    if (!structure) return
    const slot = slotAt(topology, fine.tet[v]!, fine.weights, 4 * v)
    if (topology.slotVolume[slot] === 0) return
    const key = slot * 256 + structure
    const at = found.get(key) ?? { slot, blood: structure, area: new Float64Array(12) }
    found.set(key, at)
    for (let c = 0; c < 4; c++)
      for (let d = 0; d < 3; d++) at.area[3 * c + d]! += fine.weights[4 * v + c]! * area[3 * v + d]!
  })
  return found
}
