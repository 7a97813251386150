import { describe, expect, it } from 'vitest'
import { mmHg } from '../core/units'
import { type Measured, measuredNames, type Physiology } from '../heart/heart'
import { closedLoop } from './closed-loop'
import { meanOf } from './curves'
import { type FitSubject, fitLoop, targetsOf } from './fit-loop'
import type { LoopAdaptation } from './loop-adaptation'
import { solvePeriodic } from './solve-periodic'
import { normalWiring } from './wiring'

const child: Physiology = { weight: 12, height: 0.85, ageYears: 2, heartRate: 1.8, haemoglobin: 125 }
const hole = { id: 'LV-RV', from: 'LV', to: 'RV', area: 30e-6 } as const

/** What a catheter would read in a patient of known properties. */
function measuredIn(subject: FitSubject, adaptation: LoopAdaptation): Measured {
  const model = closedLoop(subject.physiology, subject.shunts, subject.narrowings, subject.wiring, adaptation)
  const { waveforms } = solvePeriodic(model)
  const curve = (name: string) => waveforms.series[name]!
  return {
    aorticSystolic: Math.max(...curve('aorta.pressure')),
    aorticDiastolic: Math.min(...curve('aorta.pressure')),
    pulmonarySystolic: Math.max(...curve('pulmonary-artery.pressure')),
    pulmonaryMean: meanOf(waveforms, 'pulmonary-artery.pressure'),
    rightAtrialMean: meanOf(waveforms, 'RA.pressure'),
    leftAtrialMean: meanOf(waveforms, 'LA.pressure'),
    systemicFlow: meanOf(waveforms, 'aortic.flow'),
    pulmonaryFlow: meanOf(waveforms, 'pulmonary-artery.flow'),
  }
}

const normalVolume = closedLoop(child).conserved!.total
const subjectOf = (physiology: Physiology, shunts: FitSubject['shunts'] = []): FitSubject => ({
  physiology,
  shunts,
  narrowings: [],
  wiring: normalWiring,
})

describe('fitting the circulation to a patient', () => {
  // A twin experiment: the values come from known properties, so that these must be found again.
  it('finds high lung resistance behind a ventricular septal defect', () => {
    const known: LoopAdaptation = {
      bloodVolume: 1.2 * normalVolume,
      rightStrength: 2,
      factors: { pulmonaryResistance: 3, systemicResistance: 1.2 },
    }
    const measured = measuredIn(subjectOf(child, [hole]), known)
    const fit = fitLoop(subjectOf({ ...child, measured }, [hole]), { bloodVolume: normalVolume })
    for (const row of fit.rows)
      expect(Math.abs(row.fitted - row.measured), row.name).toBeLessThan(row.uncertainty)
    expect(fit.rows.map((r) => r.name)).toEqual([...measuredNames])
    expect(fit.adaptation.factors.pulmonaryResistance).toBeGreaterThan(2.2)
    expect(fit.adaptation.factors.pulmonaryResistance).toBeLessThan(3.8)
    expect(fit.spread['pulmonaryResistance']).toBeLessThan(0.3)
  })

  it('leaves alone what no value speaks about', () => {
    const own = measuredIn(subjectOf(child), {})
    const pulmonaryMean = own.pulmonaryMean! + 15 * mmHg
    const measured: Measured = { pulmonaryMean }
    const fit = fitLoop(subjectOf({ ...child, measured }), { bloodVolume: normalVolume })
    const { factors } = fit.adaptation
    expect(factors.pulmonaryResistance).toBeGreaterThan(1.2)
    expect(Math.abs(fit.rows[0]!.fitted - pulmonaryMean)).toBeLessThan(fit.rows[0]!.uncertainty)
    expect(Math.abs(Math.log(factors.systemicCompliance!))).toBeLessThan(0.1)
    // Its spread stays that of the expectation.
    expect(fit.spread['systemicCompliance']).toBeGreaterThan(0.35)
  })

  it('moves nothing where the values are those expected', () => {
    const measured = measuredIn(subjectOf(child), {})
    const { adaptation } = fitLoop(subjectOf({ ...child, measured }), { bloodVolume: normalVolume })
    for (const factor of Object.values(adaptation.factors)) expect(factor).toBeCloseTo(1, 2)
    expect(adaptation.bloodVolume / normalVolume).toBeCloseTo(1, 2)
  })

  it('hears measured saturations through the consumption of oxygen', () => {
    const saturations = { mixedVenous: 0.55 }
    const fit = fitLoop(subjectOf({ ...child, saturations }), { bloodVolume: normalVolume })
    expect(fit.rows[0]!.fitted).toBeLessThan(0.62)
    expect(fit.adaptation.factors.oxygenConsumption).toBeGreaterThan(1.05)
    expect([...targetsOf(child)]).toEqual([])
  })
})
