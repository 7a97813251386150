import type { FlowLaw } from '../circulation'

/** The driving pressure of each opening in a circulation with given laws, Pa; 0 where nothing drives. */
export type DrivingPressures = ReadonlyMap<string, number>

export interface Coupling {
  readonly laws: Readonly<Record<string, FlowLaw>>
  /** How often the 3D flow was asked: rounds of measuring each opening and solving the beat anew. */
  readonly rounds: number
  /**
   * Largest relative difference between the flow that the circulation's beat sends through an opening and the one that
   * the 3D flow has there, at the pressure that drives both.
   */
  readonly residual: number
}

export interface CouplingParts {
  /** The beat with these laws in place of the estimates. */
  solve(laws: Readonly<Record<string, FlowLaw>>): DrivingPressures
  /** The 3D flow through an opening at a pressure difference, as a law; null where it was given up. */
  measure(opening: string, pressureDrop: number): Promise<FlowLaw | null>
}

/** Where both agree: flow within 1e-3. */
const agreed = 1e-3
/**
 * An opening's law changes with its Reynolds number: its coefficient by some .1 of the relative change of pressure
 * between Re 500 and 5000 (Cd .69 to .64), so that its flow at a pressure that moved by x is off by .05 x.
 */
const lawDrift = 0.05

/**
 * Circulation and 3D flow, in turn until both have the same flow at the same pressure: the beat says what drives each
 * opening, the 3D flow measures the law there, the beat is solved with it and drives the opening a little otherwise. The
 * fixed point is where the law was measured at the pressure that it brings about. Under-relaxation is not needed: an
 * opening that lets more through is driven by less.
 * @param start driving pressures of the beat with the estimates
 * @param mostRounds a round costs one 3D run an opening
 */
export async function couple(
  parts: CouplingParts,
  start: DrivingPressures,
  mostRounds: number,
): Promise<Coupling> {
  const laws: Record<string, FlowLaw> = {}
  const measuredAt = new Map<string, number>()
  let driving = start
  let [rounds, residual] = [0, Number.POSITIVE_INFINITY]
  while (rounds < mostRounds && residual > agreed) {
    rounds++
    for (const [id, drop] of driving) {
      const before = measuredAt.get(id)
      if (drop === 0 || (before !== undefined && drift(before, drop) <= agreed)) continue
      const law = await parts.measure(id, drop)
      if (!law) return { laws, rounds, residual }
      laws[id] = law
      measuredAt.set(id, drop)
    }
    if (measuredAt.size === 0) return { laws, rounds: 0, residual: 0 }
    driving = parts.solve(laws)
    residual = Math.max(...[...measuredAt].map(([id, at]) => drift(at, driving.get(id) ?? at)))
  }
  return { laws, rounds, residual }
}

/** How far the flow of a law that was measured at one pressure is off at another; 1 where it turned round. */
function drift(measured: number, now: number): number {
  const ratio = now / measured
  return ratio > 0 ? lawDrift * Math.abs(Math.log(ratio)) : 1
}
