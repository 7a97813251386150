import { describe, expect, it } from 'vitest'
import { buildLoop, closedLoop } from '../../src/circulation/closed-loop'
import { type Curves, meanOf } from '../../src/circulation/curves'
import { adultLoop } from '../../src/circulation/loop-parameters'
import { solveOxygen } from '../../src/circulation/oxygen'
import { solvePeriodic } from '../../src/circulation/solve-periodic'
import { checkCirculation } from '../../src/circulation/verification'
import { litrePerMinute, mL, mmHg } from '../../src/core/units'
import type { Physiology } from '../../src/heart/heart'

const adult: Physiology = { weight: 70, height: 1.75, ageYears: 40, heartRate: 1.25, haemoglobin: 140 }
const hole = (from: 'LV' | 'RV' | 'LA' | 'RA', to: 'LV' | 'RV' | 'LA' | 'RA', mm: number) => ({
  id: 'hole',
  from,
  to,
  area: (Math.PI * (mm * 1e-3) ** 2) / 4,
})
const ratio = (curves: Curves) => meanOf(curves, 'pulmonary.flow') / meanOf(curves, 'aortic.flow')

// Reference: the converged beat of the published four-chamber loop (Regazzoni/Blanco) and Young & Tsai's stenosis,
// dp = Kv μ U / D + Kt ρ/2 (A0/As - 1)² U².
describe('the circulation against its references', () => {
  it.each(checkCirculation())('$name is $reference $unit', ({ value, reference, tolerance }) => {
    expect(Math.abs(value - reference) / reference).toBeLessThan(tolerance)
  })
})

// Reference: Σ V is constant, whatever opens between the parts.
describe('blood is neither made nor lost', () => {
  const total = adultLoop().totalVolume
  const volumes = (curves: Curves) => Object.keys(curves.series).filter((name) => name.endsWith('.volume'))

  it.each([0, 8])('over sixty plain beats with a ventricular hole of %s mm', (mm) => {
    const model = buildLoop(adultLoop(), [hole('LV', 'RV', mm)])
    const { state, cycles } = solvePeriodic(model, { beats: 60, tolerance: 0, plainBeats: true })
    expect(cycles).toBe(60)
    const stored = model.conserved!.indices.reduce((sum, i) => sum + state.y[i]!, 0)
    expect(Math.abs(stored / total - 1)).toBeLessThan(1e-6)
  })

  it('at every moment of the recorded beat (single precision)', () => {
    const { waveforms } = solvePeriodic(buildLoop(adultLoop(), [hole('LV', 'RV', 8)]))
    for (let k = 0; k < waveforms.time.length; k += 10) {
      const stored = volumes(waveforms).reduce((sum, name) => sum + waveforms.series[name]![k]!, 0)
      expect(Math.abs(stored / total - 1)).toBeLessThan(1e-6)
    }
  })

  it('the end of the beat is its start', () => {
    const { waveforms, residual, settled } = solvePeriodic(buildLoop(adultLoop()))
    expect(residual).toBeLessThan(1e-4)
    expect(settled).toBe(1)
    const lv = waveforms.series['LV.volume']!
    expect(lv.at(-1)! / lv[0]!).toBeCloseTo(1, 4)
  })
})

describe('the same beat is found by shooting and by waiting', () => {
  it('Newton’s periodic beat is the one that eighty plain beats reach', () => {
    const model = buildLoop(adultLoop(), [hole('LV', 'RV', 6)])
    const shot = solvePeriodic(model, { tolerance: 1e-7 })
    const waited = solvePeriodic(model, { tolerance: 0, beats: 80, plainBeats: true })
    expect(shot.cycles).toBeLessThan(20)
    expect(ratio(waited.waveforms) / ratio(shot.waveforms)).toBeCloseTo(1, 3)
  })

  it('a warm start after an edit gives the same answer as a cold one', () => {
    const before = solvePeriodic(closedLoop(adult))
    const model = closedLoop(adult, [hole('LV', 'RV', 8)])
    const warm = solvePeriodic(model, { warm: before.state })
    const cold = solvePeriodic(model)
    expect(warm.settled).toBe(1)
    expect(ratio(warm.waveforms) / ratio(cold.waveforms)).toBeCloseTo(1, 4)
  })
})

// Reference: mean Q of a second-order scheme converges with the square of the step.
describe('fewer steps a beat', () => {
  it('change the output by less than .3 % from 200 to 800', () => {
    const output = (stepsPerBeat: number) =>
      meanOf(solvePeriodic(buildLoop(adultLoop()), { stepsPerBeat }).waveforms, 'aortic.flow')
    expect(Math.abs(output(200) / output(800) - 1)).toBeLessThan(0.003)
  })
})

// Reference: Q = Cd A √(2 dp / ρ): the left ventricle's pressure is the higher, so that blood goes from left to right
// and the more, the larger the hole.
describe('a hole in the septum', () => {
  const solve = (from: 'LV' | 'LA', to: 'RV' | 'RA', mm: number) =>
    solvePeriodic(closedLoop(adult, [hole(from, to, mm)])).waveforms

  it('that is not there leaves Qp:Qs at 1.00', () => {
    expect(Math.abs(ratio(solve('LV', 'RV', 0)) - 1)).toBeLessThan(0.005)
  })

  it('between the ventricles raises Qp:Qs from 4 to 8 to 12 mm, left to right', () => {
    const ratios = [4, 8, 12].map((mm) => ratio(solve('LV', 'RV', mm)))
    expect(ratios[0]).toBeGreaterThan(1.1)
    expect(ratios[1]).toBeGreaterThan(ratios[0]! + 0.3)
    expect(ratios[2]).toBeGreaterThan(ratios[1]! + 0.3)
    expect(meanOf(solve('LV', 'RV', 8), 'shunt.hole.flow')).toBeGreaterThan(0)
  })

  it('between the atria does so too', () => {
    const ratios = [5, 10, 15].map((mm) => ratio(solve('LA', 'RA', mm)))
    expect(ratios[0]).toBeGreaterThan(1.05)
    expect(ratios[1]).toBeGreaterThan(ratios[0]!)
    expect(ratios[2]).toBeGreaterThan(ratios[1]!)
  })

  it('counted from the right carries the same blood the other way', () => {
    const left = solvePeriodic(closedLoop(adult, [hole('LV', 'RV', 8)])).waveforms
    const right = solvePeriodic(closedLoop(adult, [hole('RV', 'LV', 8)])).waveforms
    expect(meanOf(right, 'shunt.hole.flow') / meanOf(left, 'shunt.hole.flow')).toBeCloseTo(-1, 4)
  })

  it('with a measured law gives the flow that the law allows', () => {
    const area = hole('LV', 'RV', 8).area
    const law = { linear: 0, quadratic: 1060 / (2 * (0.65 * area) ** 2) }
    const measured = solvePeriodic(closedLoop(adult, [{ ...hole('LV', 'RV', 8), law }])).waveforms
    expect(ratio(measured) / ratio(solve('LV', 'RV', 8))).toBeCloseTo(1, 2)
  })

  it.each([1e-6, 1e-3, 0.05, 60, 300])('of %s mm is answered: closed, or wide open', (mm) => {
    const { waveforms, settled } = solvePeriodic(closedLoop(adult, [hole('LV', 'RV', mm)]))
    expect(settled).toBe(1)
    if (mm < 0.1) expect(ratio(waveforms)).toBeCloseTo(1, 3)
    else expect(ratio(waveforms)).toBeGreaterThan(3)
  })

  it('whose measured law has no loss falls back on the orifice', () => {
    const law = { linear: 0, quadratic: 0 }
    const lossless = solvePeriodic(closedLoop(adult, [{ ...hole('LV', 'RV', 4), law }])).waveforms
    expect(ratio(lossless)).toBeCloseTo(ratio(solve('LV', 'RV', 4)), 6)
  })

  it('Qp = Qs + shunt', () => {
    const curves = solve('LV', 'RV', 8)
    const sum = meanOf(curves, 'aortic.flow') + meanOf(curves, 'shunt.hole.flow')
    expect(sum / meanOf(curves, 'pulmonary.flow')).toBeCloseTo(1, 4)
  })
})

// Reference: newborn 241 ± 33 mL/min/kg, first year 204 ± 45 mL/min/kg.
describe('children', () => {
  const at = (weight: number, ageYears: number, perMinute: number) =>
    solvePeriodic(closedLoop({ ...adult, weight, ageYears, heartRate: perMinute / 60 })).waveforms
  const perKilo = (curves: Curves, weight: number) => (meanOf(curves, 'aortic.flow') * 60) / mL / weight

  it('a newborn’s output is 241 ± 33 mL/min/kg', () => {
    expect(Math.abs(perKilo(at(3.5, 0, 140), 3.5) - 241)).toBeLessThan(33)
  })

  it('an infant’s output is 204 ± 45 mL/min/kg', () => {
    expect(Math.abs(perKilo(at(7, 0.5, 125), 7) - 204)).toBeLessThan(45)
  })

  // Reference: mean arterial pressure 55 mmHg + 1.5 mmHg a year (Haque & Zaritsky 2007).
  it('a six-year-old’s mean arterial pressure is within 10 % of 64 mmHg', () => {
    const mean = meanOf(at(20, 6, 95), 'aorta.pressure') / mmHg
    expect(Math.abs(mean / 64 - 1)).toBeLessThan(0.1)
  })

  it('a patient without a weight is a fault', () => {
    expect(() => closedLoop({ ...adult, weight: Number.NaN })).toThrow('weight')
  })

  it('the adult’s output hardly depends on the rate at which it was measured', () => {
    const fast = meanOf(at(70, 40, 100), 'aortic.flow') / litrePerMinute
    expect(Math.abs(fast / 5.239 - 1)).toBeLessThan(0.01)
  })
})

// Reference: oxygen taken up in the lungs = oxygen consumed; Fick's Qp:Qs = (Sa - Smv) / (Spv - Spa).
describe('oxygen', () => {
  it.each([0, 4, 8, 12])('uptake is consumption and oximetry agrees with flow, hole of %s mm', (mm) => {
    const model = closedLoop(adult, [hole('LV', 'RV', mm)])
    const { waveforms } = solvePeriodic(model)
    const { saturations: s, uptake, consumption } = solveOxygen(model, waveforms, adult)
    expect(uptake / consumption).toBeCloseTo(1, 9)
    const fick = (s['aorta']! - s['systemic-veins']!) / (s['pulmonary-vein']! - s['pulmonary-artery']!)
    expect(Math.abs(fick / ratio(waveforms) - 1)).toBeLessThan(0.02)
  })

  it('an adult at rest: arterial over 95 %, mixed venous 65–75 %', () => {
    const model = closedLoop(adult)
    const { saturations } = solveOxygen(model, solvePeriodic(model).waveforms, adult)
    expect(saturations['aorta']).toBeGreaterThan(0.95)
    expect(saturations['systemic-veins']).toBeGreaterThan(0.65)
    expect(saturations['systemic-veins']).toBeLessThan(0.75)
  })

  it('a right-to-left shunt lowers the arterial saturation', () => {
    const narrow = { id: 'rvot', place: 'pulmonary-valve' as const, law: { linear: 0, quadratic: 4e12 } }
    const model = closedLoop(adult, [hole('LV', 'RV', 14)], [narrow])
    const { waveforms } = solvePeriodic(model)
    expect(ratio(waveforms)).toBeLessThan(1)
    expect(solveOxygen(model, waveforms, adult).saturations['aorta']).toBeLessThan(0.95)
  })
})
