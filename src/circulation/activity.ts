import type { LoopParameters } from './loop-parameters'

/**
 * What the patient does while the beat is looked at: `rest` right after the edit, with the blood and the heart that the
 * defects have left; `recovered` at rest some weeks later (`recoveredFrom`); `exercise`.
 */
export type Activity = 'rest' | 'recovered' | 'exercise'

/** Properties of a circulation relative to those at rest. */
export interface ActivityEffect {
  readonly rate: number
  /** Active elastance of the four chambers. */
  readonly contractility: number
  readonly systemicResistance: number
  readonly pulmonaryResistance: number
  /** Blood that stretches chambers and vessels: veins that tighten give theirs. */
  readonly bloodVolume: number
  readonly oxygenConsumption: number
}

/**
 * Moderate exercise, three times the consumption at rest (a brisk walk). That rate, contractility, resistances and
 * venous tone answer together follows Kung et al. 2014 (J Biomech Eng 136:081007, Fontan patients); how much is own:
 * set so that a healthy adult's output grows as measured, by some 5 to 6 L a minute for each litre of oxygen, the same
 * in children (Godfrey et al. 1971, Clin Sci 40:419), at a mean pressure that hardly rises. A patient whose rate, lungs
 * or veins cannot answer so will do worse. A clinical lead has to confirm the numbers.
 */
const exerciseEffect: ActivityEffect = {
  rate: 1.4,
  contractility: 1.3,
  systemicResistance: 0.58,
  pulmonaryResistance: 0.85,
  bloodVolume: 1.27,
  oxygenConsumption: 3,
}

const restEffect: ActivityEffect = {
  rate: 1,
  contractility: 1,
  systemicResistance: 1,
  pulmonaryResistance: 1,
  bloodVolume: 1,
  oxygenConsumption: 1,
}

export const effectOf = (activity: Activity): ActivityEffect =>
  activity === 'exercise' ? exerciseEffect : restEffect

/** The loop at another activity. Phases keep their share of the beat; sizes of chambers and vessels stay. */
export function loopAt(loop: LoopParameters, effect: ActivityEffect): LoopParameters {
  const { LV, RV, LA, RA } = loop.chambers
  const stronger = <C extends { readonly active: number }>(c: C): C => ({
    ...c,
    active: c.active * effect.contractility,
  })
  const arteries = loop.vessels['systemic-arteries']
  const lungs = loop.vessels['pulmonary-arteries']
  return {
    ...loop,
    period: loop.period / effect.rate,
    totalVolume: loop.totalVolume * effect.bloodVolume,
    chambers: { LV: stronger(LV), RV: stronger(RV), LA: stronger(LA), RA: stronger(RA) },
    vessels: {
      ...loop.vessels,
      'systemic-arteries': { ...arteries, resistance: arteries.resistance * effect.systemicResistance },
      'pulmonary-arteries': { ...lungs, resistance: lungs.resistance * effect.pulmonaryResistance },
    },
  }
}
