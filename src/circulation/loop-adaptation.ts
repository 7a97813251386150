import type { LoopParameters, VesselName } from './loop-parameters'

/** What a patient's body has made of a lasting lesion, or what was found by fitting; what is left out is normal. */
export interface LoopAdaptation {
  /** Blood volume of the loop, m³. */
  readonly bloodVolume?: number
  /** Active elastance of the right ventricle relative to normal. */
  readonly rightStrength?: number
  /** Other properties relative to normal. */
  readonly factors?: LoopFactors
}

/** Properties of the loop that differ from patient to patient, relative to those expected by weight and age. */
export const loopFactorNames = [
  'systemicResistance',
  'systemicCompliance',
  'pulmonaryResistance',
  'pulmonaryCompliance',
  'leftStrength',
  'leftStiffness',
  'rightStiffness',
  'oxygenConsumption',
] as const
export type LoopFactors = Readonly<Partial<Record<(typeof loopFactorNames)[number], number>>>

/** A loop as a patient's body has made it. */
export function adapted(
  loop: LoopParameters,
  { bloodVolume, rightStrength = 1, factors = {} }: LoopAdaptation,
): LoopParameters {
  const { LV, RV, LA, RA } = loop.chambers
  const factor = (name: keyof LoopFactors) => factors[name] ?? 1
  const vessel = (name: VesselName, resistance: number, compliance: number) => {
    const v = loop.vessels[name]
    return { ...v, resistance: v.resistance * resistance, compliance: v.compliance * compliance }
  }
  const [left, right] = [factor('leftStiffness'), factor('rightStiffness')]
  return {
    ...loop,
    totalVolume: bloodVolume ?? loop.totalVolume,
    chambers: {
      LV: { ...LV, active: LV.active * factor('leftStrength'), passive: LV.passive * left },
      RV: { ...RV, active: RV.active * rightStrength, passive: RV.passive * right },
      LA: { ...LA, passive: LA.passive * left },
      RA: { ...RA, passive: RA.passive * right },
    },
    vessels: {
      ...loop.vessels,
      'systemic-arteries': vessel(
        'systemic-arteries',
        factor('systemicResistance'),
        factor('systemicCompliance'),
      ),
      'pulmonary-arteries': vessel(
        'pulmonary-arteries',
        factor('pulmonaryResistance'),
        factor('pulmonaryCompliance'),
      ),
    },
  }
}
