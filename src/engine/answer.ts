import {
  type Activity,
  closedLoop,
  configurationOf,
  effectOf,
  type FlowLaw,
  type ShuntEnd,
  type ShuntSpec,
  type State,
  solveOxygen,
  solvePeriodic,
} from '../circulation'
import {
  computeFindings,
  computeRisks,
  type FlowMeasurement,
  type PartOpening,
  type SheetLook,
} from '../findings'
import type { BloodDomain, Opening } from '../geometry/blood-domain'
import { gateAreas } from '../geometry/gate-areas'
import { gateBypass } from '../geometry/gate-bypass'
import { allOpenings } from '../geometry/openings'
import { sheetSides } from '../geometry/sheet-sides'
import { trimmed } from '../geometry/trim'
import { bloodVolumes } from '../geometry/volumes'
import type { Edit } from '../heart/edit'
import type { GateName, Heart, Part } from '../heart/heart'
import { type Adaptation, adaptationTo, recoveredFrom } from './adaptation'
import { cavalDrains } from './caval-drains'
import { closerLook } from './closer-look'
import { type Conduit, conduitAt, conduitsOf, frontOf } from './conduits'
import { archNarrowing, hasNarrowArch, narrowingsOf, sectionsOf } from './heart-narrowings'
import { leakingWiring, wiringOf } from './heart-wiring'
import type { Answer } from './protocol'
import { tissueLook } from './tissue-look'
import { valveLeaks } from './valve-leaks'
import { vesselAnswer } from './vessel-answer'

/** The patient before any edit: what the body has made of the defects that the heart came with. */
export interface Patient extends Adaptation {
  /** The arch came narrowed: its figures are shown whatever is done to it. */
  readonly followArch: boolean
  /** Blood of the ventricles, m³, and open rings of the valves, m², before any edit. */
  readonly rooms: Rooms
  /** What the patient does while the beat is looked at; left out, rests. */
  readonly activity?: Activity
}

type Rooms = ReturnType<typeof roomsOf>

/** Nothing for a vessel. */
export function patientOf(heart: Heart, untouched: BloodDomain): Patient | null {
  if (heart.kind === 'vessel') return null
  const sections = sectionsOf(heart, untouched)
  const followArch = hasNarrowArch(sections)
  const rooms = roomsOf(heart, untouched)
  const leaks = valveLeaks(heart, [], rooms.beside, rooms.beside)
  const adaptation = adaptationTo(heart.physiology, {
    shunts: shuntsOf(nameOpenings(heart, allOpenings(untouched, heart))),
    narrowings: narrowingsOf(sections, followArch),
    wiring: leakingWiring(wiringOf(heart, untouched), leaks),
  })
  return { ...adaptation, followArch, rooms }
}

/** What an answer is made from. */
export interface AnswerInput {
  readonly heart: Heart
  readonly domain: BloodDomain
  readonly edits: readonly Edit[]
  readonly device: string
  /** Laws that the 3D flow has measured, by opening id; with them this is the flow answer. */
  readonly flow?: { readonly measurement: FlowMeasurement; readonly settled: number; readonly ms: number }
  /** The patient as the untouched heart made it; a healthy one by weight and age when left out. */
  readonly patient?: Patient | null
  /** Openings are taken as so much larger than measured: what their uncertainty does. */
  readonly areaFactor?: number
  /** State of the circulation before the last edit: the new beat is found sooner from there. */
  readonly warm?: State
}

export interface AnswerResult {
  readonly answer: Answer
  readonly openings: readonly PartOpening[]
  readonly state: State | null
  /** Saturation 0–1 by compartment; null for a vessel. */
  readonly saturations?: Readonly<Record<string, number>> | null
}

/** Cells across from which an opening's measured area is relied on. */
const resolved = 6

const shuntEnds: readonly string[] = ['LV', 'RV', 'LA', 'RA', 'aorta', 'pulmonary-artery', 'SVC', 'IVC']
const isShuntEnd = (part: string): part is ShuntEnd => shuntEnds.includes(part)

/** Openings with the parts that they join and a stable name each: `LV-RV`, `LV-RV-2`. */
export function nameOpenings(heart: Heart, openings: readonly Opening[]): PartOpening[] {
  const part = (id: number) => heart.structures.find((s) => s.id === id)?.part ?? 'none'
  const seen = new Map<string, number>()
  return openings.map((o) => {
    const name = `${part(o.from)}-${part(o.to)}`
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return { ...o, id: count === 1 ? name : `${name}-${count}`, fromPart: part(o.from), toPart: part(o.to) }
  })
}

/**
 * Openings that the circulation can carry, with the law that the 3D flow has measured where it has. A conduit keeps the
 * law of its whole length: a window round its narrowest section would miss the rest.
 */
export function shuntsOf(
  openings: readonly PartOpening[],
  laws: Readonly<Record<string, FlowLaw>> = {},
  conduits: readonly Conduit[] = [],
): ShuntSpec[] {
  return openings.flatMap((opening): ShuntSpec[] => {
    const { id, fromPart, toPart, area } = opening
    if (!isShuntEnd(fromPart) || !isShuntEnd(toPart)) return []
    const conduit = conduitAt(opening, conduits)
    if (conduit) {
      // A bore that the lattice hardly resolves is as wide as the tube that was chosen.
      const bore = opening.cellsAcross < resolved ? Math.PI * conduit.radius ** 2 : area
      return [{ id, from: fromPart, to: toPart, area: bore, length: conduit.length, tube: true }]
    }
    const law = laws[id]
    return [{ id, from: fromPart, to: toPart, area, ...(law && { law }) }]
  })
}

/**
 * The answer at once: openings measured on the blood lattice feed the closed loop, whose periodic beat gives the
 * figures. With `flow`, the same with the laws that the 3D flow has measured in place of the orifice's estimates.
 */
export function computeAnswer(asked: AnswerInput): AnswerResult {
  const input = { ...asked, edits: trimmed(asked.edits) }
  return input.heart.kind === 'vessel' ? vesselAnswer(input) : wholeHeartAnswer(input)
}

/** What is measured on the lattice, whatever the circulation does. */
interface Anatomy {
  readonly heart: Heart
  readonly openings: readonly PartOpening[]
  readonly sections: ReturnType<typeof sectionsOf>
  readonly wiring: ReturnType<typeof wiringOf>
  readonly conduits: readonly Conduit[]
  readonly sheets: readonly SheetLook[]
  readonly rooms: Rooms
}

/** Blood by ventricle and open area by valve. */
function roomsOf(heart: Heart, domain: BloodDomain) {
  const volumes = bloodVolumes(domain)
  const ventricle = (part: Part) =>
    heart.structures.reduce((sum, s) => sum + (s.part === part ? (volumes.get(s.id) ?? 0) : 0), 0)
  const normal = (id: GateName) => heart.gates.find((g) => g.id === id)?.normal ?? [0, 0, 0]
  const rings = gateAreas(domain, normal)
  return { volumes: { LV: ventricle('LV'), RV: ventricle('RV') }, rings, beside: gateBypass(heart, domain) }
}

/** What the edits have taken of the ventricles and the valves. */
function changesOf(before: Rooms, now: Rooms) {
  const volumes = (['LV', 'RV'] as const).map((part) => ({
    part,
    before: before.volumes[part],
    now: now.volumes[part],
  }))
  const rings = [...before.rings].map(([gate, area]) => ({
    gate,
    before: area,
    now: now.rings.get(gate) ?? 0,
  }))
  return { volumes, rings }
}

function sheetsOf(heart: Heart, domain: BloodDomain): SheetLook[] {
  const part = (id: number) => heart.structures.find((s) => s.id === id)?.part ?? 'none'
  return domain.sheets.map((sheet) => {
    const found = sheetSides(domain, sheet)
    return {
      ...found,
      leaks: sheet.leaks,
      parts: found.sides && [part(found.sides[0]), part(found.sides[1])],
    }
  })
}

/** The heart with its caval veins as conduits have joined them. */
const afterConduits = (heart: Heart, domain: BloodDomain, conduits: readonly Conduit[]): Heart =>
  conduits.length > 0 ? { ...heart, connections: cavalDrains(heart, domain) } : heart

const anatomies = new WeakMap<BloodDomain, Anatomy>()

/** Measured once a domain: the answer is asked for again with other properties of the patient. */
function anatomyOf(heart: Heart, domain: BloodDomain, edits: readonly Edit[]): Anatomy {
  const known = anatomies.get(domain)
  if (known?.heart === heart) return known
  const conduits = conduitsOf(edits)
  const joined = afterConduits(heart, domain, conduits)
  const openings = nameOpenings(heart, allOpenings(domain, joined))
  const found = {
    heart,
    openings,
    sections: sectionsOf(heart, domain),
    wiring: wiringOf(joined, domain),
    conduits,
    sheets: sheetsOf(heart, domain),
    rooms: roomsOf(heart, domain),
  }
  anatomies.set(domain, found)
  return found
}

/** Sections as so much larger than measured. */
const scaledSections = ({ outflows, arch }: Anatomy['sections'], factor: number): Anatomy['sections'] => ({
  outflows: outflows.map((o) => ({ ...o, area: o.area * factor })),
  arch: arch && { ...arch, area: arch.area * factor },
})

function wholeHeartAnswer(input: AnswerInput): AnswerResult {
  const started = performance.now()
  const { heart, domain, edits, flow, warm, patient, areaFactor = 1 } = input
  const { openings, sections, wiring, conduits, sheets, rooms } = anatomyOf(heart, domain, edits)
  const closer = closerLook(domain)
  const tissue = tissueLook(domain)
  const followArch = patient?.followArch || hasNarrowArch(sections)
  const shunts = shuntsOf(openings, flow?.measurement.laws, conduits).map((s) => ({
    ...s,
    area: s.area * areaFactor,
  }))
  const narrowings = narrowingsOf(scaledSections(sections, areaFactor), followArch)
  const activity = patient?.activity ?? 'rest'
  const effect = effectOf(activity)
  const leaks = valveLeaks(heart, edits, patient?.rooms.beside ?? rooms.beside, rooms.beside)
  const leaking = leakingWiring(wiring, leaks)
  const joined = { shunts, narrowings, wiring: leaking }
  const recovered = activity === 'recovered' ? recoveredFrom(heart.physiology, joined, patient ?? {}) : null
  const body = recovered?.body ?? patient ?? {}
  const model = closedLoop(heart.physiology, shunts, narrowings, leaking, body, activity)
  const narrowing = archNarrowing(sections, followArch)
  const solution = solvePeriodic(model, warm ? { warm } : {})
  const consumption = (patient?.factors.oxygenConsumption ?? 1) * effect.oxygenConsumption
  const oxygen = solveOxygen(model, solution.waveforms, heart.physiology, consumption)
  const settled = Math.min(solution.settled, flow?.settled ?? 1)
  const common = {
    kind: heart.kind,
    answer: flow ? 'flow' : 'circulation',
    settled,
    physiology: { ...heart.physiology, heartRate: heart.physiology.heartRate * effect.rate },
    activity,
    ...(recovered && { outputReached: recovered.reached }),
    waveforms: solution.waveforms,
    oxygen,
    openings,
    leaks: domain.leaks,
    ...(flow && { flow: flow.measurement }),
    ...(narrowing && { narrowing }),
    outflows: sections.outflows,
    valves: wiring.valves,
    configuration: configurationOf(wiring),
    // What was measured was measured at rest.
    untouched: edits.length === 0 && activity === 'rest',
    fit: patient?.fit ?? [],
    spacing: domain.frame.spacing,
    edits,
    landmarks: heart.landmarks,
    gates: heart.gates,
    sheets,
    ...(patient && changesOf(patient.rooms, rooms)),
    ...(closer && { closer }),
    ...(tissue && { tissue }),
    ...(conduits.length > 0 && { front: frontOf(heart) }),
  } as const
  const answer: Answer = {
    kind: common.answer,
    findings: computeFindings(common),
    risks: computeRisks(common),
    waveforms: solution.waveforms,
    ms: performance.now() - started + (flow?.ms ?? 0),
    settled,
    device: input.device,
  }
  return { answer, openings, state: solution.state, saturations: oxygen.saturations }
}
