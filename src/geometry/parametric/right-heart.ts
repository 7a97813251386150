import { add, scale, type Vec3 } from '../../core/vec3'
import { type GatePlan, type Piece, pieces, type VeinPlan, whole } from './plans'
import { at, gatePlans, membranousSeptum, rightBase, sleeve } from './skeleton'
import { ball, ellipsoid, roundCone, type Station, tube } from './solids'
import type { Vessel } from './vessels'

const { tricuspid, pulmonary } = gatePlans

/** Inlet under the tricuspid valve, body wrapped round the septum to the apex, and the outlet that rises in front. */
export const rightVentricle = (): Piece[] => [
  ...pieces(
    7,
    ball(rightBase.centre, rightBase.radius),
    roundCone(rightBase.centre, 17, at(24, -5, 40), 11.5),
    roundCone(at(27.5, 4, 20), 22, at(21, 1, 41.5), 12),
    ball(add(membranousSeptum.centre, scale(membranousSeptum.axis, 6)), 7.5),
  ),
  whole(7, [roundCone(at(25.5, 13, 19), 18, at(16, 21, 17), 13.5)], 'right-outlet'),
  sleeve(pulmonary, -1, 3),
  sleeve(tricuspid, 1, 9),
]

/** The tube under the pulmonary valve: what tetralogy narrows. */
export const rightOutflow: Vessel = {
  id: 'right-outflow',
  name: 'Right ventricular outflow',
  body: 'RV',
  blend: 2,
  stations: [
    [at(17, 20, 17), 11.5],
    [add(pulmonary.centre, add(scale(pulmonary.normal, -9), [-1, -1.5, 0])), 9],
    [add(pulmonary.centre, scale(pulmonary.normal, -3)), 8.3],
    [add(pulmonary.centre, scale(pulmonary.normal, 4)), 8.2],
  ],
  after: { point: pulmonary.centre, normal: scale(pulmonary.normal, -1), spans: 3 },
}

const superiorCava: readonly Station[] = [
  [[-26.5, 9, 4], 7.2],
  [[-25, 8.5, 18], 6.4],
  [[-25, 7.5, 33], 6.1],
  [[-25.5, 6, 46], 6],
]
const inferiorCava: readonly Station[] = [
  [[-27, 11.5, -22], 8.2],
  [[-25.5, 14, -32], 7.4],
  [[-24.5, 15, -43], 7.2],
]

/**
 * The wide appendage with its comb-like edge, in front of the atrium and beside the aorta.
 * @param away by how much its tip is drawn aside, mm: an aorta that arises farther to the right needs the room
 */
export function rightAppendage(away: Vec3): Piece[] {
  const aside = (p: Vec3, part: number): Vec3 => add(p, scale(away, part))
  const body = tube(
    [
      [[-31, -3, 0], 10.5],
      [aside([-27.5, -13, 7], 0.5), 8],
      [aside([-21, -18.5, 10.5], 0.8), 6],
      [aside([-12.5, -20.5, 12], 1), 3.4],
    ],
    4,
  )
  const comb = [
    roundCone(aside([-31, -6, 2], 0.2), 8, aside([-29, -18, 2], 0.4), 4.5),
    roundCone([-33, -8, -2], 7, [-35, -14, -5], 5.5),
    roundCone(aside([-22, -15, 9], 0.8), 5, aside([-20, -21.5, 6.5], 0.8), 3),
  ]
  return [
    { ...whole(5, body), id: appendageId },
    ...pieces(4, ...comb).map((piece) => ({ ...piece, id: appendageId })),
  ]
}
const appendageId = 'right-appendage'

/** The funnel of the right atrium towards its valve. */
export const rightVestibule = (valve: GatePlan): Piece => ({
  solids: [roundCone([-29, 3, -13], 12, add(valve.centre, scale(valve.normal, -4)), valve.radius - 0.5)],
  blend: 6,
  id: 'right-vestibule',
})

/** Between the caval veins a smooth tube, and the vestibule of the tricuspid valve; in front of it the appendage. */
export const rightAtrium = (): Piece[] => [
  ...pieces(
    6,
    roundCone([-27, 8.5, 0], 10.5, [-27.5, 10, -20], 11.5),
    ellipsoid(
      [-33, 2, -9],
      [11.5, 14, 17.5],
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    ),
  ),
  rightVestibule(tricuspid),
  ...rightAppendage([0, 0, 0]),
  sleeve(tricuspid, -1, 9),
]

export const cavalVessels: readonly Vessel[] = [
  {
    id: 'superior-vena-cava',
    name: 'Superior vena cava',
    body: 'RA',
    blend: 5,
    port: 'SVC',
    stations: superiorCava,
  },
  {
    id: 'inferior-vena-cava',
    name: 'Inferior vena cava',
    body: 'RA',
    blend: 5,
    port: 'IVC',
    stations: inferiorCava,
  },
]

/** Runs in the groove behind the mitral valve and opens between the inferior caval vein and the tricuspid valve. */
export const coronarySinus: Vessel = {
  id: 'coronary-sinus',
  name: 'Coronary sinus',
  body: 'sinus',
  blend: 0,
  stations: [
    [[15, 29, -14.5], 2],
    [[7, 31, -14.7], 2.3],
    [[-1, 30, -17], 2.6],
    [[-8, 26.4, -18], 2.8],
    [[-12.5, 20.5, -19], 2.9],
    [[-17.5, 14, -18.8], 3.1],
    [[-23, 7.5, -17.5], 3.4],
  ],
}

export const cavalVeins: readonly VeinPlan[] = [
  { part: 'SVC', body: 'RA', centre: [-24.5, 7.5, 15], axis: [0, 0, 1], radius: 11.5 },
  { part: 'IVC', body: 'RA', centre: [-25, 14, -31], axis: [0, 0, -1], radius: 13 },
]
