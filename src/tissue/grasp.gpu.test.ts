import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Gpu, openGpu } from '../gpu'
import { tetFinder } from './embed'
import { buildTissueModel } from './model'
import { boxHeart } from './solids'
import { TissueSolver } from './solver'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

/** A sheet 32 × 16 × 4 mm held at its two short ends. */
const model = buildTissueModel(boxHeart([0.016, 0.008, 0.002], 1e-3), { edge: 4e-3, anchored: false })
const ends = Uint8Array.from({ length: model.nodeCount }, (_, n) =>
  Math.abs(model.rest[3 * n]!) > 0.0145 ? 1 : 0,
)
const held = async (): Promise<TissueSolver> => {
  const solver = await TissueSolver.create(gpu, model)
  solver.setFixed(ends)
  return solver
}

/** How far the material at a place at rest has risen, metres. */
async function risen(solver: TissueSolver, x: number, y: number): Promise<number> {
  const positions = await solver.readPositions()
  const { tet, weights } = tetFinder(model)(x, y, 1.5e-3)!
  return weights.reduce((sum, w, c) => sum + w * positions[3 * model.tets[4 * tet + c]! + 2]!, 0) - 1.5e-3
}

describe('a grasp', () => {
  it('as a stay suture pulls like a thread of the length it was placed with, and never pushes', async () => {
    const solver = await held()
    const stay = { id: 'stay', rest: [0, 0, 1.5e-3], radius: 2e-3, pull: 'thread' } as const
    const seen: number[] = []
    for (const height of [0.012, 0.015, 0.006]) {
      solver.setGrasps([{ ...stay, target: [0, 0, height] }])
      await solver.advance(0.25)
      seen.push(await risen(solver, 0, 0))
    }
    solver.dispose()
    console.log(`stay suture: risen ${seen.map((z) => (z * 1e3).toFixed(3)).join(', ')} mm`)
    expect(Math.abs(seen[0]!)).toBeLessThan(1e-5)
    expect(seen[1]).toBeGreaterThan(2.5e-3)
    expect(seen[1]).toBeLessThan(3e-3)
    expect(Math.abs(seen[2]!)).toBeLessThan(0.2e-3)
  })

  it('holds in two places at once, and one stays when the other lets go', async () => {
    const solver = await held()
    const left = { id: 'left', rest: [-6e-3, 0, 1.5e-3], radius: 1e-3, target: [-6e-3, 0, 3.5e-3] } as const
    const right = { id: 'right', rest: [6e-3, 0, 1.5e-3], radius: 1e-3, target: [6e-3, 0, -0.5e-3] } as const
    solver.setGrasps([left, right])
    await solver.advance(0.2)
    const both = [await risen(solver, -6e-3, 0), await risen(solver, 6e-3, 0)]
    solver.setGrasps([right])
    await solver.advance(0.3)
    const one = [await risen(solver, -6e-3, 0), await risen(solver, 6e-3, 0)]
    solver.dispose()
    console.log(
      `two grasps: ${both.map((z) => (z * 1e3).toFixed(2))} mm, one: ${one.map((z) => (z * 1e3).toFixed(2))} mm`,
    )
    expect(both[0]).toBeGreaterThan(1.6e-3)
    expect(both[1]).toBeLessThan(-1.6e-3)
    expect(one[0]).toBeLessThan(0.3e-3)
    expect(one[1]).toBeLessThan(-1.6e-3)
  })
})
