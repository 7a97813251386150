import { afterAll, beforeAll, expect, it } from 'vitest'
import { add, scale, type Vec3 } from '../../src/core/vec3'
import { type Gpu, openGpu } from '../../src/gpu'
import { besideFinder } from '../../src/tissue/beside'
import { sweepBlade } from '../../src/tissue/blade'
import { planCut } from '../../src/tissue/cut'
import { buildTissueModel } from '../../src/tissue/model'
import { boxHeart } from '../../src/tissue/solids'
import { TissueSolver } from '../../src/tissue/solver'
import { sewLips } from '../../src/tissue/stitch'
import { uncut } from '../../src/tissue/topology'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

/** A sheet of tissue 28 × 16 × 4 mm, cut in two across its middle and held at its two short ends. */
const model = buildTissueModel(boxHeart([0.014, 0.008, 0.002], 1e-3), { edge: 2.5e-3, anchored: false })
const isEnd = (n: number) => Math.abs(model.rest[3 * n]!) > 0.0125
const x0 = 0.3e-3
const across = sweepBlade(
  [-10, 10].map((y): [Vec3, Vec3] => [
    [x0 * 1e3, y, -5],
    [x0 * 1e3, y, 5],
  ]),
  2.5e-3,
)

/** How far apart the two lips are along x, at places half a millimetre apart on the sewn stretch; metres. */
function gaps(solver: TissueSolver, x: Float32Array): number[] {
  const beside = besideFinder(solver.topology)
  const at = (slot: number, weights: readonly number[]): number =>
    weights.reduce((sum, w, k) => sum + w * x[3 * solver.topology.slotNodes[4 * slot + k]!]!, 0)
  const out: number[] = []
  for (let y = -6e-3; y <= 6e-3; y += 0.5e-3)
    for (const z of [-1.5e-3, -0.5e-3, 0.5e-3, 1.5e-3]) {
      const found = beside([x0, y, z], [1, 0, 0])
      if (found) out.push(at(found.before, found.weights) - at(found.behind, found.weights))
    }
  return out
}

/*
 * Each place is held near the surface and 3 mm deep, three quarters of the wall. With bites of 2 mm, half of it, the side
 * away from the stitches is left open by half a millimetre: lips turn about stitches that do not go deep.
 */
it('closes two lips 4 mm apart to under .3 mm at a pitch of 2.5 mm, and they do not overlap', async () => {
  const solver = await TissueSolver.create(gpu, model, { damping: 30 })
  solver.setFixed(Uint8Array.from({ length: model.nodeCount }, (_, n) => (isEnd(n) ? 1 : 0)))
  solver.apply(planCut(uncut(model), across))
  const apart = 2e-3
  const start = model.rest.map((v, o) =>
    o % 3 === 0 && isEnd(Math.floor(o / 3)) ? v + Math.sign(v) * apart : v,
  )
  solver.setPositions(start)
  await solver.advance(0.15)
  const open = gaps(solver, await solver.readPositions())
  const { stitches, missed } = sewLips(
    solver.topology,
    'suture-1',
    [-6.25, 6.25].map((y) => add([x0, 0, 2e-3], scale([0, y, 0], 1e-3))),
    2.5e-3,
    3e-3,
  )
  expect(missed).toBe(0)
  await solver.addStitches(stitches)
  await solver.advance(0.8)
  const { torn } = await solver.readSnapshot()
  const closed = gaps(solver, await solver.readPositions())
  const mm = (list: readonly number[]) =>
    `${(1e3 * Math.min(...list)).toFixed(3)} to ${(1e3 * Math.max(...list)).toFixed(3)} mm`
  console.log(
    `${stitches.length} stitches, ${model.tetCount} tetrahedra: open ${mm(open)}, closed ${mm(closed)} at ${closed.length} places`,
  )
  expect(Math.min(...open)).toBeGreaterThan(3.5e-3)
  expect(Math.max(...closed)).toBeLessThan(0.3e-3)
  expect(Math.min(...closed)).toBeGreaterThan(-0.05e-3)
  expect(torn).toEqual([])
  solver.dispose()
}, 120_000)
