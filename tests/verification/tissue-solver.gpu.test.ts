import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Gpu, openGpu } from '../../src/gpu'
import { elastic } from '../../src/tissue/energy'
import { buildTissueModel } from '../../src/tissue/model'
import { boxHeart } from '../../src/tissue/solids'
import { TissueSolver } from '../../src/tissue/solver'
import { fullPace } from '../../src/tissue/solver-options'
import { uncut } from '../../src/tissue/topology'
import { verifyTissue } from '../../src/tissue/verify'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
  console.log(`GPU: ${gpu.description}`)
})
afterAll(() => gpu?.close())

describe('the tissue solver', () => {
  it('agrees with the closed forms (equations in verify.ts)', async () => {
    for (const r of await verifyTissue(gpu)) {
      console.log(
        `${r.name}: reference ${r.reference.toPrecision(5)}, computed ${r.computed.toPrecision(5)} ${r.unit}, error ${r.error.toExponential(2)}`,
      )
      expect(Math.abs(r.error), r.name).toBeLessThan(r.tolerance)
    }
  })

  // Implicit Euler only takes energy away: kinetic + elastic never grows once nothing acts on the body.
  it('gains no energy when a stretched block is let go', async () => {
    const model = buildTissueModel(boxHeart([0.012, 0.012, 0.012], 2e-3), { edge: 4e-3, anchored: false })
    const solver = await TissueSolver.create(gpu, model, { ...fullPace, damping: 0 })
    solver.setPositions(model.rest.map((x, o) => (o % 3 === 0 ? 1.3 * x : x)))
    const energies: number[] = []
    for (let n = 0; n < 12; n++) {
      const [x, v] = [await solver.readPositions(), await solver.readVelocities()]
      let kinetic = 0
      model.mass.forEach((m, k) => {
        for (let d = 0; d < 3; d++) kinetic += (m / 2) * v[3 * k + d]! ** 2
      })
      energies.push(kinetic + elastic(uncut(model), x).energy)
      solver.run(5)
    }
    console.log(`energy, J: ${energies.map((e) => e.toExponential(2)).join(' ')}`)
    for (let n = 1; n < energies.length; n++)
      expect(energies[n]!).toBeLessThanOrEqual(energies[n - 1]! * 1.001)
    expect(energies.at(-1)!).toBeLessThan(0.5 * energies[0]!)
    solver.dispose()
  })
})
