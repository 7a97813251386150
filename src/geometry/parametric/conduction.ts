import { add, scale, type Vec3 } from '../../core/vec3'
import { aroundRoot, sinusAngles } from './great-vessels'
import { at, defect, direction, gatePlans } from './skeleton'

/** Centre lines of the conduction tissue, estimated from its usual course; never measured. */
export interface ConductionPlan {
  /** Node, penetrating bundle and branching bundle, in order. */
  readonly axis: (holeRadius: number) => readonly Vec3[]
  readonly leftBundle: (holeRadius: number) => readonly Vec3[]
  readonly rightBundle: (holeRadius: number) => readonly Vec3[]
}

/**
 * The axis pierces the skeleton behind and below the membranous septum and runs along the lower rim of a
 * perimembranous defect, on its left ventricular side (Milo, Ho, Wilkinson, Anderson, J Thorac Cardiovasc Surg 79,
 * 1980). The lower rim is half the defect's width from its centre.
 */
const below = (holeRadius: number, left: number): Vec3 =>
  add(defect.centre, add(scale(direction(0, -1, 0.25), holeRadius + 1.2), scale(defect.axis, -left)))

const node = add(gatePlans.tricuspid.centre, add(direction(-10, 2, -3.5), [0, 0, 0]))

export const conduction: ConductionPlan = {
  axis: (hole) => [
    node,
    add(scale(add(node, below(hole, 0)), 0.5), direction(-0.8, -0.6, 0)),
    below(hole, 0.5),
    add(below(hole, 1.5), direction(0, 3, 4)),
  ],
  leftBundle: (hole) => [below(hole, 1.5), at(17.5, 1, 20), at(16, -1, 32), at(12, -2, 42)],
  rightBundle: (hole) => [
    add(below(hole, 1), direction(0, 3, 4)),
    at(22, 9, 20),
    at(21.5, 9, 27),
    at(36, 9, 35),
  ],
}

const ostium = (angle: number): Vec3 =>
  add(gatePlans.aortic.centre, add(scale(gatePlans.aortic.normal, 8.5), scale(aroundRoot(angle), 9)))

export const coronaryOstia = { left: ostium(sinusAngles.left), right: ostium(sinusAngles.right) }
