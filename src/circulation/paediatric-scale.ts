import { Fault } from '../core/fault'
import { mL, mmHg } from '../core/units'
import type { Physiology } from '../heart/heart'
import { healthyLoop, type LoopParameters, scaleLoop } from './loop-parameters'

/** What the healthy adult's loop does at rest (converged, 75 beats/min, 70 kg). */
const adultOutput = 5.239e-3 / 60 // m³/s
const adultWeight = 70 // kg
const adultArterialMean = 99.9 * mmHg
const adultRightAtrialMean = 5.29 * mmHg

/** Output of a newborn at rest, 241 mL/min/kg at 3.5 kg (Doppler; normal 200–325). */
const newbornWeight = 3.5
const newbornOutput = (241 * mL * newbornWeight) / 60

/**
 * Cardiac output expected at rest, m³/s: the power of weight through the newborn (241 mL/min/kg at 3.5 kg) and the
 * adult (5.239 L/min at 70 kg), exponent .61. It gives 184 mL/min/kg at 7 kg where the first
 * year measures 204 ± 45. Individual hearts differ by ± 15–20 %.
 */
export function expectedOutput(weight: number): number {
  const exponent = Math.log(adultOutput / newbornOutput) / Math.log(adultWeight / newbornWeight)
  return adultOutput * (weight / adultWeight) ** exponent
}

/**
 * Mean arterial pressure expected at rest, Pa: 55 mmHg + 1.5 mmHg a year (50th centile at the 50th height centile,
 * 1–17 years; Haque & Zaritsky 2007, Pediatr Crit Care Med 8:138), up to the adult's.
 * Used from birth, where it lies within the normal range of the first weeks.
 */
export function expectedArterialMean(ageYears: number): number {
  return Math.min((55 + 1.5 * ageYears) * mmHg, adultArterialMean)
}

/**
 * Share of the systemic output that returns by the superior vena cava: 49 % in newborns, 55 % at 2.5 years, 35 %
 * from 6.6 years (Salim et al. 1995, Circulation 92:1943), straight lines between.
 */
export function upperBodyShare(ageYears: number): number {
  if (ageYears < 2.5) return 0.49 + (0.06 * ageYears) / 2.5
  return 0.55 - 0.2 * Math.min((ageYears - 2.5) / 4.1, 1)
}

/**
 * Parameters of the closed loop for a patient: output by weight, systemic pressure by age, the patient's own heart
 * rate. The lungs' pressures are the adult's, which holds from about the third month of life (before that the
 * pulmonary resistance is still falling).
 * @throws Fault where weight or heart rate is not a positive number, the rate above 6 beats a second, or age negative
 */
export function loopFor(physiology: Physiology): LoopParameters {
  demand(physiology.weight > 0, 'weight', physiology.weight)
  // Beats a second: a rate in beats a minute would pass for one that no heart has.
  demand(physiology.heartRate > 0 && physiology.heartRate < 6, 'heart rate', physiology.heartRate)
  demand(physiology.ageYears >= 0, 'age', physiology.ageYears)
  const base = healthyLoop()
  const scaled = scaleLoop(base, {
    flow: expectedOutput(physiology.weight) / adultOutput,
    period: 1 / (physiology.heartRate * base.period),
    systemicPressure:
      (expectedArterialMean(physiology.ageYears) - adultRightAtrialMean) /
      (adultArterialMean - adultRightAtrialMean),
  })
  return { ...scaled, upperShare: upperBodyShare(physiology.ageYears) }
}

function demand(holds: boolean, what: string, value: number): void {
  if (!holds)
    throw new Fault(
      "The patient's physiology",
      `has the ${what} ${value} (SI)`,
      `Give the ${what} in its range`,
    )
}
