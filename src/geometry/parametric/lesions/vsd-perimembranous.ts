import { z } from 'zod'
import { add, scale } from '../../../core/vec3'
import { conduction } from '../conduction'
import { number } from '../heart-parameters'
import { circle } from '../landmarks'
import { cylinder } from '../solids'
import { defineLesion } from './lesion'

/** A round hole in the membranous septum, under the aortic valve; the conduction axis runs round its lower rim. */
export const perimembranousDefect = defineLesion({
  id: 'vsd-perimembranous',
  name: 'Perimembranous ventricular septal defect',
  parameters: z.strictObject({
    diameter_mm: number(2, 20, 8, 'Diameter of the defect [mm]'),
  }),
  shape(anatomy, { diameter_mm }, drawn) {
    const { centre, axis } = anatomy.membranous
    const radius = diameter_mm / 2 / drawn.scale
    const half = drawn.walls.septum + 1
    return {
      ...anatomy,
      conduction: conduction(radius),
      defects: [
        ...anatomy.defects,
        {
          id: 'vsd',
          name: 'septal defect',
          between: ['LV', 'RV'],
          solid: cylinder(add(centre, scale(axis, -half)), axis, 2 * half, radius),
          centre,
          axis,
          rim: circle(centre, axis, radius),
          blend: 1,
        },
      ],
    }
  },
})
