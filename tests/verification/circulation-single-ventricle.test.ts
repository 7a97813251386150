import { describe, expect, it } from 'vitest'
import { closedLoop } from '../../src/circulation/closed-loop'
import { type Curves, meanOf, systemicFlow } from '../../src/circulation/curves'
import { solveOxygen } from '../../src/circulation/oxygen'
import type { ShuntSpec } from '../../src/circulation/shunt'
import { solvePeriodic } from '../../src/circulation/solve-periodic'
import { type Wiring, wiredValve } from '../../src/circulation/wiring'
import { mL, mmHg } from '../../src/core/units'
import { adaptationTo } from '../../src/engine/adaptation'
import type { Physiology } from '../../src/heart/heart'

const disc = (mm: number) => (Math.PI * (mm * 1e-3) ** 2) / 4

/** A newborn after a Norwood operation: one right ventricle feeds the aorta, the atria are one. */
const newborn: Physiology = {
  weight: 3.5,
  height: 0.5,
  ageYears: 0.02,
  heartRate: 140 / 60,
  haemoglobin: 155,
}
const norwood: Wiring = {
  valves: [wiredValve('tricuspid', 'RA', 'RV'), wiredValve('pulmonary', 'RV', 'aorta')],
  caval: { SVC: 'RA', IVC: 'RA' },
}
const septectomy: ShuntSpec = { id: 'septectomy', from: 'LA', to: 'RA', area: disc(10) }
const blalock = (mm: number): ShuntSpec => ({
  ...{ id: 'shunt', from: 'aorta', to: 'pulmonary-artery', area: disc(mm), length: 0.03, tube: true },
})
const sano = (mm: number): ShuntSpec => ({
  ...{ id: 'shunt', from: 'RV', to: 'pulmonary-artery', area: disc(mm), length: 0.04, tube: true },
})

function norwoodBeat(shunt: ShuntSpec) {
  const shunts = [septectomy, shunt]
  const adaptation = adaptationTo(newborn, { shunts, narrowings: [], wiring: norwood })
  const model = closedLoop(newborn, shunts, [], norwood, adaptation)
  const { waveforms, settled } = solvePeriodic(model)
  const { saturations } = solveOxygen(model, waveforms, newborn)
  return { waveforms, settled, saturations, ratio: lungFlow(waveforms) / systemicFlow(waveforms) }
}
const lungFlow = (curves: Curves) => meanOf(curves, 'pulmonary-artery.flow')
const pulse = (curves: Curves, name: string) => {
  const curve = curves.series[name]!
  return { low: Math.min(...curve) / mmHg, high: Math.max(...curve) / mmHg }
}

// Reference: after a Norwood operation Qp:Qs about 1 and SaO2 75–85 % are aimed at (clinical.md); S = Σ Q S / Σ Q.
describe('a Norwood circulation', () => {
  const cases: [string, ShuntSpec][] = [
    ['a 3.5 mm shunt from the aorta', blalock(3.5)],
    ['a 5 mm tube from the ventricle', sano(5)],
  ]

  it.each(cases)('with %s gives the body its output, at saturations that are seen', (_, shunt) => {
    const { waveforms, settled, saturations, ratio } = norwoodBeat(shunt)
    expect(settled).toBe(1)
    const perKilo = (systemicFlow(waveforms) * 60) / mL / newborn.weight
    expect(Math.abs(perKilo / 241 - 1)).toBeLessThan(0.05)
    expect(ratio).toBeGreaterThan(0.6)
    expect(ratio).toBeLessThan(1.8)
    expect(saturations['aorta']).toBeGreaterThan(0.7)
    expect(saturations['aorta']).toBeLessThan(0.9)
  })

  it.each(cases)('with %s: arterial blood is the mixture of both veins’, to 1e-3', (_, shunt) => {
    const { waveforms, saturations: s } = norwoodBeat(shunt)
    const [qp, qs] = [lungFlow(waveforms), systemicFlow(waveforms)]
    const mixed = (qp * s['pulmonary-vein']! + qs * s['systemic-veins']!) / (qp + qs)
    expect(Math.abs(s['aorta']! / mixed - 1)).toBeLessThan(1e-3)
    expect(Math.abs(s['pulmonary-artery']! / s['RV']! - 1)).toBeLessThan(1e-3)
  })

  it('a wider shunt steals more from the body and saturates its blood more', () => {
    const [small, middle, large] = [3, 3.5, 4].map((mm) => norwoodBeat(blalock(mm)))
    expect(middle!.ratio).toBeGreaterThan(small!.ratio)
    expect(large!.ratio).toBeGreaterThan(middle!.ratio)
    expect(large!.saturations['aorta']).toBeGreaterThan(small!.saturations['aorta']!)
  })

  // A shunt from the aorta runs off in diastole too, one from the ventricle does not (Ohye et al. 2010).
  it('the shunt from the ventricle keeps the diastolic pressure', () => {
    const aortic = (shunt: ShuntSpec) => pulse(norwoodBeat(shunt).waveforms, 'aorta.pressure')
    expect(aortic(sano(5)).low).toBeGreaterThan(aortic(blalock(4)).low + 3)
  })
})

// Reference: Q = A √(2 dp / ρ) backward through the regurgitant orifice, and nothing through one of no area.
describe('a valve that leaks', () => {
  const adult: Physiology = { weight: 70, height: 1.75, ageYears: 40, heartRate: 1.25, haemoglobin: 140 }
  const leaking = (name: 'aortic' | 'mitral' | 'pulmonary' | 'tricuspid', area: number) => {
    const wiring: Wiring = {
      valves: [
        wiredValve('mitral', 'LA', 'LV'),
        wiredValve('aortic', 'LV', 'aorta'),
        wiredValve('tricuspid', 'RA', 'RV'),
        wiredValve('pulmonary', 'RV', 'pulmonary-artery'),
      ].map((v) => (v.name === name ? { ...v, leak: area } : v)),
      caval: { SVC: 'RA', IVC: 'RA' },
    }
    return solvePeriodic(closedLoop(adult, [], [], wiring)).waveforms
  }
  const fraction = (curves: Curves, name: string) => {
    let [forward, backward] = [0, 0]
    for (const q of curves.series[`${name}.flow`]!) {
      forward += Math.max(q, 0)
      backward += Math.max(-q, 0)
    }
    return backward / forward
  }

  it.each(['aortic', 'mitral', 'pulmonary', 'tricuspid'] as const)(
    '%s: the fraction that returns grows with the orifice',
    (name) => {
      const fractions = [0, 1e-5, 3e-5].map((area) => fraction(leaking(name, area), name))
      expect(fractions[0]).toBeLessThan(1e-3)
      expect(fractions[1]).toBeGreaterThan(0.01)
      expect(fractions[2]).toBeGreaterThan(1.5 * fractions[1]!)
    },
  )

  it('lets back what the orifice’s law lets through at every moment', () => {
    const area = 2e-5
    const curves = leaking('aortic', area)
    const [flow, up, down] = ['aortic.flow', 'LV.pressure', 'aorta.pressure'].map((n) => curves.series[n]!)
    let checked = 0
    flow!.forEach((q, i) => {
      const drop = down![i]! - up![i]!
      if (drop < 20 * mmHg) return
      checked++
      expect(Math.abs(-q / (area * Math.sqrt((2 * drop) / 1060)) - 1)).toBeLessThan(0.02)
    })
    expect(checked).toBeGreaterThan(20)
  })

  // An effective regurgitant orifice of 30 mm² or more is severe in an adult: half of the stroke comes back.
  it('a severe aortic leak widens the pulse', () => {
    const [healthy, severe] = [0, 3e-5].map((area) => pulse(leaking('aortic', area), 'aorta.pressure'))
    expect(severe!.low).toBeLessThan(healthy!.low - 15)
  })
})

// Reference: children and adults alike need some 5 to 6 L/min more for each L/min of oxygen (Godfrey et al. 1971), the
// mean arterial pressure rises a little, the mixed venous saturation falls.
describe('exercise', () => {
  const people: [string, Physiology][] = [
    ['an adult', { weight: 70, height: 1.75, ageYears: 30, heartRate: 1.2, haemoglobin: 140 }],
    ['a child of eight', { weight: 26, height: 1.28, ageYears: 8, heartRate: 1.4, haemoglobin: 130 }],
  ]
  const beat = (physiology: Physiology, activity: 'rest' | 'exercise') => {
    const model = closedLoop(physiology, [], [], undefined, {}, activity)
    const { waveforms } = solvePeriodic(model)
    const oxygen = solveOxygen(model, waveforms, physiology, activity === 'exercise' ? 3 : 1)
    return { waveforms, oxygen }
  }

  it.each(people)('%s puts out what the oxygen needs', (_, physiology) => {
    const [rest, exercise] = [beat(physiology, 'rest'), beat(physiology, 'exercise')]
    const more = systemicFlow(exercise.waveforms) - systemicFlow(rest.waveforms)
    const slope = more / (exercise.oxygen.consumption - rest.oxygen.consumption)
    expect(slope).toBeGreaterThan(4)
    expect(slope).toBeLessThan(7)
    const pressures = [rest, exercise].map((b) => meanOf(b.waveforms, 'aorta.pressure'))
    expect(pressures[1]! / pressures[0]!).toBeGreaterThan(0.95)
    expect(pressures[1]! / pressures[0]!).toBeLessThan(1.2)
    const venous = [rest, exercise].map((b) => b.oxygen.saturations['systemic-veins']!)
    expect(venous[1]).toBeLessThan(venous[0]! - 0.1)
    expect(venous[1]).toBeGreaterThan(0.2)
  })
})
