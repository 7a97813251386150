import { Fault } from '../../core/fault'
import { GeneralizedAlpha, type State } from '../generalized-alpha'
import type { Network } from '../network'
import { assembleNetwork } from './assemble-network'
import type { NetworkFile } from './network-file'

/** A table as svZeroDSolver writes it: one array a column, its rows in its order. */
export interface NetworkTable {
  readonly name: string[]
  readonly time: number[]
  /** Per vessel … */
  readonly flow_in?: number[]
  readonly flow_out?: number[]
  readonly pressure_in?: number[]
  readonly pressure_out?: number[]
  /** … or per unknown, where the file asks for `output_variable_based`. */
  readonly y?: number[]
}

/**
 * Integrates a network as svZeroDSolver does: generalised-alpha, a steady start of 31 tenths of a beat with mean
 * boundary values unless the file says otherwise, the last beat (or all) reported, time from the start of the report.
 * @throws Fault where a step does not converge
 */
export function runNetwork(source: NetworkFile): NetworkTable {
  const state = initialState(source)
  const network = assembleNetwork(source, false)
  const { simulation, period } = source
  const perBeat = simulation.number_of_time_pts_per_cardiac_cycle - 1
  const last = perBeat * simulation.number_of_cardiac_cycles
  const dt = period / perBeat
  const first = simulation.output_all_cycles ? 0 : last - perBeat
  const times: number[] = []
  const states: Float64Array[] = []
  const keep = (i: number) => {
    if (i < first || (i - first) % simulation.output_interval !== 0) return
    times.push(dt * (i - first))
    states.push(Float64Array.from(state.y))
  }
  keep(0)
  const integrator = integratorFor(source, network, dt)
  for (let i = 1; i <= last; i++) {
    advance(source, integrator, state, dt * (i - 1))
    keep(i)
  }
  return simulation.output_variable_based
    ? variableTable(network, times, states)
    : vesselTable(source, network, times, states)
}

function initialState(source: NetworkFile): State {
  const network = assembleNetwork(source, true)
  const state: State = {
    names: network.names,
    y: Float64Array.from(network.names, (name) => given(source.initial, name)),
    ydot: Float64Array.from(network.names, (name) => given(source.initialRate, name, false)),
  }
  if (!source.simulation.steady_initial) return state
  const dt = source.period / 10
  const integrator = integratorFor(source, network, dt)
  for (let i = 0; i < 31; i++) advance(source, integrator, state, dt * i)
  return state
}

function given(values: Readonly<Record<string, unknown>>, name: string, all = true): number {
  const value = values[name]
  if (typeof value === 'number') return value
  const kind = /^(pressure|P_c):/.test(name) ? 'pressure_all' : name.startsWith('flow:') ? 'flow_all' : ''
  const common = all ? values[kind] : undefined
  return typeof common === 'number' ? common : 0
}

function integratorFor(source: NetworkFile, network: Network, dt: number): GeneralizedAlpha {
  const { simulation } = source
  return new GeneralizedAlpha(network, dt, {
    rho: simulation.rho_infty,
    maxIterations: simulation.maximum_nonlinear_iterations,
    residualTolerance: simulation.absolute_tolerance,
    updateTolerance: 0,
  })
}

function advance(source: NetworkFile, integrator: GeneralizedAlpha, state: State, time: number): void {
  if (integrator.step(state, time)) return
  throw new Fault(
    source.fileName,
    `the network did not converge at t = ${time}`,
    'Check its connections and parameters, or give more time points a beat',
  )
}

function variableTable(network: Network, times: number[], states: Float64Array[]): NetworkTable {
  return {
    name: network.names.flatMap((name) => times.map(() => name)),
    time: network.names.flatMap(() => times),
    y: network.names.flatMap((_, i) => states.map((y) => y[i]!)),
  }
}

function vesselTable(
  source: NetworkFile,
  network: Network,
  times: number[],
  states: Float64Array[],
): NetworkTable {
  const { vesselNames, connections } = source
  const column = (quantity: 'flow' | 'pressure', end: 0 | 1): number[] =>
    vesselNames.flatMap((vessel) => {
      const [a, b] = connections.find((c) => c[end] === vessel) ?? []
      const at = network.names.indexOf(`${quantity}:${a}:${b}`)
      return states.map((y) => y[at] ?? Number.NaN)
    })
  return {
    name: vesselNames.flatMap((name) => times.map(() => name)),
    time: vesselNames.flatMap(() => times),
    flow_in: column('flow', 1),
    flow_out: column('flow', 0),
    pressure_in: column('pressure', 1),
    pressure_out: column('pressure', 0),
  }
}
