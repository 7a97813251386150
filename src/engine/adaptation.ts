import {
  type CirculationModel,
  closedLoop,
  configurationOf,
  expectedOutput,
  type FitRow,
  fitLoop,
  type LoopAdaptation,
  type NarrowingSpec,
  type ShuntSpec,
  type State,
  solvePeriodic,
  systemicFlow,
  targetsOf,
  type Wiring,
} from '../circulation'
import { type Curves, meanOf } from '../circulation/curves'
import { mmHg } from '../core/units'
import type { Physiology } from '../heart/heart'

/** Least and most blood that a body keeps, relative to normal: beyond that the heart has failed. */
const limits = [0.8, 2] as const
/** Systemic output that counts as reached, and strength that counts as found, relative. */
const tolerance = 0.01
const strengthTolerance = 0.03
/** A body does not answer to less. */
const noticed = 0.1

/**
 * Mean pressure of the atrium of a single ventricle whose caval veins drain into the lungs, Pa: the end-diastolic
 * pressure of 9.3 ± 3.5 mmHg measured in fourteen such patients before completion, 10.3 ± 3.1 after it (Menon et al.
 * 2018, World J Cardiovasc Surg 8, doi 10.4236/wjcs.2018.82004), taken for the atrium's. Well compensated young patients
 * have less (5 mmHg, recalled); a clinical lead has to confirm it.
 */
export const singleVentricleAtrium = 9.3 * mmHg
/** How far the diastolic stiffness of the left heart may be moved for it, relative to a healthy adult's. */
const stiffnessLimits = [0.3, 2] as const

export interface Adaptation extends Required<LoopAdaptation> {
  /** How the circulation meets what was measured in the patient; empty where nothing was. */
  readonly fit: readonly FitRow[]
  /** What was assumed, for the user; null where nothing was. */
  readonly note: string | null
  /** The output that this body keeps, relative to the one expected by weight; left out: 1. */
  readonly outputShare?: number
}

/** How the untouched heart is joined. */
export interface Untouched {
  readonly shunts: readonly ShuntSpec[]
  readonly narrowings: readonly NarrowingSpec[]
  readonly wiring: Wiring
}

/**
 * What a patient who has lived with the defects that the heart came with has become, in the end state only:
 *
 * - the body keeps salt and water until its own output is the one expected by weight (Guyton's renal–volume feedback;
 *   the blood volume is solved for by regula falsi);
 * - a right ventricle that works against a higher pressure has thickened until the stress in its wall is normal again
 *   (Grossman et al. 1975, J Clin Invest 56:56): its active elastance grows as its systolic pressure, at most to that
 *   of the left ventricle.
 *
 * A single ventricle whose caval veins drain into the lungs is filled as such patients are: its atrial pressure stands
 * below the lungs and is passed on to the veins. So blood volume and the stiffness of the left heart are both solved for:
 * the output expected by weight at `singleVentricleAtrium`.
 *
 * What was measured in the patient then moves these and the other properties of the loop (`fitLoop`).
 *
 * Edits made afterwards are acute and keep all of it. Limits: resistances, passive elastances and chamber sizes do not adapt.
 */
export function adaptationTo(physiology: Physiology, untouched: Untouched): Adaptation {
  const adaptation = expectedAdaptation(physiology, untouched)
  if (targetsOf(physiology).size === 0) return adaptation
  const { adaptation: fitted, rows } = fitLoop({ physiology, ...untouched }, adaptation)
  const { shunts, narrowings, wiring } = untouched
  const { waveforms } = solvePeriodic(closedLoop(physiology, shunts, narrowings, wiring, fitted))
  const outputShare = systemicFlow(waveforms) / expectedOutput(physiology.weight)
  return { ...fitted, fit: rows, note: fitNote(rows), outputShare }
}

/** What lasting defects alone make of a patient of this weight and age. */
function expectedAdaptation(physiology: Physiology, untouched: Untouched): Adaptation {
  const normal = closedLoop(physiology)
  const bloodVolume = normal.conserved?.total ?? 0
  const healthy = solvePeriodic(normal).waveforms
  const usual: Adaptation = { bloodVolume, rightStrength: 1, factors: {}, fit: [], note: null }
  const search = new Search(physiology, untouched, bloodVolume)
  if (configurationOf(untouched.wiring) !== 'biventricular')
    return singleVentricle(physiology, search, bloodVolume)
  const shortfall = search.shortfall(1, 1)
  if (Math.abs(shortfall) <= noticed && search.systolicRise(healthy) < 1 + noticed)
    return { ...usual, outputShare: 1 + shortfall }
  let rightStrength = 1
  let volume = search.volumeFor(rightStrength, 1)
  const strongest = strengthLimit(normal)
  for (let turn = 0; turn < 6; turn++) {
    const wanted = Math.min(Math.max(search.systolicRise(healthy), 1), strongest)
    if (Math.abs(wanted / rightStrength - 1) < strengthTolerance) break
    rightStrength = wanted
    volume = search.volumeFor(rightStrength, volume)
  }
  const note = noteOf(physiology, volume, rightStrength, search.error)
  return { bloodVolume: volume * bloodVolume, rightStrength, factors: {}, fit: [], note }
}

/** The filling of a single ventricle: stiffness and blood volume in turn, each for what it moves most. */
function singleVentricle(physiology: Physiology, search: Search, bloodVolume: number): Adaptation {
  let volume = search.volumeFor(1, 1)
  for (let turn = 0; turn < 8; turn++) {
    const ratio = singleVentricleAtrium / search.atrium()
    if (Math.abs(ratio - 1) < tolerance) break
    const [least, most] = stiffnessLimits
    // With the output given, the pressure goes about as the square root of the stiffness.
    search.leftStiffness = Math.min(Math.max(search.leftStiffness * ratio ** 2, least), most)
    volume = search.volumeFor(1, volume)
  }
  const { leftStiffness } = search
  const note = singleVentricleNote(physiology, volume, search)
  return { bloodVolume: volume * bloodVolume, rightStrength: 1, factors: { leftStiffness }, fit: [], note }
}

/** The left ventricle's active elastance over the right's. */
function strengthLimit({ parameters }: CirculationModel): number {
  const chambers = parameters?.chambers
  return chambers ? chambers.LV.active / chambers.RV.active : 1
}

/**
 * A patient some weeks after the edits: the body has given back, or kept, blood until it has its own output once more, the
 * one expected by weight or the one that the patient was measured to have (Guyton's renal–volume feedback, as in
 * `adaptationTo`). All else stays as it was before the edits: a right ventricle that had thickened takes months to lose it.
 * @returns too which share of that output the body gets: blood is kept within limits
 */
export function recoveredFrom(
  physiology: Physiology,
  now: Untouched,
  patient: LoopAdaptation & Pick<Adaptation, 'outputShare'>,
): { readonly body: LoopAdaptation; readonly reached: number } {
  const normal = closedLoop(physiology).conserved?.total ?? 0
  const search = new Search(physiology, now, normal, patient)
  const start = (patient.bloodVolume ?? normal) / normal
  const volume = search.volumeFor(patient.rightStrength ?? 1, start)
  return { body: { ...patient, bloodVolume: volume * normal }, reached: 1 + search.error }
}

class Search {
  /** Output of the last beat over the wanted one, less 1. */
  error = 0
  /** Diastolic stiffness of the left heart relative to a healthy adult's. */
  leftStiffness: number
  private readonly wanted: number
  private warm: State | undefined
  private curves: Curves | undefined

  constructor(
    private readonly physiology: Physiology,
    private readonly untouched: Untouched,
    private readonly normalVolume: number,
    private readonly given: Parameters<typeof recoveredFrom>[2] = {},
  ) {
    this.wanted = expectedOutput(physiology.weight) * (given.outputShare ?? 1)
    this.leftStiffness = given.factors?.leftStiffness ?? 1
  }

  shortfall(volume: number, rightStrength: number): number {
    const { shunts, narrowings, wiring } = this.untouched
    const { leftStiffness } = this
    const factors = { ...this.given.factors, leftStiffness }
    const adaptation = { bloodVolume: volume * this.normalVolume, rightStrength, factors }
    const model = closedLoop(this.physiology, shunts, narrowings, wiring, adaptation)
    const solution = solvePeriodic(model, this.warm ? { warm: this.warm } : {})
    this.warm = solution.state
    this.curves = solution.waveforms
    this.error = systemicFlow(solution.waveforms) / this.wanted - 1
    return this.error
  }

  /** Relative blood volume at which the body has its output: bracketed outward from a start, then regula falsi. */
  volumeFor(rightStrength: number, start: number): number {
    const at = (volume: number) => this.shortfall(volume, rightStrength)
    let [near, nearError] = [start, at(start)]
    if (Math.abs(nearError) <= tolerance) return near
    // Too little output asks for more blood.
    const step = nearError < 0 ? 1.15 : 1 / 1.15
    let [far, farError] = [near, nearError]
    while (farError * nearError > 0) {
      ;[near, nearError] = [far, farError]
      far = Math.min(Math.max(far * step, limits[0]), limits[1])
      farError = at(far)
      if (Math.abs(farError) <= tolerance || far === near || far === limits[0] || far === limits[1]) break
    }
    if (farError * nearError > 0) return far
    for (let turn = 0; turn < 8 && Math.abs(this.error) > tolerance; turn++) {
      const middle = near - (nearError * (far - near)) / (farError - nearError)
      const error = at(middle)
      if (error * nearError > 0) [near, nearError] = [middle, error]
      else [far, farError] = [middle, error]
      if (Math.abs(error) <= tolerance) return middle
    }
    return far
  }

  /** Mean pressure of the left atrium in the last beat, Pa. */
  atrium(): number {
    return this.curves ? meanOf(this.curves, 'LA.pressure') : Number.NaN
  }

  /** Systolic pressure of the right ventricle over a healthy one's; 1 without a right ventricle. */
  systolicRise(healthy: Curves): number {
    const own = this.curves?.series['RV.pressure']
    const normal = healthy.series['RV.pressure']
    return own && normal ? peakOf(own) / peakOf(normal) : 1
  }
}

const peakOf = (curve: Float32Array) => curve.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)

function fitNote(rows: readonly FitRow[]): string {
  const missed = rows.filter((r) => Math.abs(r.fitted - r.measured) > 2 * r.uncertainty).length
  const values = rows.length === 1 ? 'one measured value' : `${rows.length} measured values`
  return missed === 0
    ? `The circulation is fitted to ${values} of the patient. Edits are acute from there.`
    : `The circulation is fitted to ${values} of the patient and misses ${missed} by more than twice their uncertainty: check them, or the anatomy. Edits are acute from there.`
}

function singleVentricleNote(physiology: Physiology, volume: number, search: Search): string {
  const share = (part: number) => `${(100 * part).toFixed(0)} %`
  const output = `${(expectedOutput(physiology.weight) * 60e3).toFixed(1)} L/min expected by weight`
  const pressure = `${(search.atrium() / mmHg).toFixed(0)} mmHg`
  return `The single ventricle is filled as such patients are: stressed blood volume ${share(volume)} and diastolic stiffness ${share(search.leftStiffness)} of normal give the body ${share(1 + search.error)} of the ${output} with ${pressure} in the atrium. Edits are acute from there.`
}

function noteOf(physiology: Physiology, volume: number, rightStrength: number, error: number): string {
  const share = `${(100 * volume).toFixed(0)} % of normal`
  const output = `${(expectedOutput(physiology.weight) * 60e3).toFixed(1)} L/min expected by weight`
  const strong =
    rightStrength > 1 + noticed
      ? ` Its right ventricle has thickened to ${rightStrength.toFixed(1)} times the normal strength.`
      : ''
  return Math.abs(error) <= 3 * tolerance
    ? `Stressed blood volume is set to ${share}, at which the untouched heart gives the body the ${output}: the patient has adapted to the defect.${strong} Edits are acute from there.`
    : `Even with ${share} stressed blood volume the untouched heart gives the body ${(100 * (1 + error)).toFixed(0)} % of the ${output}.${strong}`
}
