import { litrePerMinute, mL, mmHg } from '../core/units'
import { buildLoop } from './closed-loop'
import { meanOf } from './curves'
import { adultLoop } from './loop-parameters'
import { narrowingLaw } from './narrowing-law'
import { solvePeriodic } from './solve-periodic'

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
 * reference run), the blood volume that it must keep, and Young & Tsai's losses of a 75 % stenosis.
 */
export function checkCirculation(): CirculationCheck[] {
  return [...loopChecks(), ...stenosisChecks()]
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
