import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runsLong } from '../../tests/support/long'
import { type Gpu, openGpu } from '../gpu'
import { coupledShunt } from './coupled-shunt'
import { couplingRows } from './verify-coupling'

// Reference: the pumped loop on paper, with Q = Cd A √(2 dp / ρ) and the published Cd at its Reynolds number.
describe.skipIf(!runsLong('a shunt in turn by circulation and 3D flow'))('an analytic shunt', () => {
  let gpu: Gpu
  beforeAll(async () => {
    gpu = await openGpu()
  })
  afterAll(() => gpu?.close())

  it('has its Qp:Qs to 5 %, and the same flow, pressure and oxygen on both sides to 1e-3', async () => {
    for (const row of couplingRows(await coupledShunt(gpu, 6, 240_000)))
      expect(Math.abs(row.error), `${row.name}: ${row.computed} for ${row.reference}`).toBeLessThanOrEqual(
        row.tolerance,
      )
  })
})
