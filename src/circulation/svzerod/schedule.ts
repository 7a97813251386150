import { Fault } from '../../core/fault'
import type { NetworkJson } from './network-schema'

/** How long a network is run, in steps, and which beats are reported. */
export interface Schedule {
  /** Length of a step. */
  readonly dt: number
  readonly stepsPerBeat: number
  readonly beats: number
  /** Largest change of a mean from beat to beat that still asks for another beat; null: as many beats as given. */
  readonly cycleError: number | null
}

/**
 * The schedule that a file asks for:
 * - so many beats of so many time points;
 * - or, coupled to another solver, one stretch of `external_step_size`;
 * - or, with `use_cycle_to_cycle_error`, as many beats as the slowest windkessel needs to come within that error,
 *   n = ⌈-τ / T ln ε⌉ (Pfaller et al. 2022, equation 21), and without a windkessel until the vessels' ends agree.
 * @param period length of a beat T
 * @throws Fault where the file leaves a number out
 */
export function scheduleOf(json: NetworkJson, period: number, fileName: string): Schedule {
  const sim = json.simulation_parameters
  const given = (value: number | undefined, key: string): number => {
    if (value !== undefined) return value
    throw new Fault(fileName, `simulation_parameters.${key} is missing`, 'Give it as a number')
  }
  if (sim.coupled_simulation) {
    const stepsPerBeat = given(sim.number_of_time_pts, 'number_of_time_pts') - 1
    return { dt: sim.external_step_size / stepsPerBeat, stepsPerBeat, beats: 1, cycleError: null }
  }
  const points = given(sim.number_of_time_pts_per_cardiac_cycle, 'number_of_time_pts_per_cardiac_cycle')
  const beats = given(sim.number_of_cardiac_cycles, 'number_of_cardiac_cycles')
  const plain = { dt: period / (points - 1), stepsPerBeat: points - 1, beats, cycleError: null }
  if (!sim.use_cycle_to_cycle_error) return plain
  if (beats < 2)
    throw new Fault(fileName, 'asks for an error from beat to beat of a single beat', 'Ask for two or more')
  const error = sim.sim_cycle_to_cycle_percent_error / 100
  const slowest = slowestWindkessel(json)
  if (slowest === null) return { ...plain, cycleError: error }
  return { ...plain, beats: Math.max(1, Math.ceil((-slowest / period) * Math.log(error))) }
}

/** Largest time constant Rd C of the file's RCR boundaries; null where it has none. */
function slowestWindkessel(json: NetworkJson): number | null {
  const windkessels = json.boundary_conditions.filter((b) => b.bc_type === 'RCR')
  if (windkessels.length === 0) return null
  return Math.max(...windkessels.map((b) => Number(b.bc_values['Rd']) * Number(b.bc_values['C'])))
}
