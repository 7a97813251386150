import { describe, expect, it } from 'vitest'
import { mL, mmHg } from '../core/units'
import { meanOf } from './curves'
import { solveOxygen } from './oxygen'
import { pumpedLoop, pumpedLoopFlows } from './pumped-loop'
import { solvePeriodic } from './solve-periodic'

const resistance = (value: number) => (value * mmHg) / mL
const loop = {
  left: { head: 80 * mmHg, resistance: resistance(0.4) },
  right: { head: 20 * mmHg, resistance: resistance(0.2) },
  bodyResistance: resistance(2.6),
  lungResistance: resistance(0.4),
  fillingPressure: 25 * mmHg,
}
const infant = { weight: 7, height: 0.65, ageYears: 0.5, heartRate: 2, haemoglobin: 120 }

// Reference: the closed form of pumpedLoopFlows; by hand with k = .06 mmHg·s²/mL² 26.277 mL/s through the opening.
describe('a loop of two sources of pressure with an opening between them', () => {
  const quadratic = (0.06 * mmHg) / mL ** 2
  const paper = pumpedLoopFlows(loop, quadratic)
  const law = { linear: 0, quadratic }
  const model = pumpedLoop(loop, { id: 'hole', from: 'aorta', to: 'pulmonary-artery', area: 1e-5, law })
  const curves = solvePeriodic(model, { tolerance: 1e-7 }).waveforms

  it('has the flows that it has on paper, to 1e-5', () => {
    expect(paper.shunt / mL).toBeCloseTo(26.277, 3)
    expect(meanOf(curves, 'shunt.hole.flow') / paper.shunt).toBeCloseTo(1, 5)
    expect(meanOf(curves, 'aorta.flow') / paper.systemic).toBeCloseTo(1, 5)
    expect(meanOf(curves, 'pulmonary-artery.flow') / paper.pulmonary).toBeCloseTo(1, 5)
  })

  // Fick: what the lungs give to each litre against what the body takes from each.
  it('has saturations from which the ratio of its flows can be read, to 1e-4', () => {
    const s = solveOxygen(model, curves, infant).saturations
    const ratio = (s['aorta']! - s['systemic-veins']!) / (s['pulmonary-vein']! - s['pulmonary-artery']!)
    expect(ratio / (paper.pulmonary / paper.systemic)).toBeCloseTo(1, 4)
  })
})
