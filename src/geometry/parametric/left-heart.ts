import { normalize, subtract } from '../../core/vec3'
import { type GatePlan, type Piece, pieces, type VeinPlan, whole } from './plans'
import { at, gatePlans, leftBase, sleeve } from './skeleton'
import { ellipsoid, roundCone, type Station, tube } from './solids'
import type { Vessel } from './vessels'

const { mitral, aortic } = gatePlans
const upright = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
] as const

/** A cone with a round base, its apex towards (r, u, a) = (1, 1, 58). */
export const leftVentricle = (): Piece[] => [
  ...pieces(
    6,
    roundCone(leftBase.centre, leftBase.radius, at(0.5, 0, 34), 17.5),
    roundCone(at(0.5, 0, 34), 17.5, at(1, 1, 53.5), 7.5),
  ),
  sleeve(aortic, -1, 5),
  sleeve(mitral, 1, 6),
]

const veins: readonly (readonly [id: string, name: string, stations: readonly Station[]])[] = [
  [
    'right-upper-pulmonary-vein',
    'Right superior pulmonary vein',
    [
      [[-15, 25, 7], 5],
      [[-25, 27, 11], 4.6],
      [[-35, 28.5, 14], 4.4],
    ],
  ],
  [
    'right-lower-pulmonary-vein',
    'Right inferior pulmonary vein',
    [
      [[-14, 28, -3], 5],
      [[-24, 34, -5], 4.5],
      [[-33, 39, -7], 4.3],
    ],
  ],
  [
    'left-upper-pulmonary-vein',
    'Left superior pulmonary vein',
    [
      [[8, 24, 8], 4.8],
      [[18, 25, 13], 4.4],
      [[28, 26, 18], 4.2],
    ],
  ],
  [
    'left-lower-pulmonary-vein',
    'Left inferior pulmonary vein',
    [
      [[7, 27, -3], 4.8],
      [[18, 30.5, -4], 4.4],
      [[29, 34, -5], 4.2],
    ],
  ],
]

/** The funnel of the left atrium towards its valve. */
export const leftVestibule = (valve: GatePlan): Piece => ({
  solids: [roundCone(valve.centre, valve.radius - 1, [-2, 20.5, -3], 11.5)],
  blend: 6,
  id: 'left-vestibule',
})

/** Lies behind everything: a wide, flat box with a vein at each corner and a hooked appendage on the left. */
export const leftAtrium = (): Piece[] => [
  ...pieces(6, ellipsoid([-5, 22.5, 0.5], [18, 12, 13.5], upright)),
  leftVestibule(mitral),
  whole(
    5,
    tube(
      [
        [[12, 17, 7], 7],
        [[20.5, 9, 11], 6.2],
        [[25, 0, 11.5], 5.8],
        [[24, -9, 9], 4.8],
        [[19.5, -15.5, 7], 3.2],
      ],
      4,
    ),
  ),
  ...pieces(3, roundCone([24, 1, 11], 4.5, [29, -5, 6], 3.2), roundCone([22, 8, 11], 4.5, [29, 4, 5], 3.2)),
  sleeve(mitral, -1, 8),
]

export const pulmonaryVeinVessels: readonly Vessel[] = veins.map(([id, name, stations]) => ({
  id,
  name,
  body: 'LA',
  blend: 5,
  port: 'pulmonary-vein',
  stations,
}))

export const pulmonaryVeins: readonly VeinPlan[] = veins.map(([, , stations]) => {
  const [, start, end] = stations as [Station, Station, Station]
  return {
    part: 'pulmonary-vein',
    body: 'LA',
    centre: start[0],
    axis: normalize(subtract(end[0], start[0])),
    radius: 8.5,
  }
})
