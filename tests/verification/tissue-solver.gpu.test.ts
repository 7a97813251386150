import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Gpu, openGpu } from '../../src/gpu'
import { verifyTissue } from '../../src/tissue/verify'
import { runsLong } from '../support/long'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
  console.log(`GPU: ${gpu.description}`)
})
afterAll(() => gpu?.close())

/** Holds the rows of a case to their tolerances; the equations stand in `src/tissue/verify`. */
async function agrees(only: string): Promise<void> {
  const rows = await verifyTissue(gpu, { only })
  expect(rows.length).toBeGreaterThan(0)
  for (const r of rows) {
    console.log(
      `${r.name}: reference ${r.reference.toPrecision(5)}, computed ${r.computed.toPrecision(5)} ${r.unit}, error ${r.error.toExponential(2)}`,
    )
    expect(Math.abs(r.error), r.name).toBeLessThan(r.tolerance)
  }
}

/*
 * The strips of `fibres` pull on the ground substance and on the fibres at three edges across, to the same per cent as
 * the bars of five edges, which take most of a minute.
 */
describe('the tissue solver agrees with closed forms', () => {
  it.each(['affine-patch', 'free-fall', 'energy-short', 'fibres'])('%s', agrees)
  it.runIf(runsLong('bars of five edges across')).each(['hanging-bar', 'uniaxial-stretch'])('%s', agrees)
})
