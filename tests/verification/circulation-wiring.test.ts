import { describe, expect, it } from 'vitest'
import { closedLoop } from '../../src/circulation/closed-loop'
import { meanOf } from '../../src/circulation/curves'
import { outflowLaw } from '../../src/circulation/outflow-law'
import { solveOxygen } from '../../src/circulation/oxygen'
import { solvePeriodic } from '../../src/circulation/solve-periodic'
import { normalWiring, type Wiring } from '../../src/circulation/wiring'
import type { Physiology } from '../../src/heart/heart'

const child: Physiology = { weight: 12, height: 0.85, ageYears: 2, heartRate: 110 / 60, haemoglobin: 140 }
const singleVentricle = normalWiring.valves.filter((v) => v.to === 'LV' || v.from === 'LV')
const atrialHole = { id: 'asd', from: 'RA', to: 'LA', area: 3e-4 } as const
const glenn: Wiring = { valves: singleVentricle, caval: { SVC: 'pulmonary-artery', IVC: 'RA' } }
const fontan: Wiring = {
  valves: singleVentricle,
  caval: { SVC: 'pulmonary-artery', IVC: 'pulmonary-artery' },
}

function solved(wiring: Wiring, openings: Parameters<typeof closedLoop>[1] = []) {
  const model = closedLoop(child, openings, [], wiring)
  const { waveforms, settled } = solvePeriodic(model)
  const mean = (name: string) => meanOf(waveforms, name)
  return { model, waveforms, settled, mean, oxygen: solveOxygen(model, waveforms, child) }
}

// References: conservation of blood and oxygen in each arrangement, S = Σ Q S / Σ Q where streams meet, and the usual
// saturation after a Glenn operation, 75–85 % (clinical bands; here 70–90 %).
describe('circulations that are joined in another way', () => {
  it('Fontan: all of the body’s blood passes the lungs, and is saturated', () => {
    const { mean, oxygen, settled } = solved(fontan)
    expect(settled).toBe(1)
    expect(mean('pulmonary-artery.flow') / mean('aortic.flow')).toBeCloseTo(1, 3)
    expect(oxygen.saturations['aorta']).toBeCloseTo(0.98, 3)
    expect(mean('SVC.pressure')).toBeCloseTo(mean('pulmonary-artery.pressure'), 6)
    expect(mean('IVC.pressure')).toBeGreaterThan(mean('LA.pressure'))
  })

  it('Glenn: the lungs get the blood of the upper body, the rest crosses the atrial septum', () => {
    const { mean, oxygen } = solved(glenn, [atrialHole])
    expect(mean('SVC.flow') / mean('pulmonary-artery.flow')).toBeCloseTo(1, 3)
    expect(mean('shunt.asd.flow') / mean('IVC.flow')).toBeCloseTo(1, 3)
    const s = oxygen.saturations
    const mixed =
      (mean('pulmonary-artery.flow') * 0.98 + mean('IVC.flow') * s['lower-veins']!) / mean('aortic.flow')
    expect(s['aorta']).toBeCloseTo(mixed, 2)
    expect(s['aorta']).toBeGreaterThan(0.7)
    expect(s['aorta']).toBeLessThan(0.9)
  })

  it.each([
    ['Glenn', glenn, [atrialHole]],
    ['fenestrated Fontan', fontan, [atrialHole, { id: 'f', from: 'IVC', to: 'RA', area: 1.3e-5 }]],
  ] as const)('%s: the lungs take up what the body consumes', (_, wiring, openings) => {
    const { oxygen } = solved(wiring, openings)
    expect(oxygen.uptake / oxygen.consumption).toBeCloseTo(1, 2)
  })

  it('an aorta from the right ventricle gets the left ventricle’s blood through the defect', () => {
    const wiring: Wiring = {
      ...normalWiring,
      valves: normalWiring.valves.map((v) => (v.name === 'aortic' ? { ...v, from: 'RV' } : v)),
    }
    const { mean, waveforms } = solved(wiring, [{ id: 'vsd', from: 'LV', to: 'RV', area: 1.5e-4 }])
    expect(mean('shunt.vsd.flow') / mean('mitral.flow')).toBeCloseTo(1, 3)
    const peak = (name: string) => Math.max(...waveforms.series[name]!)
    expect(peak('RV.pressure')).toBeGreaterThan(peak('aorta.pressure'))
  })

  it('an orifice that two chambers feed passes the flow of both', () => {
    const shared: Wiring = {
      ...normalWiring,
      valves: [
        ...normalWiring.valves.filter((v) => v.name !== 'aortic'),
        { name: 'aortic', from: 'LV', to: 'aorta', share: 0.7 },
        { name: 'aortic', from: 'RV', to: 'aorta', share: 0.3 },
      ],
    }
    const { mean } = solved(shared)
    expect(mean('aortic.flow')).toBeCloseTo(mean('aortic.LV.flow') + mean('aortic.RV.flow'), 9)
  })
})

// Reference: Borda–Carnot, ρ/2 Q² (1/(Cc A) - 1/A₀)², less the same for an outlet as wide as its artery.
describe('the loss of a narrowed outlet', () => {
  it('is none for one as wide as its artery, and ρ/2 (1/(Cc A))² for one far narrower', () => {
    expect(outflowLaw(3e-4, 3e-4).quadratic).toBeCloseTo(0, 9)
    const narrow = outflowLaw(1e-6, 1)
    expect(narrow.quadratic / (530 / (0.85 * 1e-6) ** 2)).toBeCloseTo(1, 3)
  })
})
