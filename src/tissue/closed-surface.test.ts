import { describe, expect, it } from 'vitest'
import { block, blockEdge, ribbons } from '../../tests/support/cut-block'
import { openEdges } from '../../tests/support/open-edges'
import { sweepBlade } from './blade'
import { planCut } from './cut'
import { embedSurface } from './embed-surface'
import { buildTissueModel } from './model'
import { boxHeart } from './solids'
import { type TissueTopology, uncut } from './topology'

// ∂∂ = 0: split alike from both sides, the faces between fine tetrahedra cancel, and what closes each closes all.
describe('the drawn surface of tissue cut at random', () => {
  const blades = ribbons(7)
  it.each(Array.from({ length: 12 }, (_, n) => n))('is closed, run %i', (run) => {
    let topology = uncut(block)
    // Each run's cuts cross each other; a third pass exactly through nodes and along links.
    for (let n = 0; n <= run % 4; n++)
      topology = planCut(topology, sweepBlade(blades.next().value.rows, blockEdge)).topology
    expect(openEdges(embedSurface(topology))).toBe(0)
  })
})

const slab = buildTissueModel(boxHeart([0.015, 0.015, 0.004], 1e-3), { edge: 3e-3 })
/** Where two slits through the slab cross, mm. */
const crossing = [0.7, 0.3] as const
const slitAlong = (axis: 0 | 1) => {
  const at = (along: number, z: number) =>
    axis === 0 ? ([along, crossing[1], z] as const) : ([crossing[0], along, z] as const)
  return sweepBlade(
    [-8, 8].map((along) => [at(along, -6), at(along, 6)] as const),
    1.5e-3,
  )
}

/** Moves of all nodes along x and y, ±1, that pull the four quarters between the slits apart. */
function pullApart({ slotCount, slotMask, slotNodes, nodeCount }: TissueTopology): Float32Array {
  const moved = new Float32Array(2 * nodeCount)
  for (let e = 0; e < 4 * slotCount; e++) {
    if (!(slotMask[e >> 2]! & (1 << (e & 3)))) continue
    for (let d = 0; d < 2; d++) {
      const side = Math.sign(slab.rest[3 * slotNodes[e]! + d]! - crossing[d]! * 1e-3)
      for (let k = 0; k < 4; k++) moved[2 * slotNodes[(e & ~3) + k]! + d]! += side
    }
  }
  return moved.map(Math.sign)
}

describe('the drawn surface where two incisions cross', () => {
  const cut = planCut(uncut(slab), slitAlong(0)).topology
  const topology = planCut(cut, slitAlong(1)).topology
  const surface = embedSurface(topology)

  it('opens in four: no triangle spans from one quarter to another', () => {
    const moved = pullApart(topology)
    const { nodes, weights, rest, triangles, side } = surface
    const move = (v: number, d: number): number => {
      let sum = 0
      for (let c = 0; c < 4; c++) sum += weights[4 * v + c]! * moved[2 * nodes[4 * v + c]! + d]!
      return sum
    }
    let faces = 0
    for (let t = 0; t < triangles.length; t += 3) {
      const ids = [...triangles.slice(t, t + 3)]
      if (ids.some((v) => crossing.some((x, d) => Math.abs(rest[3 * v + d]! - x * 1e-3) > 3e-3))) continue
      if (side[ids[0]!] === 2) faces++
      for (let d = 0; d < 2; d++) {
        const sides = ids.map((v) => move(v, d))
        expect(Math.min(...sides) * Math.max(...sides)).toBeGreaterThan(0)
      }
    }
    expect(faces).toBeGreaterThan(200)
  })

  it('is closed', () => {
    expect(openEdges(surface)).toBe(0)
  })
})
