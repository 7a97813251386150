import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Gpu, openGpu } from '../../src/gpu'
import { patchBulge } from '../../src/tissue/verify/patch'
import { runsLong } from '../support/long'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

// `atrium verify tissue --long` prints the same rows.
describe.runIf(runsLong('the bulge of a sewn patch'))('a patch under pressure', () => {
  it('bulges as a plate of large deflection does, stays put and does not jitter', async () => {
    for (const r of await patchBulge(gpu)) {
      console.log(`${r.name}: ${r.computed.toPrecision(4)} for ${r.reference.toPrecision(4)} ${r.unit}`)
      expect(Math.abs(r.error), r.name).toBeLessThanOrEqual(r.tolerance)
    }
  }, 180_000)
})
