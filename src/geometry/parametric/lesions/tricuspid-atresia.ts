import { z } from 'zod'
import { add, normalize, scale, type Vec3 } from '../../../core/vec3'
import { withGate } from '../anatomy'
import { number } from '../heart-parameters'
import { circle } from '../landmarks'
import { type DefectPlan, type Piece, pieces } from '../plans'
import { at } from '../skeleton'
import { cylinder, roundCone } from '../solids'
import { defineLesion } from './lesion'

/**
 * No valve leads out of the right atrium and none into the lungs: a wide hole between the atria is the only way on. The
 * left ventricle does all the work and is large; the right one is a knob of muscle. Tandon & Edwards, J Thorac
 * Cardiovasc Surg 67, 1974 (type I a).
 */
export const tricuspidAtresia = defineLesion({
  id: 'tricuspid-atresia',
  name: 'Tricuspid and pulmonary atresia',
  parameters: z.strictObject({
    asdDiameter_mm: number(6, 24, 13, 'Diameter of the hole between the atria [mm]'),
  }),
  shape(anatomy, { asdDiameter_mm }, { scale: size }) {
    const closed = withGate(
      withGate(anatomy, 'tricuspid', () => null),
      'pulmonary',
      () => null,
    )
    const { LV = [], RA = [] } = closed.lumen
    return {
      ...closed,
      lumen: {
        ...closed.lumen,
        LV: [...LV, ...pieces(6, widerBody)],
        RA: RA.filter((p) => p.id !== 'tricuspid-sleeve'),
        PA: [],
        RV: remnant(),
      },
      muscle: { LV: closed.muscle.LV ?? [] },
      vessels: closed.vessels.filter((v) => v.id !== 'right-outflow' && v.id !== 'pulmonary-trunk'),
      defects: [...closed.defects, atrialDefect(asdDiameter_mm / 2 / size)],
    }
  },
})

/** The left ventricle takes over what the right one leaves of the front of the heart. */
const widerBody = roundCone(at(7, -1, 21), 19, at(5, 0, 40), 14)

/** Where the right ventricle would be: too small to hold blood, so that its wall closes it. */
const remnant = (): Piece[] => pieces(2, roundCone(at(31, 6, 17), 3, at(26, 17, 26), 2.5))

/** Through the oval fossa and round it. */
function atrialDefect(radius: number): DefectPlan {
  const centre: Vec3 = [-17, 16, -5]
  const axis = normalize([-0.84, -0.5, -0.2])
  return {
    id: 'asd',
    name: 'hole between the atria',
    between: ['LA', 'RA'],
    solid: cylinder(add(centre, scale(axis, -7)), axis, 14, radius),
    centre,
    axis,
    rim: circle(centre, axis, radius),
    blend: 1,
  }
}
