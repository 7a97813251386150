import { add, cross, dot, normalize, scale, subtract, type Vec3 } from '../../core/vec3'
import type { GateName } from '../../heart/heart'
import type { GatePlan, Piece } from './plans'
import { cylinder } from './solids'

/*
 * The fibrous skeleton: the frame of the ventricles, the four valve planes and the place of the membranous septum.
 * Lengths along the ventricles use the frame (r, u, a): r from the left ventricle through the septum to the right,
 * u up and forward towards the outlets, a from base to apex (to the left, forward and down).
 */
const towardsApex: Vec3 = normalize([0.62, -0.58, -0.53])
const roughlyRight: Vec3 = [-0.745, -0.645, -0.166]
const towardsRight = normalize(subtract(roughlyRight, scale(towardsApex, dot(roughlyRight, towardsApex))))
const towardsOutlets = cross(towardsRight, towardsApex)

export const direction = (r: number, u: number, a: number): Vec3 =>
  add(add(scale(towardsRight, r), scale(towardsOutlets, u)), scale(towardsApex, a))

/** The ball that forms the base of the left ventricle carries the mitral and the aortic annulus. */
const base = { centre: [0, 0, 18] as const, radius: 21.7 }
const aorticWay = normalize([0.3, 0.45, -0.84])
const mitralWay = normalize([-0.27, -0.37, -0.89])
const aorticPlace = add(base.centre, scale(aorticWay, base.radius))

/** From (r, u, a) with its origin on the base of the left ventricle to patient space. */
export const at = (r: number, u: number, a: number): Vec3 =>
  direction(r - aorticPlace[0], u - aorticPlace[1], a - aorticPlace[2])

export const leftBase = { centre: at(...base.centre), radius: base.radius }
/** The ball of the right ventricle that carries the tricuspid annulus. */
export const rightBase = { centre: at(33, -6, 17.5), radius: 17 }
const tricuspidWay = direction(...normalize([-0.1, -0.03, -0.99]))

/** Radii: half of the mean diameters for .8 m² of the Pediatric Heart Network (Lopez et al., Circ CVI 10, 2017). */
export const gatePlans: Readonly<Record<GateName, GatePlan>> = {
  mitral: {
    id: 'mitral',
    from: 'LA',
    to: 'LV',
    centre: add(leftBase.centre, scale(direction(...mitralWay), leftBase.radius - 1)),
    normal: scale(direction(...mitralWay), -1),
    radius: 10,
  },
  tricuspid: {
    id: 'tricuspid',
    from: 'RA',
    to: 'RV',
    centre: add(rightBase.centre, scale(tricuspidWay, rightBase.radius + 0.5)),
    normal: scale(tricuspidWay, -1),
    radius: 11,
  },
  aortic: {
    id: 'aortic',
    from: 'LV',
    to: 'aorta',
    centre: [0, 0, 0],
    normal: direction(...aorticWay),
    radius: 6.8,
  },
  pulmonary: {
    id: 'pulmonary',
    from: 'RV',
    to: 'PA',
    centre: [6, -16.5, 13],
    normal: normalize([0.02, 0.42, 0.91]),
    radius: 8.2,
  },
}

/** The short straight sleeve of an annulus on one side of its plane; +1 downstream. */
export const sleeve = (gate: GatePlan, side: 1 | -1, depth: number): Piece => ({
  solids: [cylinder(gate.centre, scale(gate.normal, side), depth, gate.radius)],
  blend: 0,
  id: `${gate.id}-sleeve`,
})

/**
 * The membranous septum: under the commissure of the right and non-coronary aortic leaflets, behind the septal
 * leaflet of the tricuspid valve. The axis points to the right ventricle; within `reach` the septum thins.
 */
const membranousWay = direction(...normalize([0.79, 0.24, -0.56]))
export const membranousSeptum = {
  centre: add(leftBase.centre, scale(membranousWay, leftBase.radius + 1.3)),
  axis: membranousWay,
  reach: 11,
}
