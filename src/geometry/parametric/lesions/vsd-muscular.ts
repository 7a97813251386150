import { z } from 'zod'
import { add, normalize, scale, subtract, type Vec3 } from '../../../core/vec3'
import { type Anatomy, lumenOf } from '../anatomy'
import { ovalDefect } from '../defects'
import { number } from '../heart-parameters'
import { at, direction } from '../skeleton'
import { defineLesion } from './lesion'

/** Levels on the long axis between which the muscular septum lies, and how far it reaches up and down, degrees. */
const base = 10
const apex = 44
const widest = 48

/** A hole with a rim of muscle all round, anywhere in the muscular septum. */
export const muscularDefect = defineLesion({
  id: 'vsd-muscular',
  name: 'Muscular ventricular septal defect',
  parameters: z.strictObject({
    diameter_mm: number(2, 16, 7, 'Long diameter of the defect [mm]'),
    roundness: number(0.5, 1, 0.9, 'Short diameter to long diameter [1]'),
    towardsApex: number(0, 1, 0.5, 'Place: at the base 0, mid-septal .5, apical 1 [1]'),
    towardsOutlet: number(-1, 1, 0, 'Place: inlet -1, trabecular 0, outlet 1 [1]'),
  }),
  shape(anatomy, values, { scale: size, walls }) {
    const level = base + (apex - base) * values.towardsApex
    // The septum narrows towards the apex.
    const angle = (values.towardsOutlet * widest * (1 - 0.35 * values.towardsApex) * Math.PI) / 180
    const place = inSeptum(anatomy, level, angle, walls.septum / 2)
    const long = values.diameter_mm / 2 / size
    const defect = ovalDefect({
      id: 'vsd-muscular',
      name: 'muscular septal defect',
      between: ['LV', 'RV'],
      centre: place.centre,
      axis: place.axis,
      along: direction(0, 0, 1),
      radii: [long, long * values.roundness],
      // Through the trabeculae on the right.
      half: walls.septum / 2 + 4.5,
    })
    return { ...anatomy, defects: [...anatomy.defects, defect] }
  },
})

/** A place in the septum `depth` outside of the left ventricle, and the way out of that ventricle there. */
function inSeptum(
  anatomy: Anatomy,
  level: number,
  angle: number,
  depth: number,
): { centre: Vec3; axis: Vec3 } {
  const solids = lumenOf(anatomy, 'LV').flatMap((piece) => piece.solids)
  const distance = (p: Vec3) => Math.min(...solids.map((s) => s.distance(...p)))
  const start = at(0.5, 0, level)
  const way = direction(Math.cos(angle), Math.sin(angle), 0)
  let t = 0
  for (let n = 0; n < 60 && distance(add(start, scale(way, t))) < depth; n++) t += 0.5
  const centre = add(start, scale(way, t))
  const slope = (e: Vec3) => distance(add(centre, e)) - distance(subtract(centre, e))
  return { centre, axis: normalize([slope([0.3, 0, 0]), slope([0, 0.3, 0]), slope([0, 0, 0.3])]) }
}
