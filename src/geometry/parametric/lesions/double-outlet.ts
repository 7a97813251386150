import { z } from 'zod'
import { add, cross, distance, length, mix, normalize, scale, subtract, type Vec3 } from '../../../core/vec3'
import { type Anatomy, withLumen } from '../anatomy'
import { outflowBand, plantAorta, plantPulmonary, type Root } from '../arterial-roots'
import { conduction } from '../conduction'
import { number } from '../heart-parameters'
import { circle } from '../landmarks'
import { type Piece, pieces, whole } from '../plans'
import { rightAppendage } from '../right-heart'
import { at, direction, leftBase, membranousSeptum } from '../skeleton'
import { cylinder, roundCone } from '../solids'
import type { Vessel } from '../vessels'
import { type Drawn, defineLesion } from './lesion'

const parameters = z.strictObject({
  arteries_deg: number(
    20,
    150,
    75,
    'Aorta round the pulmonary trunk: behind 20, beside 90, in front 150 [°]',
  ),
  conus_mm: number(2, 14, 7, 'Length of the muscular conus under the aortic valve [mm]'),
  vsdDiameter_mm: number(4, 14, 10, 'Diameter of the ventricular septal defect [mm]'),
  commitment: number(0, 1, 0, 'Place of the defect: subaortic 0, doubly committed .5, subpulmonary 1 [1]'),
  remoteness: number(0, 1, 0, 'Defect away from both valves: committed 0, in the inlet septum 1 [1]'),
  conalSeptum_mm: number(0, 14, 7, 'Length of the septum between the outlets; absent 0 [mm]'),
  aorticAnnulus_mm: number(7, 13, 10.5, 'Diameter of the aortic annulus [mm]'),
  pulmonaryAnnulus_mm: number(4, 15, 10, 'Diameter of the pulmonary annulus [mm]'),
  infundibulum_mm: number(2, 14, 9, 'Diameter of the narrowest place under the pulmonary valve [mm]'),
})
type Values = z.output<typeof parameters>

/**
 * Both great arteries arise from the right ventricle, each over a muscular conus; the only way out of the left
 * ventricle is a septal defect. Walters et al., Ann Thorac Surg 69 (4 Suppl), 2000 (the defect by the valve that it is
 * committed to); Anderson et al., Pediatr Cardiol 5, 1983 (how the arteries and the outlet septum lie).
 */
export const doubleOutlet = defineLesion({
  id: 'double-outlet',
  name: 'Double-outlet right ventricle',
  parameters,
  shape(anatomy, values, drawn) {
    const roots = rootsOf(values, drawn)
    return withDefect(withArteries(anatomy, roots, values, drawn), roots, values, drawn)
  },
})

interface Roots {
  readonly aorta: Root
  readonly pulmonary: Root
}

/** Between the two roots, on the front of the base of the right ventricle. */
const between = (cosine: number): Vec3 => [-2, -14.2 + 3 * cosine, 0]
/** Height of the inner curve of the right ventricle, from which the subaortic conus rises. */
const innerCurve = 1

/** The roots side by side, at the angle asked for, with their walls and the bulge of the sinuses between them. */
function rootsOf(values: Values, { scale: size, walls }: Drawn): Roots {
  const angle = (values.arteries_deg * Math.PI) / 180
  const towardsAorta: Vec3 = [-Math.sin(angle), Math.cos(angle), 0]
  const radius = {
    aorta: values.aorticAnnulus_mm / 2 / size,
    pulmonary: values.pulmonaryAnnulus_mm / 2 / size,
  }
  const apart = 1.43 * radius.aorta + Math.max(radius.pulmonary, 6) + 1.15 * walls.vessel + 1.5
  const place = (side: number, height: number): Vec3 =>
    add(add(between(Math.cos(angle)), [0, 0, height]), scale(towardsAorta, (side * apart) / 2))
  return {
    aorta: {
      from: 'RV',
      centre: place(1, innerCurve + values.conus_mm / size),
      normal: normalize([-0.08, 0.12, 0.98]),
      radius: radius.aorta,
    },
    pulmonary: {
      from: 'RV',
      centre: place(-1, 13 + 6 * Math.max(0, -Math.cos(angle))),
      normal: normalize([0.02, 0.4, 0.92]),
      radius: radius.pulmonary,
    },
  }
}

const above = (root: Root, height: number): Vec3 => add(root.centre, scale(root.normal, height))

function withArteries(anatomy: Anatomy, { aorta, pulmonary }: Roots, values: Values, drawn: Drawn): Anatomy {
  const narrowest = values.infundibulum_mm / 2 / drawn.scale
  const rising = mix(above(aorta, 12), [-4, 9, 48], 0.45)
  const planted = plantAorta(anatomy, aorta, subtract(pulmonary.centre, aorta.centre), [
    [add(rising, [-0.5, -1.5, 2]), aorta.radius * 1.12],
  ])
  const clear = clearOfLeft(drawn.walls.septum)
  const mouth = clear(add(above(pulmonary, -9), [0.5, -1.5, 0]), narrowest)
  const both = plantPulmonary(
    planted,
    pulmonary,
    [
      [at(17, 20, 17), 11.5],
      [mouth, Math.max(narrowest, 5)],
      [clear(above(pulmonary, -5), pulmonary.radius), Math.max(narrowest, pulmonary.radius) + 0.3],
    ],
    [
      [above(pulmonary, 11), Math.max(pulmonary.radius, 6)],
      [[7, 4.5, 32], 7.2],
    ],
  )
  const opened = withLumen({ ...both, vessels: [...both.vessels, conus(aorta)] }, 'RA', asideOf(aorta))
  const septum = outletSeptum(aorta, pulmonary, values.conalSeptum_mm / drawn.scale)
  const band = outflowBand(mouth, pulmonary.normal, narrowest, outletReach)
  return {
    ...opened,
    muscle: { ...opened.muscle, RV: [...(opened.muscle.RV ?? []), ...septum.pieces, ...band] },
    landmarks: [...opened.landmarks, ...septum.landmarks],
  }
}

/** A place moved off the left ventricle, so that a way of `radius` round it is not squeezed by the septum. */
const clearOfLeft =
  (septum: number) =>
  (place: Vec3, radius: number): Vec3 => {
    const away = subtract(place, leftBase.centre)
    const lack = leftBase.radius + septum + radius - length(away)
    return lack > 0 ? add(place, scale(normalize(away), lack)) : place
  }

/** Half the width of the way to the lungs where nothing narrows it, drawn mm. */
const outletReach = 11

/** The muscular tube between the body of the right ventricle and the aortic valve. */
const conus = (aorta: Root): Vessel => ({
  id: 'subaortic-conus',
  name: 'Subaortic conus',
  body: 'RV',
  blend: 4,
  after: { point: aorta.centre, normal: scale(aorta.normal, -1), spans: 3 },
  stations: [
    [at(27, 10, 16), 13],
    [above(aorta, -13), aorta.radius + 2],
    [above(aorta, -3), aorta.radius + 0.2],
    [above(aorta, 4), aorta.radius],
  ],
})

/** The right appendage, drawn aside for an aorta on its side of the heart. */
const asideOf = (aorta: Root) => (old: readonly Piece[]) => {
  const aside = Math.min(Math.max(-aorta.centre[0] / 12, 0), 1)
  return [...old.filter((p) => p.id !== 'right-appendage'), ...rightAppendage(scale([-11, -3, -3], aside))]
}

/** A wall of muscle that hangs between the two outlets, from the front wall to the inner curve behind. */
function outletSeptum(aorta: Root, pulmonary: Root, length: number) {
  if (length < 1) return { pieces: [], landmarks: [] }
  const way = normalize(subtract(pulmonary.centre, aorta.centre))
  const across = normalize(cross(way, [0, 0, 1]))
  const gap = distance(aorta.centre, pulmonary.centre) - aorta.radius - pulmonary.radius
  const top = add(aorta.centre, scale(way, aorta.radius + gap / 2))
  const line = (down: number, half: number): [Vec3, Vec3] => {
    const middle = add(top, [0, 0, -down])
    return [add(middle, scale(across, -half)), add(middle, scale(across, half))]
  }
  const count = Math.max(2, Math.ceil(length / 2))
  const ribs = Array.from({ length: count + 1 }, (_, i) => {
    const [front, back] = line((length * i) / count, 11)
    const thick = Math.max(gap / 2 - 0.8, 2.2) * (1 - (0.3 * i) / count)
    return roundCone(front, thick, back, thick)
  })
  return {
    pieces: [whole(1.5, ribs)],
    landmarks: [
      { id: 'outlet-septum', name: 'Edge of the outlet septum', points: line(length, 8), settled: true },
    ],
  }
}

/** Ways from the middle of the left ventricle's base to the septum. */
const inlet = direction(...normalize([0.9, -0.4, -0.05]))

function withDefect(anatomy: Anatomy, roots: Roots, values: Values, drawn: Drawn): Anatomy {
  const { septum } = drawn.walls
  const way = wayToDefect(roots, values)
  const radius = values.vsdDiameter_mm / 2 / drawn.scale
  const centre = add(leftBase.centre, scale(way, leftBase.radius + septum / 2))
  const half = septum / 2 + 2.5
  const defect = {
    id: 'vsd',
    name: 'septal defect',
    between: ['LV', 'RV'] as const,
    solid: cylinder(add(centre, scale(way, -half)), way, 2 * half, radius),
    centre,
    axis: way,
    rim: circle(centre, way, radius),
    blend: 1,
  }
  const mouth = roundCone(add(centre, scale(way, septum / 2 + radius)), radius, at(27, 8, 22), 14)
  const perimembranous = distance(centre, membranousSeptum.centre) < radius + 4
  return {
    ...withLumen(anatomy, 'RV', (old) => [...old, ...pieces(4, mouth)]),
    membranous: { centre, axis: way, reach: radius + 5 },
    defects: [...anatomy.defects, defect],
    conduction: perimembranous ? conduction(radius, defect) : conduction(0),
  }
}

/** The unit way from the middle of the left ventricle's base through the defect. */
function wayToDefect({ aorta, pulmonary }: Roots, { commitment, remoteness }: Values): Vec3 {
  const towards = (p: Vec3) => normalize(subtract(p, leftBase.centre))
  const subaortic = normalize(mix(membranousSeptum.axis, towards(above(aorta, -8)), 0.5))
  const committed = normalize(mix(subaortic, towards(above(pulmonary, -10)), commitment))
  return normalize(mix(committed, inlet, remoteness))
}
