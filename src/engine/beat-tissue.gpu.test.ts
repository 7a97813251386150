import { describe, expect, it } from 'vitest'
import normalFile from '../../assets/hearts/normal.json'
import { runsLong } from '../../tests/support/long'
import { readHeartCase } from '../geometry/parametric/heart-case'
import { parametricHeart } from '../geometry/parametric/parametric-heart'
import { openGpu } from '../gpu'
import { beatTissue } from './beat-tissue'

// Minutes without a GPU: `npm run validate` sets ATRIUM_LONG.
describe.runIf(runsLong('the beating heart'))('the beating normal heart', () => {
  it('ejects from its left ventricle what the circulation asks for, within a fifth, after four beats', async () => {
    const gpu = await openGpu()
    const heart = parametricHeart(readHeartCase(normalFile, 'normal.json'))
    const beaten = await beatTissue(gpu, heart, { tetTarget: 2000, beats: 4 })
    gpu.close()
    for (const { part, wanted, reached } of beaten.chambers)
      console.log(
        `${part}: ejection fraction ${wanted.toFixed(3)} in the circulation, ${reached.toFixed(3)} on the tissue`,
      )
    expect(beaten.isFinite).toBe(true)
    expect(beaten.filledMove).toBeLessThan(0.2e-3)
    const left = beaten.chambers.find((c) => c.part === 'LV')!
    expect(Math.abs(left.reached / left.wanted - 1)).toBeLessThan(0.2)
  }, 900_000)
})
