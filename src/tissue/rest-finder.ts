import type { Vec3 } from '../core/vec3'
import { restOf } from './grasp'
import type { TissueTopology } from './topology'

/** How many of the tetrahedra with the nearest centres are looked at. */
const candidates = 24

/**
 * Maps points of the tissue as it hangs now to the places at rest of the same material: what a blade's path has to go
 * through to be written as an edit. A point outside of the tissue goes with the nearest tetrahedron.
 * @param positions xyz per lattice and virtual node, metres (`TissueSolver.readPositions`)
 */
export function restFinder(topology: TissueTopology, positions: Float32Array): (point: Vec3) => Vec3 {
  const { slotCount, slotNodes } = topology
  const centres = new Float32Array(3 * slotCount)
  for (let slot = 0; slot < slotCount; slot++)
    for (let c = 0; c < 4; c++)
      for (let d = 0; d < 3; d++) centres[3 * slot + d]! += positions[3 * slotNodes[4 * slot + c]! + d]! / 4
  return (point) => {
    let best: Vec3 = point
    let bestLeast = -Infinity
    for (const slot of nearestCentres(centres, point)) {
      const weights = deformedWeights(topology, positions, slot, point)
      const least = weights ? Math.min(...weights) : -Infinity
      if (!weights || least <= bestLeast) continue
      bestLeast = least
      best = restPlace(topology, slot, weights)
    }
    return best
  }
}

function nearestCentres(centres: Float32Array, [x, y, z]: Vec3): number[] {
  const found: { slot: number; square: number }[] = []
  let limit = Infinity
  for (let slot = 0; 3 * slot < centres.length; slot++) {
    const square =
      (centres[3 * slot]! - x) ** 2 + (centres[3 * slot + 1]! - y) ** 2 + (centres[3 * slot + 2]! - z) ** 2
    if (square >= limit) continue
    found.push({ slot, square })
    found.sort((a, b) => a.square - b.square)
    if (found.length > candidates) found.pop()
    if (found.length === candidates) limit = found.at(-1)!.square
  }
  return found.map((f) => f.slot)
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
