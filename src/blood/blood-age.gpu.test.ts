import { afterAll, beforeAll, expect, test } from 'vitest'
import { floatsPerCell } from '../geometry/blood-field'
import { type Gpu, openGpu } from '../gpu'
import { FlowSolver } from './flow-solver'
import { pipe } from './verify/shapes'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

// Danckwerts (1953): the age of what flows out, weighted by flow, tends to tau = volume / flow whatever the profile. In
// Poiseuille flow without diffusion, started with a = 0, it is tau (1 - tau / (4 t)) once t > tau / 2: the residence
// times have the density tau² / (2 t³).
test('the age of the outflow of a pipe is volume / flow, less what is still on its way', async () => {
  const flow = 5e-6
  const length = 0.008
  const domain = pipe(0.003, length, 0.001, [0, 0, 1])
  const solver = await FlowSolver.create(gpu, domain, { density: 1060, viscosity: 0.05 }, { age: true })
  solver.setControl({ ports: { in: { flow: -flow, profile: 'developed' }, out: { pressure: 0 } } })
  const area = domain.ports[1]!.area
  const tau = (area * length) / flow
  const time = 2 * tau
  await solver.step(5000, time)
  const { lattice, values } = await solver.snapshot()
  const [nx, ny] = lattice.frame.size
  let [aged, passed] = [0, 0]
  const out = domain.ports[1]!
  const last = Math.floor(out.cell[0]! / (nx * ny))
  for (let cell = nx * ny * last; cell < nx * ny * (last + 1); cell++) {
    const at = floatsPerCell * lattice.entryOf[cell]!
    const share = values[at + 6]! * values[at + 2]!
    aged += share * values[at + 5]!
    passed += share
  }
  expect(aged / passed / (tau * (1 - tau / (4 * time)))).toBeGreaterThan(0.94)
  expect(aged / passed / (tau * (1 - tau / (4 * time)))).toBeLessThan(1.06)
  // Blood that nothing moves is as old as the flow; none is older.
  expect(Math.max(...values.filter((_, n) => n % floatsPerCell === 5))).toBeLessThanOrEqual(time * 1.001)
  solver.destroy()
})
