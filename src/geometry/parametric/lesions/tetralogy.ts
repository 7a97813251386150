import { z } from 'zod'
import { add, dot, normalize, scale, subtract, type Vec3 } from '../../../core/vec3'
import { type Anatomy, withVessel } from '../anatomy'
import { outflowBand, plantAorta, plantPulmonary, type Root } from '../arterial-roots'
import { conduction } from '../conduction'
import { number } from '../heart-parameters'
import { circle } from '../landmarks'
import { pieces } from '../plans'
import { at, direction, gatePlans, leftBase } from '../skeleton'
import { beyond, cylinder, roundCone } from '../solids'
import type { Vessel } from '../vessels'
import { type Drawn, defineLesion } from './lesion'
import { rightArch } from './right-arch'

const parameters = z.strictObject({
  override_percent: number(10, 50, 40, 'Part of the aortic annulus over the right ventricle [%]'),
  vsdDiameter_mm: number(4, 14, 12, 'Diameter of the ventricular septal defect [mm]'),
  infundibulum_mm: number(2, 12, 4.5, 'Diameter of the narrowest place under the pulmonary valve [mm]'),
  pulmonaryAnnulus_mm: number(3, 14, 7.5, 'Diameter of the pulmonary annulus [mm]'),
  trunk_mm: number(3, 16, 8, 'Diameter of the pulmonary trunk [mm]'),
  rightBranch_mm: number(2, 10, 5.5, 'Diameter of the right pulmonary artery [mm]'),
  leftBranch_mm: number(2, 10, 5.5, 'Diameter of the left pulmonary artery [mm]'),
  aorticAnnulus_mm: number(8, 13, 11.5, 'Diameter of the aortic annulus [mm]'),
  rightArch: number(0, 1, 0, 'Side of the aortic arch: left under .5, right over it [1]'),
})
type Values = z.output<typeof parameters>

/**
 * The outlet septum is deviated to the front: that leaves a defect under an aorta astride the septum and squeezes the
 * way to the lungs, whose valve and arteries stay small. The defect is as wide as the aortic annulus, so that it holds no
 * pressure back: a right ventricle over the left one is uncommon (Flanagan et al., JACC 11:386, 1988). Anderson & Weinberg, Cardiol Young 15 Suppl 1, 2005; Bailliard
 * & Anderson, Orphanet J Rare Dis 4:2, 2009.
 */
export const tetralogy = defineLesion({
  id: 'tetralogy',
  name: 'Tetralogy of Fallot',
  parameters,
  shape(anatomy, values, drawn) {
    const aorta = astride(values, drawn)
    const obstructed = withNarrowOutflow(
      withDefect(withAorta(anatomy, aorta), aorta, values, drawn),
      values,
      drawn,
    )
    return values.rightArch > 0.5 ? rightArch(obstructed) : obstructed
  },
})

/** In the plane of the normal aortic annulus, from the left ventricle over the septum to the right. */
const overSeptum = (() => {
  const right = direction(1, 0, 0)
  const { normal } = gatePlans.aortic
  return normalize(subtract(right, scale(normal, dot(right, normal))))
})()

/** The normal root touches the septum with its right edge; this one is moved over it by its part. */
function astride(values: Values, { scale: size }: Drawn): Root {
  const radius = values.aorticAnnulus_mm / 2 / size
  const { normal, radius: usual } = gatePlans.aortic
  const over = (2 * radius * values.override_percent) / 100 - (radius - usual)
  return { from: 'LV', centre: add(scale(overSeptum, over), scale(normal, 0.5)), normal, radius }
}

function withAorta(anatomy: Anatomy, aorta: Root): Anatomy {
  const { radius, normal, centre } = aorta
  const planted = plantAorta(
    anatomy,
    aorta,
    [0.34, -0.94, 0],
    [
      [[-10.5, -4, 25], radius * 1.15],
      [[-9, -1.5, 38], radius * 1.08],
    ],
  )
  const below = (t: number) => add(centre, scale(normal, -t))
  const vestibule = roundCone(below(2 * radius), radius * 1.05, below(radius * 0.9), radius * 0.95)
  return {
    ...planted,
    lumen: { ...planted.lumen, LV: [...(planted.lumen.LV ?? []), ...pieces(2, vestibule)] },
  }
}

/** Under the right half of the aortic annulus, which is its roof; its axis leads down into the right ventricle. */
function withDefect(anatomy: Anatomy, aorta: Root, values: Values, drawn: Drawn): Anatomy {
  const radius = values.vsdDiameter_mm / 2 / drawn.scale
  const under = add(aorta.centre, add(scale(aorta.normal, -radius - 2), scale(overSeptum, aorta.radius)))
  const axis = normalize(subtract(under, leftBase.centre))
  const centre = add(leftBase.centre, scale(axis, leftBase.radius + 1.5))
  const hole = cylinder(add(centre, scale(axis, -4)), axis, 10, radius)
  const roof = add(aorta.centre, scale(aorta.normal, -2.6))
  const defect = {
    id: 'vsd',
    name: 'septal defect',
    between: ['LV', 'RV'] as const,
    solid: beyond(hole, roof, scale(aorta.normal, -1)),
    centre,
    axis,
    rim: circle(centre, axis, radius),
    blend: 1,
  }
  return {
    ...anatomy,
    membranous: { centre, axis, reach: radius + 4 },
    defects: [...anatomy.defects, defect],
    conduction: conduction(radius, { centre, axis }),
  }
}

/** A ring of muscle at the mouth of the infundibulum, a small chamber beyond it, a small valve and small arteries. */
function withNarrowOutflow(anatomy: Anatomy, values: Values, { scale: size }: Drawn): Anatomy {
  const normal: Vec3 = gatePlans.pulmonary.normal
  const centre: Vec3 = [6.5, -16.5, 12.5]
  const drawn = (diameter_mm: number) => diameter_mm / 2 / size
  const root: Root = { from: 'RV', centre, normal, radius: drawn(values.pulmonaryAnnulus_mm) }
  const below = (t: number) => add(centre, add(scale(normal, -t), [-t / 9, -t / 7, 0]))
  const trunk = drawn(values.trunk_mm)
  const narrow = drawn(values.infundibulum_mm)
  const planted = plantPulmonary(
    anatomy,
    root,
    [
      [at(17, 20, 17), 11],
      [below(9), Math.max(narrow, 5)],
      [below(5), Math.max(narrow, root.radius) + 0.8],
    ],
    [
      [add(centre, scale(normal, 11)), trunk],
      [[7, 4.5, 32], trunk],
    ],
  )
  const band = outflowBand(below(9.5), normal, narrow, 15)
  const muscle = { ...planted.muscle, RV: [...(planted.muscle.RV ?? []), ...band] }
  return sized(
    sized({ ...planted, muscle }, 'right-pulmonary-artery', drawn(values.rightBranch_mm)),
    'left-pulmonary-artery',
    drawn(values.leftBranch_mm),
  )
}

/** A branch with its radius at its end set, the others in proportion. */
const sized = (anatomy: Anatomy, id: string, radius: number): Anatomy =>
  withVessel(anatomy, id, (v: Vessel) => {
    const usual = v.stations.at(-1)?.[1] as number
    return { ...v, stations: v.stations.map(([p, r]) => [p, (r * radius) / usual]) }
  })
