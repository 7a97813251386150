import { z } from 'zod'
import { add, normalize, scale, subtract, type Vec3 } from '../../../core/vec3'
import { withVessel } from '../anatomy'
import { wallStep } from '../clearances'
import { number } from '../heart-parameters'
import { circle } from '../landmarks'
import type { DefectPlan } from '../plans'
import { cylinder, type Station } from '../solids'
import type { Vessel } from '../vessels'
import { defineLesion } from './lesion'

const parameters = z.strictObject({
  conduit_mm: number(12, 24, 18, 'Diameter of the conduit [mm]'),
  offset_mm: number(-6, 14, 6, 'Conduit to the left of the upper caval vein on the pulmonary artery [mm]'),
  fenestration_mm: number(0, 8, 4, 'Diameter of the hole from the conduit to the atrium; none 0 [mm]'),
})

/**
 * The lower caval vein, cut from the atrium, is led by a conduit along the outside of the heart to the underside of the
 * right pulmonary artery. Marcelletti, Corno, Giannico, Marino, J Thorac Cardiovasc Surg 100, 1990. Needs the upper
 * caval vein sewn in before (`bidirectional-glenn`).
 */
export const extracardiacFontan = defineLesion({
  id: 'extracardiac-fontan',
  name: 'Extracardiac Fontan connection',
  parameters,
  shape(anatomy, values, { scale: size }) {
    const radius = values.conduit_mm / 2 / size
    const tube = conduit(radius, values.offset_mm / size)
    const cut = withVessel(anatomy, 'inferior-vena-cava', below)
    const { fenestration_mm } = values
    return {
      ...cut,
      vessels: [...cut.vessels, tube],
      veins: cut.veins.filter((v) => v.part !== 'IVC'),
      joins: [...cut.joins, ['IVC', 'conduit'], ['conduit', 'PA'], ['IVC', 'PA'], ['SVC', 'conduit']],
      clearances: [...cut.clearances, ...conduitClearances],
      defects: fenestration_mm > 0 ? [...cut.defects, fenestration(fenestration_mm / 2 / size)] : cut.defects,
    }
  },
})

/** The lower caval vein under the cut, turned towards the conduit. */
const below = (v: Vessel): Vessel => ({
  ...v,
  body: 'IVC',
  blend: 0,
  stations: [
    [[-27.5, 15.5, -37], 8.2],
    [[-25.5, 15, -44], 7.6],
    [[-24.5, 15, -52], 7.2],
  ],
})

/** Past the right side of the atrium, in front of the right pulmonary veins, and flattened where it is sewn in. */
const conduit = (radius: number, offset: number): Vessel => ({
  id: 'extracardiac-conduit',
  name: 'Extracardiac conduit',
  body: 'conduit',
  blend: 0,
  stations: [
    [[-28, 15.7, -36], Math.min(radius, 8.6)],
    [[-33.5, 15.5, -27], radius],
    [[-38, 12.5, -14], radius],
    [[-37.5, 10, 0], radius],
    [[-32.5, 10, 13], radius],
    [[-25 + offset / 2, 14.5, 21], radius * 0.9],
    [[-21.5 + offset, 18, 26], Math.min(radius * 0.72, 6.6)],
  ] satisfies Station[],
})

const conduitClearances = [
  wallStep('conduit', 'aorta', 'vessel'),
  wallStep('conduit', 'LA', 'vessel'),
  wallStep('RA', 'conduit', 'vessel'),
  wallStep('RA', 'IVC', 'vessel'),
]

function fenestration(radius: number): DefectPlan {
  const start: Vec3 = [-38, 11.2, -7]
  const axis = normalize(subtract([-25, 3, -8], start))
  const centre = add(start, scale(axis, 11))
  return {
    id: 'fenestration',
    name: 'fenestration',
    between: ['conduit', 'RA'],
    solid: cylinder(add(start, scale(axis, 5)), axis, 11, radius),
    centre,
    axis,
    rim: circle(centre, axis, radius),
    blend: 0.5,
  }
}
