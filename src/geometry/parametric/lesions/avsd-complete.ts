import { z } from 'zod'
import { add, mix, normalize, scale, type Vec3 } from '../../../core/vec3'
import { type Anatomy, gateOf, withGate, withLumen } from '../anatomy'
import { number } from '../heart-parameters'
import { leftVestibule } from '../left-heart'
import type { DefectPlan, GatePlan, Piece } from '../plans'
import { rightVestibule } from '../right-heart'
import { at, direction, sleeve } from '../skeleton'
import { beyond, ellipsoid } from '../solids'
import type { Vessel } from '../vessels'
import { type Drawn, defineLesion } from './lesion'

const parameters = z.strictObject({
  primum_mm: number(3, 24, 11, 'Height of the primum atrial septal defect [mm]'),
  inletDepth_mm: number(2, 18, 9, 'Depth of the inlet ventricular septal defect, below the valve [mm]'),
  cleft: number(0, 1, 0.8, 'Cleft between the bridging leaflets: closed 0, to the hinge 1 [1]'),
  outflow_mm: number(5, 20, 11, 'Diameter of the long left ventricular outflow [mm]'),
})
type Values = z.output<typeof parameters>

/** The level of the common valve, and where the septum would stand, in (r, u, a). */
const level = 6.5
const septumAt = 19.2
const wayIn = normalize(direction(0.05, 0.08, 0.99))
const crest: Vec3 = at(septumAt, -5.5, level)

/** Both orifices of the common valve lie in one plane and share the middle of their ring. */
const left = { centre: at(6.5, -5.5, level), normal: wayIn, radius: 10.5 }
const right = { centre: at(32, -5.5, level), normal: wayIn, radius: 10.5 }

/**
 * Complete atrioventricular septal defect of Rastelli’s type A: one valve for both ventricles, whose bridging leaflets
 * are tied to the crest of the scooped-out septum; a primum defect above it, an inlet defect below; the aorta no longer
 * wedged between the valves, so that the left outflow is long and narrow.
 */
export const completeAtrioventricularDefect = defineLesion({
  id: 'avsd-complete',
  name: 'Complete atrioventricular septal defect',
  parameters,
  shape: (anatomy, values, drawn) =>
    [
      withCommonValve,
      withCleft,
      withLongOutflow,
      withDefects,
      withBridgingLeaflets,
      withLowConduction,
    ].reduce((shape, step) => step(shape, values, drawn), anatomy),
})

function withCommonValve(anatomy: Anatomy): Anatomy {
  const moved = withGate(
    withGate(anatomy, 'mitral', (g) => ({ ...g, ...left })),
    'tricuspid',
    (g) => ({ ...g, ...right }),
  )
  const [mitral, tricuspid] = [gateOf(moved, 'mitral'), gateOf(moved, 'tricuspid')]
  if (!mitral || !tricuspid) return anatomy
  const atria = withLumen(
    withLumen(moved, 'LA', (p) => rehung(p, mitral, -1, leftVestibule(mitral))),
    'RA',
    (p) => rehung(p, tricuspid, -1, rightVestibule(tricuspid)),
  )
  return withLumen(
    withLumen(atria, 'LV', (p) => rehung(p.map(belowValve), mitral, 1)),
    'RV',
    (p) => rehung(p.map(belowValve), tricuspid, 1),
  )
}

/** Mean width that a cleft stands open while the valve is shut, and the share of the ring's radius that it is long. */
const cleftWidth_mm = 0.6
const cleftLength = 0.8

/**
 * The cleft between the left bridging leaflets leaks, from the hinge at the septum towards the middle of the orifice. Its
 * width is own: with the cleft open to the hinge an infant's valve then has an effective regurgitant orifice of some
 * 3 mm², a mild to moderate leak.
 */
function withCleft(anatomy: Anatomy, { cleft }: Values, { scale: size }: Drawn): Anatomy {
  if (cleft === 0) return anatomy
  return withGate(anatomy, 'mitral', (g) => {
    const length = cleft * cleftLength * g.radius
    const inward = normalize(add(g.centre, scale(crest, -1)))
    const place = Array.from({ length: 5 }, (_, i) => add(crest, scale(inward, (length * (i + 0.5)) / 5)))
    return { ...g, leaks: [{ place, area: (length * cleftWidth_mm) / size }] }
  })
}

/** The pieces of a body with the sleeve, and the funnel, of a valve that has moved. */
function rehung(old: readonly Piece[], gate: GatePlan, side: 1 | -1, vestibule?: Piece): Piece[] {
  const sleeveId = `${gate.id}-sleeve`
  const kept = old
    .filter((p) => p.id !== sleeveId)
    .map((p) => (vestibule && p.id === vestibule.id ? vestibule : p))
  return [...kept, sleeve(gate, side, side > 0 ? 7 : 8)]
}

/** The inlets of the ventricles end at the common valve; the outlets rise beside it. */
const belowValve = (piece: Piece): Piece =>
  piece.blend === 0 || piece.id === 'right-outlet'
    ? piece
    : { ...piece, solids: piece.solids.map((s) => beyond(s, left.centre, wayIn)) }

/** What rises above the valve to the aorta: a narrow channel along the front of the septum. */
function withLongOutflow(anatomy: Anatomy, { outflow_mm }: Values, { scale: size }: Drawn): Anatomy {
  const aortic = gateOf(anatomy, 'aortic')
  if (!aortic) return anatomy
  const radius = outflow_mm / 2 / size
  const under = add(aortic.centre, scale(aortic.normal, -3))
  const outflow: Vessel = {
    id: 'left-outflow',
    name: 'Left ventricular outflow',
    body: 'LV',
    blend: 3,
    after: { point: aortic.centre, normal: scale(aortic.normal, -1), spans: 4 },
    stations: [
      [at(3, 5, 22), 10],
      [at(5, 8.5, 11), Math.max(radius, 6)],
      [mix(at(5, 8.5, 11), under, 0.6), radius],
      [under, Math.min(aortic.radius, radius + 1)],
      [add(aortic.centre, scale(aortic.normal, 4)), aortic.radius],
    ],
  }
  return { ...anatomy, vessels: [...anatomy.vessels, outflow] }
}

function withDefects(anatomy: Anatomy, values: Values, { scale: size }: Drawn): Anatomy {
  const primum = hollow('asd', 'primum atrial septal defect', ['LA', 'RA'], values.primum_mm / size, -1)
  const inlet = hollow('vsd', 'inlet ventricular septal defect', ['LV', 'RV'], values.inletDepth_mm / size, 1)
  return { ...anatomy, defects: [...anatomy.defects, primum, inlet] }
}

/** Half of the thickness of the bridging leaflets where they cross the septum, and how far a defect runs along it. */
const bar = 1.8
const run = 8.5

/** One half of an ellipsoid about the crest, above (-1) or below (1) the plane of the valve. */
function hollow(
  id: string,
  name: string,
  between: DefectPlan['between'],
  depth: number,
  side: 1 | -1,
): DefectPlan {
  const [r, u] = [direction(1, 0, 0), direction(0, 1, 0)]
  const way = scale(wayIn, side)
  const solid = ellipsoid(crest, [9, run, depth], [r, u, direction(0, 0, 1)])
  const rim = Array.from({ length: 17 }, (_, i) => {
    const angle = (Math.PI * i) / 16
    return add(crest, add(scale(u, run * Math.cos(angle)), scale(way, bar + (depth - bar) * Math.sin(angle))))
  })
  return {
    id,
    name,
    between,
    solid: beyond(solid, add(crest, scale(way, bar)), way),
    centre: add(crest, scale(way, (bar + depth) / 2)),
    axis: r,
    rim,
    blend: 0.8,
    beside: { point: crest, normal: wayIn },
    bridged: true,
  }
}

/** Superior and inferior bridging leaflets with the cleft between them, and a mural one, on each side. */
function withBridgingLeaflets(anatomy: Anatomy, values: Values, { scale: size }: Drawn): Anatomy {
  const halfWidth = 62 - 16 * values.cleft
  const bridging = [54, 306].map((middle) => ({ middle, halfWidth, depth: 6.5 }))
  const mural = { middle: 180, halfWidth: 62, depth: 8.5 }
  const septum = add(crest, scale(wayIn, values.inletDepth_mm / size + 1))
  const leaflets = anatomy.leaflets.map((plan) => {
    if (plan.gate !== 'mitral' && plan.gate !== 'tricuspid') return plan
    return {
      ...plan,
      towards: crest,
      leaflets: [...bridging, mural],
      chordae: [...plan.chordae.slice(0, 2), { tip: septum, angles: [38] }],
    }
  })
  return { ...anatomy, leaflets }
}

/**
 * The node lies low, at the foot of the coronary sinus, and the bundle runs along the lower rim of the inlet defect
 * (Lev, Arch Pathol 65, 1958; Thiene, Wenink, Frescura et al., J Thorac Cardiovasc Surg 82, 1981).
 */
function withLowConduction(anatomy: Anatomy, values: Values, { scale: size }: Drawn): Anatomy {
  const depth = values.inletDepth_mm / size + 1.5
  const rim = (u: number, a: number) => at(septumAt, -5.5 + u, level + a)
  const branching = rim(-0.35 * run, depth)
  return {
    ...anatomy,
    conduction: {
      axis: [rim(-run - 4, -3), rim(-run - 2, 0.35 * depth), rim(-0.8 * run, 0.7 * depth), branching],
      leftBundle: [branching, ...anatomy.conduction.leftBundle.slice(1)],
      rightBundle: [branching, ...anatomy.conduction.rightBundle.slice(1)],
    },
  }
}
