import type { Vec3 } from '../../core/vec3'
import type { GateName } from '../../heart/heart'
import { type ConductionPlan, conduction } from './conduction'
import { aorta, aortaPorts, coronaryOstia, pulmonaryArtery, pulmonaryPorts } from './great-vessels'
import { leftAtrium, leftVentricle, pulmonaryVeinPorts, pulmonaryVeins } from './left-heart'
import { leftMuscle, rightMuscle } from './muscle'
import type { Body, GatePlan, Piece, PortPlan, VeinPlan } from './plans'
import { cavalPorts, cavalVeins, rightAtrium, rightVentricle } from './right-heart'
import { defect, gatePlans } from './skeleton'

/** A whole heart as shapes: millimetres of the drawn heart (a six-year-old), origin at the aortic annulus, LPS. */
export interface Anatomy {
  readonly lumen: Readonly<Record<Body, readonly Piece[]>>
  /** Muscle that stands in the blood of its ventricle. */
  readonly muscle: Readonly<Record<'LV' | 'RV', readonly Piece[]>>
  readonly gates: Readonly<Record<GateName, GatePlan>>
  readonly ports: readonly PortPlan[]
  readonly veins: readonly VeinPlan[]
  /** The membranous septum, where the defect lies; `axis` points to the right, the septum thins within `reach`. */
  readonly defect: typeof defect
  /** The thin floor of the oval fossa in the septum of the atria. */
  readonly fossa: { readonly centre: Vec3; readonly reach: number }
  readonly conduction: ConductionPlan
  readonly coronaryOstia: Readonly<Record<'left' | 'right', Vec3>>
}

/**
 * @param trabeculae 0 smooth ventricles, 1 normal
 * @param isthmus radius left by a coarctation, mm of the drawn heart; 0: none
 */
export const anatomy = (trabeculae: number, isthmus: number): Anatomy => ({
  lumen: {
    LV: leftVentricle(),
    aorta: aorta(isthmus),
    PA: pulmonaryArtery(),
    RV: rightVentricle(),
    LA: leftAtrium(),
    RA: rightAtrium(),
  },
  muscle: { LV: leftMuscle(trabeculae), RV: rightMuscle(trabeculae) },
  gates: gatePlans,
  ports: [...cavalPorts, ...pulmonaryVeinPorts, ...aortaPorts, ...pulmonaryPorts],
  veins: [...cavalVeins, ...pulmonaryVeins],
  defect,
  fossa: { centre: [-17, 16, -6], reach: 9 },
  conduction,
  coronaryOstia,
})
