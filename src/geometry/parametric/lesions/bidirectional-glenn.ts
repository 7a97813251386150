import { z } from 'zod'
import type { Vec3 } from '../../../core/vec3'
import { type Anatomy, withLumen, withVessel } from '../anatomy'
import { wallStep } from '../clearances'
import { number } from '../heart-parameters'
import { pieces } from '../plans'
import { roundCone, type Station } from '../solids'
import type { Vessel } from '../vessels'
import { defineLesion } from './lesion'

const parameters = z.strictObject({
  rightBranch_mm: number(4, 20, 9, 'Diameter of the right pulmonary artery [mm]'),
  leftBranch_mm: number(4, 20, 9, 'Diameter of the left pulmonary artery [mm]'),
  anastomosis_mm: number(4, 20, 10, 'Diameter of the caval vein where it is sewn in [mm]'),
})

/**
 * The upper caval vein, divided above the atrium, is sewn end to side into the top of the right pulmonary artery; the
 * pulmonary trunk is divided. Hopkins, Armstrong, Serwer, Peterson, Oldham, J Thorac Cardiovasc Surg 89, 1985.
 */
export const bidirectionalGlenn = defineLesion({
  id: 'bidirectional-glenn',
  name: 'Bidirectional Glenn connection',
  parameters,
  shape(anatomy, values, { scale: size }) {
    const radius = (diameter_mm: number) => diameter_mm / 2 / size
    const sewn = withVessel(anatomy, 'superior-vena-cava', (v) => sewnIn(v, radius(values.anastomosis_mm)))
    const branched = confluent(sewn, radius(values.rightBranch_mm), radius(values.leftBranch_mm))
    return {
      ...withLumen(branched, 'RA', (old) => [...old, ...pieces(4, stump)]),
      veins: branched.veins.filter((v) => v.part !== 'SVC'),
      joins: [...branched.joins, ['SVC', 'PA']],
      clearances: [...branched.clearances, ...cavalClearances],
    }
  },
})

const sewnIn = (v: Vessel, radius: number): Vessel => ({
  ...v,
  body: 'SVC',
  blend: 0,
  stations: [
    [[-21.5, 18.3, 34], radius],
    [[-22.2, 16.2, 39.5], (radius + 6) / 2],
    [[-23.6, 12.8, 46], 6.1],
    [[-24.6, 10.8, 54], 6],
  ],
})

/** What is left of the vein on the atrium, oversewn. */
const stump = roundCone([-26.5, 9, 4], 6.5, [-25.6, 8.6, 9.5], 5)

const cavalClearances = [
  wallStep('SVC', 'aorta', 'vessel'),
  wallStep('SVC', 'LA', 'vessel'),
  wallStep('RA', 'SVC', 'vessel'),
]

/** The two branches as one vessel behind the aorta, without the trunk. */
function confluent(anatomy: Anatomy, right: number, left: number): Anatomy {
  const middle: Vec3 = [7, 10.5, 32.5]
  const start: Station = [middle, Math.min(right, left)]
  const from = (v: Vessel, radius: number): Vessel => ({
    ...v,
    blend: 3,
    stations: [start, ...v.stations.slice(1).map(([p]): Station => [p, radius])],
  })
  return withVessel(
    withVessel(anatomy, 'right-pulmonary-artery', (v) => from(v, right)),
    'left-pulmonary-artery',
    (v) => from(v, left),
  )
}
