import { closedLoop, expectedOutput, type ShuntSpec, type State, solvePeriodic } from '../circulation'
import type { CirculationModel } from '../circulation/closed-loop'
import { meanOf } from '../circulation/curves'
import type { Heart } from '../heart/heart'

/** Least and most blood that a body keeps, relative to normal: beyond that the heart has failed. */
const limits = [0.8, 2] as const
/** Systemic output that counts as reached, relative. */
const tolerance = 0.01

export interface Adaptation {
  /** Stressed blood volume of the loop, m³. */
  readonly bloodVolume: number
  /** What was assumed, for the user; null where nothing was. */
  readonly note: string | null
}

/** The model with another blood volume. */
export const withVolume = (model: CirculationModel, total: number | undefined): CirculationModel =>
  total === undefined || !model.conserved ? model : { ...model, conserved: { ...model.conserved, total } }

/**
 * The blood volume of a patient who has lived with the defects that the heart came with: the body keeps salt and water
 * until its own output is the one expected by weight (Guyton's renal–volume feedback, in its end state only). Solved
 * for by the secant method; edits made afterwards are acute and keep this volume. Without defects the volume is the
 * normal one. Limits: contractility, resistances and chamber sizes do not adapt.
 */
export function adaptedVolume(heart: Heart, shunts: readonly ShuntSpec[]): Adaptation {
  const model = closedLoop(heart.physiology, shunts)
  const normal = model.conserved?.total ?? 0
  if (shunts.length === 0 || normal === 0) return { bloodVolume: normal, note: null }
  const wanted = expectedOutput(heart.physiology.weight)
  let warm: State | undefined
  const shortfall = (relative: number) => {
    const solution = solvePeriodic(withVolume(model, relative * normal), warm ? { warm } : {})
    warm = solution.state
    return meanOf(solution.waveforms, 'aortic.flow') / wanted - 1
  }
  const clamp = (v: number) => Math.min(Math.max(v, limits[0]), limits[1])
  let [before, now] = [1, 1.15]
  let errorBefore = shortfall(before)
  let error = shortfall(now)
  for (let turn = 0; turn < 8 && Math.abs(error) > tolerance && now !== before; turn++) {
    const slope = (error - errorBefore) / (now - before)
    ;[before, errorBefore] = [now, error]
    now = clamp(now - error / slope)
    error = shortfall(now)
  }
  const share = `${(100 * now).toFixed(0)} % of normal`
  const output = `${(wanted * 60e3).toFixed(1)} L/min expected by weight`
  const note =
    Math.abs(error) <= 3 * tolerance
      ? `Stressed blood volume is set to ${share}, at which the untouched heart gives the body the ${output}: the patient has adapted to the defect. Edits are acute from there.`
      : `Even with ${share} stressed blood volume the untouched heart gives the body ${(100 * (1 + error)).toFixed(0)} % of the ${output}.`
  return { bloodVolume: now * normal, note }
}
