import { expect, it } from 'vitest'
import type { Vec3 } from '../core/vec3'
import { sweepBlade } from './blade'
import { planCut } from './cut'
import { lipsApart } from './lips-apart'
import { buildTissueModel } from './model'
import { boxHeart } from './solids'
import { uncut } from './topology'

const model = buildTissueModel(boxHeart([0.02, 0.02, 0.004], 1e-3), { tetTarget: 4000 })
/** Right through the plate along y at x = .3 mm, from above; `deep` ends half-way down. */
const blade = (to: number): [Vec3, Vec3][] =>
  [-16, -8, 0, 8, 16].map((y) => [
    [0.3, y, 6],
    [0.3, y, to],
  ])
const topology = planCut(uncut(model), sweepBlade(blade(-6), model.lattice.edge)).topology
const rest = new Float32Array(3 * topology.nodeCount)

/** The nodes with each piece of a cut tetrahedron shifted along x by `by` on its side, all carried off after that. */
function opened(by: number): Float32Array {
  const now = rest.slice()
  for (let slot = 0; slot < topology.slotCount; slot++)
    for (let c = 0; c < 4; c++) {
      const node = topology.slotNodes[4 * slot + c]!
      const own = model.tets[4 * topology.slotTet[slot]! + c]!
      for (let a = 0; a < 3; a++) now[3 * node + a] = model.rest[3 * own + a]!
    }
  const sides = new Map<number, number>()
  for (let slot = 0; slot < topology.slotCount; slot++) {
    const real = [0, 1, 2, 3].find((c) => topology.slotMask[slot]! & (1 << c))!
    const side = Math.sign(model.rest[3 * model.tets[4 * topology.slotTet[slot]! + real]!]! - 0.3e-3)
    if (topology.slotMask[slot] !== 15)
      for (let c = 0; c < 4; c++) sides.set(topology.slotNodes[4 * slot + c]!, side)
  }
  for (const [node, side] of sides) now[3 * node] = now[3 * node]! + (side * by) / 2
  for (let n = 0; n < topology.nodeCount; n++) {
    const [x, y] = [now[3 * n]!, now[3 * n + 1]!]
    now[3 * n] = 0.6 * x - 0.8 * y + 0.1
    now[3 * n + 1] = 0.8 * x + 0.6 * y
  }
  return now
}

// Reference: all that lies on either side is moved off by half the gape, and the whole turned by 53°.
it('measures how far the lips of a cut stand apart, whichever way the heart lies', () => {
  const middle = (by: number) =>
    lipsApart(topology, blade(-6), opened(by)).filter(({ outer }) => Math.abs(outer[1]) < 5e-3)
  expect(middle(0).length).toBeGreaterThan(8)
  for (const { width } of middle(0)) expect(width).toBeLessThan(1e-5)
  for (const { width } of middle(1.5e-3)) expect(width).toBeCloseTo(1.5e-3, 4)
  for (const { width } of middle(-1e-3)) expect(width).toBe(0)
})

it('leads nowhere where its ground lies in tissue', () => {
  for (const { width } of lipsApart(topology, blade(0), opened(1.5e-3))) expect(width).toBe(0)
})
