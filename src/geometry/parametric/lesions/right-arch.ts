import { type Anatomy, withVessel } from '../anatomy'
import type { Station } from '../solids'
import type { Vessel } from '../vessels'

/** Over the right bronchus, down on the right of the spine and back to the left; root and ascending part stay. */
const arch: readonly Station[] = [
  [[-5.5, 10, 48.5], 7.4],
  [[-9, 20, 51.5], 7],
  [[-13, 31, 48], 6.5],
  [[-13, 40, 38], 6.2],
  [[-9, 45, 25], 6],
  [[-4, 46, 10], 6],
  [[2, 46, -8], 5.9],
]

/** The branches in the mirror: the first one leads to the left arm and the left side of the neck. */
const branches: Readonly<Record<string, readonly [id: string, name: string, stations: readonly Station[]]>> =
  {
    'brachiocephalic-trunk': [
      'left-brachiocephalic-trunk',
      'Left brachiocephalic trunk',
      [
        [[-3.5, 7, 47], 4],
        [[0.5, 5.5, 57], 3.9],
        [[5, 4.5, 67], 3.8],
      ],
    ],
    'left-common-carotid-artery': [
      'right-common-carotid-artery',
      'Right common carotid artery',
      [
        [[-7.5, 13.5, 50], 2.9],
        [[-7.5, 12.5, 59], 2.8],
        [[-8, 12, 67], 2.8],
      ],
    ],
    'left-subclavian-artery': [
      'right-subclavian-artery',
      'Right subclavian artery',
      [
        [[-11, 24, 49], 3.2],
        [[-12.5, 23, 58], 3.1],
        [[-17, 22, 67], 3],
      ],
    ],
  }

/** A right aortic arch with branches in mirror image, as in a quarter of all tetralogies. */
export const rightArch = (anatomy: Anatomy): Anatomy => {
  const turned = withVessel(anatomy, 'descending-aorta', (v) => ({
    ...v,
    stations: [...v.stations.slice(0, -7), ...arch],
  }))
  return { ...turned, vessels: turned.vessels.map(mirrored) }
}

function mirrored(v: Vessel): Vessel {
  const other = branches[v.id]
  return other ? { ...v, id: other[0], name: other[1], stations: other[2] } : v
}
