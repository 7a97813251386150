import { describe, expect, it } from 'vitest'
import { closedLoop } from './closed-loop'
import { meanOf } from './curves'
import { solveOxygen } from './oxygen'
import type { ShuntSpec } from './shunt'
import { solvePeriodic } from './solve-periodic'
import { type Wiring, wiredValve } from './wiring'

const newborn = { weight: 3.3, height: 0.5, ageYears: 0.02, heartRate: 2.33, haemoglobin: 150 }
/** The right ventricle feeds the aorta alone; no valve of the left heart is open. */
const wiring: Wiring = {
  valves: [wiredValve('tricuspid', 'RA', 'RV'), wiredValve('aortic', 'RV', 'aorta')],
  caval: { SVC: 'RA', IVC: 'RA' },
}
const circle = (diameter: number) => (Math.PI * diameter ** 2) / 4

/** A newborn after a Norwood operation: the septum between the atria taken out, a tube from the aorta to the lungs. */
function afterNorwood(diameter: number) {
  const openings: ShuntSpec[] = [
    { id: 'septum', from: 'LA', to: 'RA', area: circle(8e-3) },
    { id: 'tube', from: 'aorta', to: 'pulmonary-artery', area: circle(diameter), length: 0.03, tube: true },
  ]
  // The right ventricle is the body's, as strong as a left one.
  const model = closedLoop(newborn, openings, [], wiring, { rightStrength: 4 })
  const { waveforms } = solvePeriodic(model, { tolerance: 1e-6 })
  const { saturations } = solveOxygen(model, waveforms, newborn)
  const lungs = meanOf(waveforms, 'shunt.tube.flow')
  const body = meanOf(waveforms, 'aortic.flow') - lungs
  return { lungs, body, saturations: saturations as Record<string, number> }
}

describe('a single ventricle that feeds body and lungs side by side', () => {
  const [narrow, middle, wide] = [3e-3, 3.5e-3, 4e-3].map(afterNorwood) as [
    ReturnType<typeof afterNorwood>,
    ReturnType<typeof afterNorwood>,
    ReturnType<typeof afterNorwood>,
  ]

  it('sends both arteries the same blood, whose saturations give the ratio of the flows (Fick), to 1e-3', () => {
    for (const { lungs, body, saturations: s } of [narrow, middle, wide]) {
      expect(s['pulmonary-artery']).toBeCloseTo(s['aorta']!, 4)
      const ratio = (s['aorta']! - s['systemic-veins']!) / (s['pulmonary-vein']! - s['pulmonary-artery']!)
      expect(ratio / (lungs / body)).toBeCloseTo(1, 3)
    }
  })

  // Band of the saturation after a Norwood operation: 75–85 %. A wider tube steals: Migliavacca et al. 2001 found the same
  // order in their model, more to the lungs, less to the body, and little more oxygen in the blood.
  it('is saturated by 75 to 85 % through 3 mm; a wider tube takes from the body what it gives to the lungs', () => {
    expect(narrow.saturations['aorta']).toBeGreaterThan(0.75)
    expect(narrow.saturations['aorta']).toBeLessThan(0.85)
    expect(middle.lungs / middle.body).toBeGreaterThan(narrow.lungs / narrow.body)
    expect(wide.lungs / wide.body).toBeGreaterThan(middle.lungs / middle.body)
    expect(wide.body).toBeLessThan(middle.body)
    expect(middle.body).toBeLessThan(narrow.body)
  })
})
