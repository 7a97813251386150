import type { FlowLaw } from '../circulation'

/** The driving pressure of each opening in a circulation with given laws, Pa; 0 where nothing drives. */
export type DrivingPressures = ReadonlyMap<string, number>

export interface Coupling {
  readonly laws: Readonly<Record<string, FlowLaw>>
  /** How often the 3D flow was asked: rounds of measuring each opening and solving the beat anew. */
  readonly rounds: number
  /**
   * Largest relative difference between the flow that the circulation's beat sends through an opening and the one that
   * the 3D flow would have there, at the pressure that drives both.
   */
  readonly residual: number
  /** Largest relative difference between the pressures that drive an opening in the beat and in its last 3D run. */
  readonly pressureGap: number
  /** Openings whose 3D flow never told anything: their estimates stand. */
  readonly untold: readonly string[]
}

export interface CouplingParts {
  /** The beat with these laws in place of the estimates. */
  solve(laws: Readonly<Record<string, FlowLaw>>): DrivingPressures
  /** The 3D flow through an opening at a pressure difference, as a law; null where it has not told any yet. */
  measure(opening: string, pressureDrop: number): Promise<FlowLaw | null>
}

/** Where both agree: the same pressure on both sides within 1e-3, and so the same flow within half of that. */
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
 * opening that lets more through is driven by less. An opening that has told nothing is asked again in the next round.
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
  let [rounds, pressureGap] = [0, Number.POSITIVE_INFINITY]
  const untold = new Set<string>()
  while (rounds < mostRounds && (pressureGap > agreed || untold.size > 0)) {
    rounds++
    for (const [id, drop] of driving) {
      const before = measuredAt.get(id)
      if (drop === 0 || (before !== undefined && gap(before, drop) <= agreed)) continue
      const law = await parts.measure(id, drop)
      if (!law && !laws[id]) untold.add(id)
      if (!law) continue
      untold.delete(id)
      laws[id] = law
      measuredAt.set(id, drop)
    }
    if (measuredAt.size === 0 && untold.size === 0)
      return { laws, rounds: 0, residual: 0, pressureGap: 0, untold: [] }
    if (measuredAt.size === 0) continue
    driving = parts.solve(laws)
    pressureGap = Math.max(...[...measuredAt].map(([id, at]) => gap(at, driving.get(id) ?? at)))
  }
  return { laws, rounds, residual: lawDrift * pressureGap, pressureGap, untold: [...untold] }
}

/** How far the pressure that drives an opening now is from the one its law was measured at; endless where it turned round. */
const gap = (measured: number, now: number): number =>
  now / measured > 0 ? Math.abs(Math.log(now / measured)) : Number.POSITIVE_INFINITY
