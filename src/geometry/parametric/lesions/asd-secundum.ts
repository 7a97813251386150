import { z } from 'zod'
import { add, type Vec3 } from '../../../core/vec3'
import { grown } from '../anatomy'
import { septumBetweenAtria } from '../cavities'
import { ovalDefect } from '../defects'
import { number } from '../heart-parameters'
import { defineLesion } from './lesion'

/** From left to right through the oval fossa, and along its floor: towards the inferior caval vein, backward. */
const throughFossa: Vec3 = [-0.83, -0.53, -0.19]
const down: Vec3 = [-0.15, -0.1, -0.98]
const back: Vec3 = [-0.53, 0.84, 0]

/**
 * A hole in the floor of the oval fossa. The load that it puts on the right side widens the right atrium, the right
 * ventricle and the pulmonary arteries: right ventricular volumes of 1.3 to 2 times normal are usual.
 */
export const secundumDefect = defineLesion({
  id: 'asd-secundum',
  name: 'Secundum atrial septal defect',
  parameters: z.strictObject({
    diameter_mm: number(3, 34, 15, 'Long diameter of the defect [mm]'),
    roundness: number(0.5, 1, 0.85, 'Short diameter to long diameter [1]'),
    towardsInferiorVein_mm: number(-8, 8, 0, 'Place: towards the inferior caval vein [mm]'),
    backward_mm: number(-6, 6, 0, 'Place: backward, away from the aorta [mm]'),
    rightDilation_mm: number(0, 6, 3, 'Widening of the right heart by the load, all round [mm]'),
  }),
  shape(anatomy, values, { scale: size, walls }) {
    const wide = values.rightDilation_mm / size
    const loaded = [['RV', wide] as const, ['RA', wide] as const, ['PA', wide / 2] as const].reduce(
      (shape, [body, by]) => grown(shape, body, by),
      anatomy,
    )
    const shift = (way: Vec3, mm: number): Vec3 => [
      (way[0] * mm) / size,
      (way[1] * mm) / size,
      (way[2] * mm) / size,
    ]
    const centre = add(
      add(anatomy.fossa.centre, shift(down, values.towardsInferiorVein_mm)),
      shift(back, values.backward_mm),
    )
    const long = values.diameter_mm / 2 / size
    const defect = ovalDefect({
      id: 'asd',
      name: 'atrial septal defect',
      between: ['LA', 'RA'],
      centre,
      axis: throughFossa,
      along: down,
      radii: [long, long * values.roundness],
      half: walls.atrium + 3,
      span: septumBetweenAtria + 1,
    })
    return { ...loaded, defects: [...loaded.defects, defect] }
  },
})
