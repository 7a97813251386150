import { add, scale, type Vec3 } from '../../core/vec3'
import { at, direction, gatePlans, membranousSeptum } from './skeleton'

/** Centre lines of the conduction tissue, estimated from its usual course. In order from node to apex. */
export interface ConductionPlan {
  /** Node, penetrating and branching bundle, in order. */
  readonly axis: readonly Vec3[]
  readonly leftBundle: readonly Vec3[]
  readonly rightBundle: readonly Vec3[]
}

/** Apex of the triangle of Koch: over the septal hinge of the tricuspid valve, behind the membranous septum. */
const node = add(gatePlans.tricuspid.centre, direction(-10.5, 1, -5))

/** The hole that the axis runs round: `axis` points to the right ventricle. */
interface Hole {
  readonly centre: Vec3
  readonly axis: Vec3
}

/**
 * A place in the rim of the defect, 1.2 mm from its edge and `left` towards the left ventricle. The axis pierces
 * the skeleton behind and below a perimembranous defect and runs along its lower rim on the left side
 * (Milo, Ho, Wilkinson, Anderson, J Thorac Cardiovasc Surg 79, 1980).
 */
const rim = ({ centre, axis }: Hole, radius: number, u: number, a: number, left: number): Vec3 =>
  add(centre, add(scale(direction(0, u, a), radius + 1.2), scale(axis, -left)))

/**
 * The usual course.
 * @param radius of the perimembranous defect that it runs round, mm; 0: none
 * @param hole where that defect lies
 */
export function conduction(radius: number, hole: Hole = membranousSeptum): ConductionPlan {
  const branching = rim(hole, radius, -0.6, 0.8, 1.2)
  return {
    axis: [node, rim(hole, radius, -0.9, -0.44, 0), rim(hole, radius, -1, 0.1, 0.8), branching],
    leftBundle: [branching, at(22.3, 0, 22), at(20.5, -1, 32), at(16, -2, 43)],
    rightBundle: [branching, at(26, 7, 18), at(23.5, 9, 27), at(36, 9, 35)],
  }
}
