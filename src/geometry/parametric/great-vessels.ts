import { add, cross, normalize, scale, type Vec3 } from '../../core/vec3'
import { type Piece, type PortPlan, pieces, whole } from './plans'
import { gatePlans, sleeve } from './skeleton'
import { ball, beyond, endOf, openTube, type Solid, type Station, tube } from './solids'

const { aortic, pulmonary } = gatePlans

/** Root, ascending part, arch over the right pulmonary artery and the left bronchus, and a piece of the descent. */
const mainAorta: readonly Station[] = [
  [scale(aortic.normal, -3), 6.9],
  [scale(aortic.normal, 5), 7.2],
  [scale(aortic.normal, 12), 7.3],
  [[-11.5, -1, 24], 7.9],
  [[-10.5, 2, 38], 7.8],
  [[-4.5, 9, 48], 7.5],
  [[4.5, 20, 51.5], 7],
  [[11, 32, 48], 6.5],
  [[13, 41, 38], 6.2],
  [[13, 45, 25], 6],
  [[12.5, 46, 10], 6],
  [[12, 46, -8], 5.9],
]
const archBranches: readonly (readonly [id: string, name: string, stations: readonly Station[]])[] = [
  [
    'brachiocephalic-trunk',
    'Brachiocephalic trunk',
    [
      [[-6, 6.5, 47], 4],
      [[-7.5, 5, 57], 3.9],
      [[-10, 4, 67], 3.8],
    ],
  ],
  [
    'left-common-carotid-artery',
    'Left common carotid artery',
    [
      [[0.5, 13.5, 50], 2.9],
      [[0.5, 12.5, 59], 2.8],
      [[1, 12, 67], 2.8],
    ],
  ],
  [
    'left-subclavian-artery',
    'Left subclavian artery',
    [
      [[8, 24, 49], 3.2],
      [[9, 23, 58], 3.1],
      [[12, 22, 67], 3],
    ],
  ],
]

/** Direction in the aortic annulus, by angle from the commissure that faces the septum. */
export function aroundRoot(angle: number): Vec3 {
  const side = normalize(cross(aortic.normal, [0, 0, 1]))
  const other = cross(aortic.normal, side)
  return add(scale(side, Math.cos(angle)), scale(other, Math.sin(angle)))
}

/** Angles of the right, the left and the non-coronary sinus. */
export const sinusAngles = { right: 2.75, left: 2.75 - (2 * Math.PI) / 3, non: 2.75 + (2 * Math.PI) / 3 }

const sinus = (angle: number): Solid =>
  ball(add(scale(aortic.normal, 6.5), scale(aroundRoot(angle), 3.6)), 6.1)

export const aorta = (): Piece[] => [
  whole(0, [
    ...tube(mainAorta.slice(0, 4)).map((s) => beyond(s, aortic.centre, aortic.normal)),
    ...openTube(mainAorta.slice(2)),
  ]),
  ...pieces(2, ...Object.values(sinusAngles).map((w) => beyond(sinus(w), aortic.centre, aortic.normal))),
  ...archBranches.map(([, , stations]) => whole(3, openTube(stations))),
  sleeve(aortic, 1, 3),
]

export const aortaPorts: readonly PortPlan[] = [
  { id: 'descending-aorta', name: 'Descending aorta', body: 'aorta', part: 'aorta', ...endOf(mainAorta) },
  ...archBranches.map(([id, name, stations]) => ({
    id,
    name,
    body: 'aorta' as const,
    part: 'aorta' as const,
    ...endOf(stations),
  })),
]

const fork: Vec3 = [7, 4.5, 32]
const trunk: readonly Station[] = [
  [add(pulmonary.centre, scale(pulmonary.normal, -3)), 7.7],
  [add(pulmonary.centre, scale(pulmonary.normal, 5)), 8.4],
  [add(pulmonary.centre, scale(pulmonary.normal, 11)), 8.1],
  [fork, 7.4],
]
const rightBranch: readonly Station[] = [
  [fork, 5.8],
  [[-1, 12.5, 31.5], 5.3],
  [[-12, 17.5, 30.5], 5],
  [[-25, 20, 29], 4.9],
  [[-36, 22, 27], 4.8],
]
const leftBranch: readonly Station[] = [
  [fork, 5.9],
  [[13, 14, 34], 5.4],
  [[22, 22, 34], 5],
  [[31, 27, 32], 4.8],
]

export const pulmonaryArtery = (): Piece[] => [
  whole(
    0,
    tube(trunk).map((s) => beyond(s, pulmonary.centre, pulmonary.normal)),
  ),
  whole(4, openTube(rightBranch)),
  whole(4, openTube(leftBranch)),
  sleeve(pulmonary, 1, 3),
]

export const pulmonaryPorts: readonly PortPlan[] = [
  {
    id: 'right-pulmonary-artery',
    name: 'Right pulmonary artery',
    body: 'PA',
    part: 'pulmonary-artery',
    ...endOf(rightBranch),
  },
  {
    id: 'left-pulmonary-artery',
    name: 'Left pulmonary artery',
    body: 'PA',
    part: 'pulmonary-artery',
    ...endOf(leftBranch),
  },
]
