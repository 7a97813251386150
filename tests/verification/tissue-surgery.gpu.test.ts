import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Vec3 } from '../../src/core/vec3'
import { type Gpu, openGpu } from '../../src/gpu'
import { sweepBlade } from '../../src/tissue/blade'
import { planCut } from '../../src/tissue/cut'
import { buildTissueModel } from '../../src/tissue/model'
import { restFinder } from '../../src/tissue/rest-finder'
import { buildShell } from '../../src/tissue/shell'
import { boxHeart } from '../../src/tissue/solids'
import { TissueSolver } from '../../src/tissue/solver'
import { sewLips, sewRim } from '../../src/tissue/stitch'
import { uncut } from '../../src/tissue/topology'
import { disc } from '../support/disc'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

/** A sheet of tissue 40 × 24 × 4 mm held at its two short ends. */
const model = buildTissueModel(boxHeart([0.02, 0.012, 0.002], 1e-3), { edge: 4e-3, anchored: false })
const ends = Uint8Array.from({ length: model.nodeCount }, (_, n) =>
  Math.abs(model.rest[3 * n]!) > 0.0175 ? 1 : 0,
)
const held = async (): Promise<TissueSolver> => {
  const solver = await TissueSolver.create(gpu, model)
  solver.setFixed(ends)
  return solver
}
const slit = sweepBlade(
  [
    [
      [0.3, -7, -6],
      [0.3, -7, 6],
    ],
    [
      [0.3, 7, -6],
      [0.3, 7, 6],
    ],
  ],
  4e-3,
)

/** Greatest distance of two nodes that copy one lattice node. */
function gape(solver: TissueSolver, x: Float32Array): number {
  let widest = 0
  solver.topology.virtualOrigin.forEach((origin, n) => {
    const v = 3 * (model.nodeCount + n)
    widest = Math.max(widest, Math.hypot(...[0, 1, 2].map((d) => x[v + d]! - x[3 * origin + d]!)))
  })
  return widest
}

const furthest = (x: Float32Array): number =>
  model.rest.reduce((worst, r, n) => Math.max(worst, Math.abs(x[n]! - r)), 0)

/** Tissue stretched along x by a tenth. */
async function stretched(): Promise<TissueSolver> {
  const solver = await held()
  solver.setPositions(model.rest.map((v, n) => (n % 3 === 0 ? 1.1 * v : v)))
  return solver
}

describe('surgery on a sheet of tissue', () => {
  it('follows a grasp and comes back when let go', async () => {
    const solver = await held()
    const grasp = { id: 'left', rest: [0, 0, 0.002] as Vec3, radius: 3e-3 }
    solver.setGrasps([{ ...grasp, target: [0, 0, 0.005] }])
    solver.step(0.1)
    solver.setGrasps([{ ...grasp, target: [0, 0, 0.008] }])
    solver.step(0.3)
    const pulled = await solver.readPositions()
    const top = Math.max(
      ...Array.from({ length: model.nodeCount }, (_, n) => pulled[3 * n + 2]! - model.rest[3 * n + 2]!),
    )
    expect(top).toBeGreaterThan(5e-3)
    expect(top).toBeLessThan(6.5e-3)
    const rest = restFinder(solver.topology, pulled)([0, 0, 0.0075])
    expect(Math.hypot(rest[0], rest[1], rest[2] - 0.0015)).toBeLessThan(6e-4)
    solver.setGrasps([])
    solver.step(1.2)
    expect(furthest(await solver.readPositions())).toBeLessThan(2e-4)
    solver.dispose()
  })

  it('gapes at a cut when stretched, and closes when its lips are sewn', async () => {
    const solver = await stretched()
    const plan = planCut(uncut(model), slit)
    solver.apply(plan)
    expect(gape(solver, await solver.readPositions())).toBe(0)
    solver.step(0.5)
    const open = gape(solver, await solver.readPositions())
    console.log(`slit of 14 mm stretched by a tenth gapes ${(open * 1e3).toFixed(2)} mm`)
    expect(open).toBeGreaterThan(0.8e-3)
    const { stitches, missed } = sewLips(
      solver.topology,
      'suture-1',
      [
        [0.3e-3, -6e-3, 2e-3],
        [0.3e-3, 6e-3, 2e-3],
      ],
      2.5e-3,
      2e-3,
    )
    expect(missed).toBeLessThan(3)
    await solver.addStitches(stitches)
    const before = Math.max(...(await threads(solver)))
    expect(before).toBeGreaterThan(0.5e-3)
    solver.step(1)
    const after = Math.max(...(await threads(solver)))
    console.log(
      `${stitches.length} stitches: ${(before * 1e3).toFixed(2)} mm, drawn to ${(after * 1e3).toFixed(3)} mm`,
    )
    expect(after).toBeLessThan(0.1 * before)
    expect(gape(solver, await solver.readPositions())).toBeLessThan(0.6 * open)
    solver.dispose()
  })

  it('draws a patch onto the tissue by its stitches, and holds it there', async () => {
    const solver = await held()
    const shell = buildShell(disc('patch-1', 8e-3, [0, 0, 3e-3]), 'pericardium', solver.nextShellNode)
    solver.addShell(shell)
    const { stitches, missed } = sewRim(solver.topology, shell, 2.5e-3, 2e-3)
    expect(missed).toBe(0)
    await solver.addStitches(stitches)
    solver.step(0.8)
    const { shells, nodePositions } = await solver.readSnapshot()
    const gaps = await threads(solver)
    console.log(`patch: widest gap ${(Math.max(...gaps) * 1e3).toFixed(3)} mm at ${gaps.length} stitches`)
    expect(gaps.length).toBe(20)
    expect(Math.max(...gaps)).toBeLessThan(0.2e-3)
    expect(shells[0]!.positions.every(Number.isFinite)).toBe(true)
    expect(furthest(nodePositions)).toBeLessThan(3e-3)
    solver.dispose()
  })
})

/** Lengths of the threads as drawn, metres. */
async function threads(solver: TissueSolver): Promise<number[]> {
  const { stitches } = await solver.readSnapshot()
  const p = stitches[0]!.positions
  return Array.from({ length: p.length / 6 }, (_, n) =>
    Math.hypot(p[6 * n]! - p[6 * n + 3]!, p[6 * n + 1]! - p[6 * n + 4]!, p[6 * n + 2]! - p[6 * n + 5]!),
  )
}
