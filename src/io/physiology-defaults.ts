import type { Physiology } from '../heart/heart'

/** A file of shapes says nothing of the person: what is assumed until someone enters it, and the words that say so. */
interface Assumed {
  readonly physiology: Physiology
  readonly note: string
}

export const assumedAdult: Assumed = {
  physiology: { weight: 70, height: 1.75, ageYears: 40, heartRate: 70 / 60, haemoglobin: 140 },
  note: 'Physiology is assumed: adult, 70 kg, 1.75 m, 70 beats a minute, haemoglobin 140 g/L.',
}

export const assumedChild: Assumed = {
  physiology: { weight: 20, height: 1.15, ageYears: 6, heartRate: 95 / 60, haemoglobin: 125 },
  note: 'Physiology is assumed: child, 20 kg, 1.15 m, 95 beats a minute, haemoglobin 125 g/L.',
}
