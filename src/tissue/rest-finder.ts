import type { Vec3 } from '../core/vec3'
import { restOf } from './grasp'
import type { TissueTopology } from './topology'

/** A point this many cells from any tetrahedron is left where it is. */
const reach = 12

/**
 * Maps points of the tissue as it hangs now to the places at rest of the same material: what a blade's path has to go
 * through to be written as an edit. A point outside of the tissue goes with the nearest tetrahedron, and one
 * farther than a dozen edges stays where it is. Finding one costs microseconds; laying out the grid once, a pass over all slots.
 * @param positions xyz per lattice and virtual node, metres (`TissueSolver.readPositions`)
 */
export function restFinder(topology: TissueTopology, positions: Float32Array): (point: Vec3) => Vec3 {
  const grid = slotGrid(topology, positions)
  return (point) => {
    const cell = grid.cellOf(point)
    let best: Vec3 = point
    let bestLeast = -Infinity
    for (let ring = 0; ring <= reach && bestLeast < 0; ring++) {
      // A point in no tetrahedron of its own cell is in none: rings look for the nearest, and one more for certainty.
      if (ring > 1 && bestLeast > -Infinity) break
      for (const slot of grid.slotsAt(cell, ring)) {
        const weights = deformedWeights(topology, positions, slot, point)
        const least = weights ? Math.min(...weights) : -Infinity
        if (!weights || least <= bestLeast) continue
        bestLeast = least
        best = restPlace(topology, slot, weights)
      }
    }
    return best
  }
}

type Cell = readonly [number, number, number]

interface SlotGrid {
  cellOf(point: Vec3): Cell
  /** Slots whose bounds meet a cell `ring` steps away from one. */
  slotsAt(cell: Cell, ring: number): Iterable<number>
}

/** The slots whose deformed bounds meet each cell of a grid about an edge wide. */
function slotGrid(topology: TissueTopology, positions: Float32Array): SlotGrid {
  const { slotNodes, slotCount, slotVolume, model } = topology
  const size = model.lattice.edge
  const cells = new Map<number, number[]>()
  const key = (i: number, j: number, k: number): number =>
    (i + 4096) * 67108864 + (j + 4096) * 8192 + (k + 4096)
  const low = [0, 0, 0]
  const high = [0, 0, 0]
  for (let slot = 0; slot < slotCount; slot++) {
    if (slotVolume[slot] === 0) continue
    for (let d = 0; d < 3; d++) {
      const x = (c: number): number => positions[3 * slotNodes[4 * slot + c]! + d]!
      low[d] = Math.floor(Math.min(x(0), x(1), x(2), x(3)) / size)
      high[d] = Math.floor(Math.max(x(0), x(1), x(2), x(3)) / size)
    }
    for (let i = low[0]!; i <= high[0]!; i++)
      for (let j = low[1]!; j <= high[1]!; j++)
        for (let k = low[2]!; k <= high[2]!; k++) {
          const list = cells.get(key(i, j, k))
          if (list) list.push(slot)
          else cells.set(key(i, j, k), [slot])
        }
  }
  return {
    cellOf: ([x, y, z]) => [Math.floor(x / size), Math.floor(y / size), Math.floor(z / size)],
    *slotsAt([i, j, k], ring) {
      for (let a = -ring; a <= ring; a++)
        for (let b = -ring; b <= ring; b++)
          for (let c = -ring; c <= ring; c++)
            if (Math.max(Math.abs(a), Math.abs(b), Math.abs(c)) === ring)
              yield* cells.get(key(i + a, j + b, k + c)) ?? []
    },
  }
}

function deformedWeights(
  { slotNodes }: TissueTopology,
  positions: Float32Array,
  slot: number,
  point: Vec3,
): [number, number, number, number] | null {
  const at = (c: number, d: number): number => positions[3 * slotNodes[4 * slot + c]! + d]!
  const edge = (c: number): Vec3 => [at(c, 0) - at(3, 0), at(c, 1) - at(3, 1), at(c, 2) - at(3, 2)]
  const [u, v, w] = [edge(0), edge(1), edge(2)]
  const p: Vec3 = [point[0] - at(3, 0), point[1] - at(3, 1), point[2] - at(3, 2)]
  const volume = triple(u, v, w)
  if (Math.abs(volume) < 1e-18) return null
  const [a, b, c] = [triple(p, v, w) / volume, triple(u, p, w) / volume, triple(u, v, p) / volume]
  return [a, b, c, 1 - a - b - c]
}

const triple = (u: Vec3, v: Vec3, w: Vec3): number =>
  u[0] * (v[1] * w[2] - v[2] * w[1]) + u[1] * (v[2] * w[0] - v[0] * w[2]) + u[2] * (v[0] * w[1] - v[1] * w[0])

function restPlace(topology: TissueTopology, slot: number, weights: readonly number[]): Vec3 {
  const sum = [0, 0, 0]
  weights.forEach((w, c) => {
    restOf(topology, topology.slotNodes[4 * slot + c]!).forEach((x, d) => {
      sum[d]! += w * x
    })
  })
  return [sum[0]!, sum[1]!, sum[2]!]
}
