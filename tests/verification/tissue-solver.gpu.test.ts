import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Gpu, openGpu } from '../../src/gpu'
import { buildTissueModel, type TissueModel } from '../../src/tissue/model'
import { TissueSolver } from '../../src/tissue/solver'
import { boxHeart } from '../../src/tissue/test-hearts'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
  console.log(`GPU: ${gpu.description}`)
})
afterAll(() => gpu?.close())

const model = buildTissueModel(boxHeart([0.012, 0.012, 0.012], 2e-3), { edge: 4e-3, anchored: false })

/** 1 on the nodes of tetrahedra that the surface crosses, and on those with fewer than an inner node's 24. */
function rim(m: TissueModel): Uint8Array {
  const count = new Uint8Array(m.nodeCount)
  m.tets.forEach((n, e) => {
    if (m.fraction[e >> 2]! === 1) count[n]! += 1
  })
  return count.map((c) => (c < 24 ? 1 : 0))
}

describe('the tissue solver', () => {
  // Affine patch test: with the rim moved by x → A x + b the inside follows exactly, whatever the material.
  it('reproduces an affine motion of the rim inside', async () => {
    const solver = await TissueSolver.create(gpu, model, { substep: 0.1, damping: 100, sweeps: 10 })
    const fixed = rim(model)
    const a = [1.1, 0.05, 0, 0, 0.95, 0.02, 0.03, 0, 1.02]
    const wanted = new Float32Array(model.rest.length)
    const start = model.rest.slice()
    for (let n = 0; n < model.nodeCount; n++)
      for (let d = 0; d < 3; d++) {
        const x = [0, 1, 2].reduce((sum, e) => sum + a[3 * d + e]! * model.rest[3 * n + e]!, 0)
        wanted[3 * n + d] = x
        if (fixed[n]) start[3 * n + d] = x
      }
    solver.setFixed(fixed)
    solver.setPositions(start)
    solver.run(25)
    const got = await solver.readPositions()
    let worst = 0
    got.forEach((x, n) => {
      worst = Math.max(worst, Math.abs(x - wanted[n]!))
    })
    console.log(`affine patch: worst ${worst} m of ${fixed.filter((f) => !f).length} free nodes`)
    expect(worst).toBeLessThan(2e-7)
    solver.dispose()
  })

  // Free fall: v = g t, x = g t² / 2 (implicit Euler: g h² n (n + 1) / 2), no strain.
  it('falls freely as one', async () => {
    const solver = await TissueSolver.create(gpu, model, { damping: 0, gravity: [0, 0, -9.81], sweeps: 60 })
    solver.run(10)
    const [x, v] = [await solver.readPositions(), await solver.readVelocities()]
    const h = 1 / 600
    for (let n = 0; n < model.nodeCount; n++) {
      expect(v[3 * n + 2]! / (-9.81 * 10 * h)).toBeCloseTo(1, 2)
      expect((x[3 * n + 2]! - model.rest[3 * n + 2]!) / ((-9.81 * h * h * 10 * 11) / 2)).toBeCloseTo(1, 2)
      expect(Math.abs(x[3 * n]! - model.rest[3 * n]!)).toBeLessThan(1e-5)
    }
    solver.dispose()
  })
})
