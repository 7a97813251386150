import { defaultPhysiology } from '../../heart/default-physiology'
import type { Physiology } from '../../heart/heart'
import type { LabelWork } from './label-work'

/** Weight that goes with the chambers of an adult, kg; blood in a heart grows in proportion to the body. */
const adultWeight = 70

/**
 * The patient’s physiology: what is given; where neither age, weight nor height is, the weight that goes with the size
 * of the heart; the rest as is usual at that age. What was assumed is in the notes.
 */
export function physiologyOf(work: LabelWork): { physiology: Physiology; notes: string[] } {
  const given = work.options.physiology ?? {}
  const sized = given.ageYears !== undefined || given.weight !== undefined || given.height !== undefined
  const bySize = !sized && work.scale < 1
  const known = bySize ? { ...given, weight: Number((adultWeight * work.scale ** 3).toPrecision(2)) } : given
  const { physiology, assumed } = defaultPhysiology(known)
  if (assumed.length === 0) return { physiology, notes: [] }
  const { weight, height, heartRate, haemoglobin, ageYears } = physiology
  const who =
    sized || bySize
      ? `a patient of ${ageYears < 2 ? `${(12 * ageYears).toFixed(0)} months` : `${ageYears.toFixed(0)} years`}`
      : 'adult'
  const why = bySize ? ' (from the size of the chambers)' : ''
  return {
    physiology,
    notes: [
      `Physiology is assumed: ${who}${why}, ${Number(weight.toPrecision(3))} kg, ${Number(height.toPrecision(3))} m, ${(60 * heartRate).toFixed(0)} beats a minute, haemoglobin ${haemoglobin.toFixed(0)} g/L.`,
    ],
  }
}
