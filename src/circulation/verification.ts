import { litrePerMinute, mL, mmHg } from '../core/units'
import { buildLoop, closedLoop } from './closed-loop'
import { type Curves, meanOf } from './curves'
import { adultLoop, healthyLoop } from './loop-parameters'
import { narrowingLaw } from './narrowing-law'
import { solvePeriodic } from './solve-periodic'
import { circulationCommand } from './svzerod/circulation-command'

/** One number that is held against a reference. */
export interface CirculationCheck {
  readonly name: string
  readonly unit: string
  readonly value: number
  readonly reference: number
  /** |value - reference| / |reference| that is allowed. */
  readonly tolerance: number
}

/**
 * The circulation against its references: the converged beat of the published adult loop (60 beats of an explicit
 * reference run), the blood volume that it must keep, the pressures of the healthy adult, output by weight in children, Young & Tsai's losses of a 75 %
 * stenosis, and two networks that can be solved on paper.
 */
export function checkCirculation(): CirculationCheck[] {
  return [...loopChecks(), ...healthyChecks(), ...childChecks(), ...stenosisChecks(), ...networkChecks()]
}

/** Output by weight: newborn 241 ± 33, first year 204 ± 45 mL/min/kg. */
function childChecks(): CirculationCheck[] {
  const output = (weight: number, ageYears: number, perMinute: number) => {
    const child = { weight, ageYears, heartRate: perMinute / 60, height: 0, haemoglobin: 140 }
    return (meanOf(solvePeriodic(closedLoop(child)).waveforms, 'aortic.flow') * 60) / mL / weight
  }
  const unit = 'mL/min/kg'
  return [
    { name: 'newborn output', unit, value: output(3.5, 0, 140), reference: 241, tolerance: 33 / 241 },
    { name: 'infant output', unit, value: output(7, 0.5, 125), reference: 204, tolerance: 45 / 204 },
  ]
}

/**
 * A healthy adult at rest: 1,187 people for the lung artery (systolic 20.8 ± 4.4, mean 14.0 ± 3.3; Kovacs et al. 2009, Eur
 * Respir J 34:888), usual values for the rest (LV 120, LA 8, RA 4, within 4 mmHg).
 */
function healthyChecks(): CirculationCheck[] {
  const { waveforms } = solvePeriodic(buildLoop(healthyLoop()))
  const mean = (name: string) => meanOf(waveforms, `${name}.pressure`) / mmHg
  const peak = (name: string) => waveforms.series[`${name}.pressure`]!.reduce((a, b) => Math.max(a, b)) / mmHg
  const check = (name: string, value: number, reference: number, spread: number) => ({
    name: `healthy ${name}`,
    unit: 'mmHg',
    value,
    reference,
    tolerance: spread / reference,
  })
  return [
    check('lung artery, systolic', peak('pulmonary-artery'), 20.8, 4.4),
    check('lung artery, mean', mean('pulmonary-artery'), 14, 3.3),
    check('left ventricle, systolic', peak('LV'), 120, 4),
    check('left atrium, mean', mean('LA'), 8, 4),
    check('right atrium, mean', mean('RA'), 4, 4),
  ]
}

function loopChecks(): CirculationCheck[] {
  const { waveforms } = solvePeriodic(buildLoop(adultLoop()), { stepsPerBeat: 400, tolerance: 1e-6 })
  const curve = (name: string) => waveforms.series[name]!
  const low = (name: string) => curve(name).reduce((a, b) => Math.min(a, b))
  const high = (name: string) => curve(name).reduce((a, b) => Math.max(a, b))
  const stroke = high('LV.volume') - low('LV.volume')
  const check = (name: string, unit: string, value: number, reference: number) => ({
    name,
    unit,
    value,
    reference,
    tolerance: 0.01,
  })
  return [
    { ...check('blood volume', 'mL', stored(waveforms), 1617.876), tolerance: 1e-6 },
    check('LV volume, least', 'mL', low('LV.volume') / mL, 66.98),
    check('LV volume, greatest', 'mL', high('LV.volume') / mL, 136.83),
    check('LV pressure, lowest', 'mmHg', low('LV.pressure') / mmHg, 9.95),
    check('LV pressure, highest', 'mmHg', high('LV.pressure') / mmHg, 119.76),
    check('stroke volume', 'mL', stroke / mL, 69.85),
    check('ejection fraction', '', stroke / high('LV.volume'), 0.51),
    check('output', 'L/min', meanOf(waveforms, 'aortic.flow') / litrePerMinute, 5.239),
    check('aorta, systolic', 'mmHg', high('aorta.pressure') / mmHg, 118.8),
    check('aorta, diastolic', 'mmHg', low('aorta.pressure') / mmHg, 79.9),
    check('pulmonary artery, systolic', 'mmHg', high('pulmonary-artery.pressure') / mmHg, 21.39),
    check('pulmonary artery, diastolic', 'mmHg', low('pulmonary-artery.pressure') / mmHg, 18.51),
    check('RA mean', 'mmHg', meanOf(waveforms, 'RA.pressure') / mmHg, 7.93),
    check('LA mean', 'mmHg', meanOf(waveforms, 'LA.pressure') / mmHg, 15.83),
    check('RV volume, least', 'mL', low('RV.volume') / mL, 111.72),
    check('RV volume, greatest', 'mL', high('RV.volume') / mL, 181.57),
    check('RV pressure, lowest', 'mmHg', low('RV.pressure') / mmHg, 3.95),
    check('RV pressure, highest', 'mmHg', high('RV.pressure') / mmHg, 25.04),
  ]
}

function stenosisChecks(): CirculationCheck[] {
  const law = narrowingLaw({ area: Math.PI * 1e-6, referenceArea: 4 * Math.PI * 1e-6, length: 8e-3 })
  return [1.01, 2.7, 5.09, 8.16, 11.93].map((reference, i) => {
    const flow = (i + 1) * mL
    const value = (law.linear * flow + law.quadratic * flow ** 2) / mmHg
    return { name: `Young–Tsai stenosis at ${i + 1} mL/s`, unit: 'mmHg', value, reference, tolerance: 0.005 }
  })
}

/** All stored volumes at mid-beat, mL. */
function stored(curves: Curves): number {
  const volumes = Object.entries(curves.series).filter(([name]) => name.endsWith('.volume'))
  return volumes.reduce((sum, [, curve]) => sum + curve[curve.length >> 1]!, 0) / mL
}

/** Networks with a solution on paper: inlet pressure = Q (R + S |Q|) + Q (Rp + Rd), or + Q R + Pd. */
function networkChecks(): CirculationCheck[] {
  const vessel = (values: object, outlet: object) =>
    JSON.stringify({
      simulation_parameters: { number_of_cardiac_cycles: 2, number_of_time_pts_per_cardiac_cycle: 11 },
      boundary_conditions: [
        { bc_name: 'IN', bc_type: 'FLOW', bc_values: { Q: 5 } },
        { bc_name: 'OUT', ...outlet },
      ],
      vessels: [
        {
          vessel_id: 0,
          vessel_name: 'vessel',
          zero_d_element_type: 'BloodVessel',
          zero_d_element_values: values,
          boundary_conditions: { inlet: 'IN', outlet: 'OUT' },
        },
      ],
    })
  const windkessel = { bc_type: 'RCR', bc_values: { Rp: 1000, C: 1e-4, Rd: 1000, Pd: 0 } }
  const resistance = { bc_type: 'RESISTANCE', bc_values: { R: 100, Pd: 100 } }
  const inlet = (text: string) => circulationCommand(text, 'verification').pressure_in?.at(-1) ?? Number.NaN
  const row = (name: string, text: string, reference: number) => ({
    name: `svZeroD network: ${name}`,
    unit: '',
    value: inlet(text),
    reference,
    tolerance: 1e-9,
  })
  return [
    row('resistance and windkessel', vessel({ R_poiseuille: 100 }, windkessel), 10500),
    row('stenosis', vessel({ R_poiseuille: 100, stenosis_coefficient: 100 }, resistance), 3600),
  ]
}
