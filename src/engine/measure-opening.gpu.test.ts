import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runsLong } from '../../tests/support/long'
import { mmHg } from '../core/units'
import { allOpenings } from '../geometry/openings'
import { applyEdit } from '../geometry/resolve-anatomy'
import { twoChambers } from '../geometry/resolve-anatomy.fixture'
import { baseDomain } from '../geometry/resolve-anatomy-base'
import { type Gpu, openGpu } from '../gpu'
import type { Edit } from '../heart/edit'
import { nameOpenings } from './answer'
import { OpeningWindow } from './measure-opening'

// Reference: dp = ½ rho (Q / (Cd A))², Cd .60–.65 for a sharp-edged thin plate at high Reynolds numbers. Six cells across, the
// least that is trusted, do not resolve the gap between jet and rim: .725 was measured (`hole-accuracy.ts`). In the short
// run four cells have to do.
const cells = runsLong('the flow through a hole at six cells across; four in its place') ? 6 : 4
describe('the 3D flow through a hole in a wall', () => {
  let gpu: Gpu
  beforeAll(async () => {
    gpu = await openGpu()
  })
  afterAll(() => gpu?.close())

  it('gives the discharge coefficient of a thin plate within .15', async () => {
    const heart = twoChambers(0.75e-3, [1, 0, 0], 1.5e-3)
    const edit: Edit = { kind: 'lesion', id: 'hole', type: 'hole', centre_mm: [0, 0, 0], diameter_mm: 8 }
    const domain = applyEdit(baseDomain(heart), heart, edit)
    const [opening] = nameOpenings(heart, allOpenings(domain, heart))
    const drop = 40 * mmHg
    const window = await OpeningWindow.create(gpu, heart, [edit], opening!, cells)
    const { law, run } = await window.measure(drop, { budgetMs: 150_000 })
    window.destroy()
    const flow = Math.sqrt(drop / law.quadratic)
    const area = (Math.PI * 8e-3 ** 2) / 4
    const discharge = flow / (area * Math.sqrt((2 * drop) / 1060))
    console.log(
      `Cd ${discharge.toFixed(3)}, settled ${run.settled.toFixed(2)}, ${run.stepCount} steps, ${run.cellCount} cells`,
    )
    expect(discharge).toBeGreaterThan(0.6)
    expect(discharge).toBeLessThan(0.65 + 0.15)
    expect(run.settled).toBeGreaterThan(0.3)
  })
})
