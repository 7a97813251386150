import { dot, scale, subtract, type Vec3 } from '../../core/vec3'
import type { GateName } from '../../heart/heart'
import { type Clearance, normalClearances } from './clearances'
import { type ConductionPlan, conduction } from './conduction'
import { aortaRoot, aortaVessels, coronaryOstia, pulmonaryRoot, pulmonaryVessels } from './great-vessels'
import { cuspHinges, type LeafletPlan, valvePieces } from './leaflets'
import { leftAtrium, leftVentricle, pulmonaryVeins, pulmonaryVeinVessels } from './left-heart'
import { leftMuscle, rightMuscle } from './muscle'
import type { Body, DefectPlan, GatePlan, LandmarkPlan, Piece, PortPlan, VeinPlan } from './plans'
import {
  cavalVeins,
  cavalVessels,
  coronarySinus,
  rightAtrium,
  rightOutflow,
  rightVentricle,
} from './right-heart'
import { gatePlans, membranousSeptum } from './skeleton'
import { inflated } from './solids'
import { normalLeaflets } from './valves'
import { type Vessel, vesselPiece, vesselPort } from './vessels'

/** A whole heart as shapes: millimetres of the drawn heart (a six-year-old), origin at the aortic annulus, LPS. */
export interface Anatomy {
  /** What a cavity consists of besides its vessels; an absent chamber has no entry. */
  readonly lumen: Readonly<Partial<Record<Body, readonly Piece[]>>>
  /** Tubes that belong to a body, after its pieces in the order of the list; the open ones are ports. */
  readonly vessels: readonly Vessel[]
  /** Muscle that stands in the blood of a body. */
  readonly muscle: Readonly<Partial<Record<Body, readonly Piece[]>>>
  /** Leaflets of the atrioventricular valves; they follow their gates. */
  readonly leaflets: readonly LeafletPlan[]
  /** Steps that keep walls between the cavities, in order. */
  readonly clearances: readonly Clearance[]
  /** At most one gate of each name, between any two bodies. */
  readonly gates: readonly GatePlan[]
  /** Openings carved through the finished walls. */
  readonly defects: readonly DefectPlan[]
  /** Bodies whose blood meets without a valve, each a structure of its own (a caval vein sewn to a pulmonary artery). */
  readonly joins: readonly (readonly [Body, Body])[]
  readonly veins: readonly VeinPlan[]
  /** `axis` points to the right; the septum thins within `reach`. */
  readonly membranous: typeof membranousSeptum
  /** The thin floor of the oval fossa in the septum of the atria. */
  readonly fossa: { readonly centre: Vec3; readonly reach: number }
  readonly conduction: ConductionPlan
  readonly coronaryOstia: Readonly<Record<'left' | 'right', Vec3>>
  /** Besides annuli, rims of defects, conduction axis and ostia. */
  readonly landmarks: readonly LandmarkPlan[]
}

/**
 * The normal heart.
 * @param trabeculae 0 smooth ventricles, 1 normal
 */
export const normalAnatomy = (trabeculae: number): Anatomy => ({
  lumen: {
    LV: leftVentricle(),
    aorta: aortaRoot(),
    PA: pulmonaryRoot(),
    RV: rightVentricle(),
    LA: leftAtrium(),
    RA: rightAtrium(),
  },
  vessels: [
    ...aortaVessels,
    ...pulmonaryVessels,
    rightOutflow,
    ...pulmonaryVeinVessels,
    ...cavalVessels,
    coronarySinus,
  ],
  muscle: { LV: leftMuscle(trabeculae), RV: rightMuscle(trabeculae) },
  leaflets: normalLeaflets,
  clearances: normalClearances,
  gates: Object.values(gatePlans),
  defects: [],
  joins: [['RA', 'sinus']],
  veins: [...cavalVeins, ...pulmonaryVeins],
  membranous: membranousSeptum,
  fossa: { centre: [-17, 16, -6], reach: 9 },
  conduction: conduction(0),
  coronaryOstia,
  landmarks: [],
})

/** Everything that a body is united from. */
export const lumenOf = (shape: Anatomy, body: Body): readonly Piece[] => [
  ...(shape.lumen[body] ?? []),
  ...shape.vessels.filter((v) => v.body === body).map(vesselPiece),
]

/** The leaflets that stand in a body: those of the valves that lead into it. */
export function leafletsOf(shape: Anatomy, body: Body): Piece[] {
  const into = shape.gates.filter((g) => g.to === body)
  return into.flatMap((gate) => {
    const plan = shape.leaflets.find((l) => l.gate === gate.id)
    if (plan) return valvePieces(plan, gate)
    if (gate.id !== 'aortic' && gate.id !== 'pulmonary') return []
    return [cuspHinges(gate, gate.id === 'aortic' ? shape.coronaryOstia.right : facing(shape, gate))]
  })
}

/** Away from the aorta: the sinus of the pulmonary root that faces no coronary. */
function facing(shape: Anatomy, gate: GatePlan): Vec3 {
  const aortic = gateOf(shape, 'aortic')
  return subtract(scale(gate.centre, 2), aortic?.centre ?? [0, 0, -100])
}

export const portsOf = (shape: Anatomy): readonly PortPlan[] => shape.vessels.flatMap(vesselPort)

export const gateOf = (shape: Anatomy, id: GateName): GatePlan | undefined =>
  shape.gates.find((g) => g.id === id)

/** The anatomy with one vessel changed; taken away where `change` gives null. */
export const withVessel = (shape: Anatomy, id: string, change: (v: Vessel) => Vessel | null): Anatomy => ({
  ...shape,
  vessels: shape.vessels.flatMap((v) => (v.id === id ? (change(v) ?? []) : v)),
})

/** The anatomy with one gate changed; taken away where `change` gives null. Its sleeves stay: see `Piece.id`. */
export const withGate = (
  shape: Anatomy,
  id: GateName,
  change: (g: GatePlan) => GatePlan | null,
): Anatomy => ({
  ...shape,
  gates: shape.gates.flatMap((g) => (g.id === id ? (change(g) ?? []) : g)),
})

/** The anatomy with the pieces of one body changed. */
export const withLumen = (
  shape: Anatomy,
  body: Body,
  change: (pieces: readonly Piece[]) => readonly Piece[],
): Anatomy => ({
  ...shape,
  lumen: { ...shape.lumen, [body]: change(shape.lumen[body] ?? []) },
})

/** The anatomy with one cavity wider by `by` all round (pieces but sleeves, and vessels inside of the heart); walls stay as thick. */
export function grown(shape: Anatomy, body: Body, by: number): Anatomy {
  const wider = withLumen(shape, body, (pieces) =>
    pieces.map((p) => (p.blend === 0 ? p : { ...p, solids: p.solids.map((s) => inflated(s, by)) })),
  )
  const vessels = wider.vessels.map((v) =>
    v.body === body
      ? { ...v, stations: v.stations.map(([p, r]) => [p, r + by * awayFromValve(v, p)] as const) }
      : v,
  )
  return { ...wider, vessels }
}

/** 0 for a vessel that leaves the heart and within a few millimetres of a valve, 1 farther off. */
function awayFromValve({ after, port }: Vessel, place: Vec3): number {
  if (port) return 0
  if (!after) return 1
  const height = Math.abs(dot(subtract(place, after.point), after.normal))
  return Math.min(Math.max((height - 5) / 5, 0), 1)
}
