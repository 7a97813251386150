import { expectedOutput, solvePeriodic } from '../circulation'
import { isolatedVessel } from '../circulation/isolated-vessel'
import { narrowingLaw } from '../circulation/narrowing-law'
import { computeFindings, computeRisks, type Narrowing } from '../findings'
import type { BloodDomain } from '../geometry/blood-domain'
import { type VesselSection, vesselSections } from '../geometry/vessel-sections'
import type { Heart, Physiology } from '../heart/heart'
import type { AnswerInput, AnswerResult } from './answer'
import type { Answer } from './protocol'

/** A vessel's narrowing and the sections on either side between which its pressure drop is taken. */
export interface VesselNarrowing extends Narrowing {
  /** Length over which the section is less than halfway back to the healthy one, m. */
  readonly length: number
  readonly before: VesselSection
  readonly after: VesselSection
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

/** The vessel of a domain, as a heart whose lumen is the edited one. */
const editedHeart = (heart: Heart, domain: BloodDomain): Heart => ({
  ...heart,
  frame: domain.frame,
  lumen: domain.phi,
})

/**
 * The narrowest section of a vessel along its centre line, away from its ends, and what it is judged against: the
 * median of the vessel 10 to 35 mm downstream of it. Null where no centre line can be followed.
 */
export function findNarrowing(heart: Heart, domain: BloodDomain): VesselNarrowing | null {
  const sections = vesselSections(editedHeart(heart, domain))
  const end = sections.at(-1)
  if (!end || sections.length < 8) return null
  // The vessel that is judged lies beyond its last branch; the ends are cut and tell nothing.
  const inner = sections.filter((s) => s.s > 0.25 * end.s && s.s < 0.95 * end.s)
  const throat = inner.reduce((least, s) => (s.area < least.area ? s : least))
  const healthy = (sections: readonly VesselSection[]) => median(sections.map((s) => s.area))
  const downstream = inner.filter((s) => s.s > throat.s + 10e-3 && s.s < throat.s + 35e-3)
  const referenceArea = Math.max(healthy(downstream.length > 2 ? downstream : inner), throat.area)
  const half = (throat.area + referenceArea) / 2
  const narrow = inner.filter((s) => s.area < half && Math.abs(s.s - throat.s) < 20e-3)
  const length = narrow.length > 1 ? narrow.at(-1)!.s - narrow[0]!.s : 2 * Math.sqrt(throat.area / Math.PI)
  const reach = 2 * Math.sqrt(referenceArea / Math.PI)
  const at = (s: number) =>
    sections.reduce((near, x) => (Math.abs(x.s - s) < Math.abs(near.s - s) ? x : near))
  return {
    id: 'narrowing',
    label: 'Narrowing',
    area: throat.area,
    referenceArea,
    centre: throat.centre,
    cellsAcross: (2 * Math.sqrt(throat.area / Math.PI)) / domain.frame.spacing,
    length,
    before: at((narrow[0] ?? throat).s - reach),
    after: at(Math.min((narrow.at(-1) ?? throat).s + 4 * reach, 0.95 * end.s)),
  }
}

/** The measured inflow, or the output expected by weight as a half sine over the first 35 % of the beat. */
export function vesselInflow(physiology: Physiology): NonNullable<Physiology['inflow']> {
  if (physiology.inflow) return physiology.inflow
  const period = 1 / physiology.heartRate
  const systole = 0.35
  const peak = (expectedOutput(physiology.weight) * Math.PI) / (2 * systole)
  const times = Array.from({ length: 101 }, (_, i) => (i / 100) * period)
  const flows = times.map((t) =>
    t < systole * period ? peak * Math.sin((Math.PI * t) / (systole * period)) : 0,
  )
  return { times, flows }
}

/**
 * The answer for a vessel alone: the narrowing's law by Young and Tsai from its measured sections, or the one that the
 * 3D flow has measured, between two elastic compartments that the inflow fills.
 */
export function vesselAnswer(input: AnswerInput): AnswerResult {
  const started = performance.now()
  const { heart, domain, edits, flow } = input
  const narrowing = findNarrowing(heart, domain)
  const measured = flow?.measurement.laws?.['narrowing']
  const estimate = narrowing && narrowingLaw(narrowing)
  const law = estimate && { ...estimate, ...measured }
  const model = isolatedVessel(heart.physiology, { inflow: vesselInflow(heart.physiology), narrowing: law })
  const solution = solvePeriodic(model, input.warm ? { warm: input.warm } : {})
  const settled = Math.min(solution.settled, flow?.settled ?? 1)
  const common = {
    kind: 'vessel',
    answer: flow ? 'flow' : 'circulation',
    settled,
    physiology: heart.physiology,
    waveforms: solution.waveforms,
    oxygen: null,
    openings: [],
    leaks: domain.leaks,
    ...(narrowing && { narrowing }),
    ...(flow && { flow: flow.measurement }),
    spacing: domain.frame.spacing,
  } as const
  const answer: Answer = {
    kind: common.answer,
    findings: computeFindings(common),
    risks: computeRisks({ ...common, edits, landmarks: heart.landmarks, gates: heart.gates }),
    waveforms: solution.waveforms,
    ms: performance.now() - started + (flow?.ms ?? 0),
    settled,
    device: input.device,
  }
  return { answer, openings: [], state: solution.state }
}
