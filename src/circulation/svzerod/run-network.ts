import { Fault } from '../../core/fault'
import { GeneralizedAlpha, type State } from '../generalized-alpha'
import type { Network } from '../network'
import { assembleNetwork } from './assemble-network'
import type { RunStart } from './block'
import type { NetworkFile } from './network-file'
import { type NetworkTable, networkTable, RunRecord } from './network-table'

export type { NetworkTable }

/**
 * Integrates a network as svZeroDSolver does: generalised-alpha, a steady start of 31 tenths of a beat with mean
 * boundary values unless the file says otherwise, the last beat (or all) reported, time from the start of the report.
 * @throws Fault where a step does not converge
 */
export function runNetwork(source: NetworkFile): NetworkTable {
  const start = initialState(source)
  const { simulation, schedule } = source
  const run = new NetworkRun(source, start)
  const last = schedule.stepsPerBeat * schedule.beats
  const first = simulation.output_all_cycles ? 0 : last - schedule.stepsPerBeat
  const record = new RunRecord()
  if (first === 0) record.keep(0, run.state)
  let sinceKept = 0
  const advanceTo = (i: number) => {
    run.step(i)
    sinceKept++
    if (sinceKept !== simulation.output_interval && (simulation.output_all_cycles || i !== first)) return
    if (i >= first) record.keep(schedule.dt * i, run.state)
    sinceKept = 0
  }
  for (let i = 1; i <= last; i++) advanceTo(i)
  if (schedule.cycleError !== null)
    for (let beat = 0; !run.repeats(schedule.cycleError); beat++) {
      if (beat === longestWait) throw neverSettles(source)
      for (let i = 1; i <= schedule.stepsPerBeat; i++) advanceTo(i)
    }
  if (!simulation.output_all_cycles) record.startFromZero()
  return networkTable(source, run.names, record)
}

/** More beats than this without agreement: the network does not settle. */
const longestWait = 10_000

/** A network on its way: its state, and the last two beats of its ends. */
class NetworkRun {
  private readonly network: Network
  private readonly integrator: GeneralizedAlpha
  /** Values of the ends at each step so far, the newest two beats of them. */
  private readonly history: Float64Array[]
  private readonly watched: readonly number[]
  readonly state: State
  private time = 0

  constructor(
    private readonly source: NetworkFile,
    start: RunStart,
  ) {
    this.network = assembleNetwork(source, start)
    this.integrator = integratorFor(source, this.network, source.schedule.dt)
    this.state = start.state
    this.watched = source.caps.flatMap(([a, b]) =>
      ['flow', 'pressure'].map((quantity) => this.names.indexOf(`${quantity}:${a}:${b}`)),
    )
    this.history = [this.ends()]
  }

  get names(): readonly string[] {
    return this.network.names
  }

  /** @param i number of the step; svZeroDSolver counts the beats it adds from 1 again */
  step(i: number): void {
    advance(this.source, this.integrator, this.state, this.time)
    this.time = this.source.schedule.dt * i
    if (this.source.schedule.cycleError === null) return
    this.history.push(this.ends())
    if (this.history.length > 2 * this.source.schedule.stepsPerBeat + 1) this.history.shift()
  }

  /** The mean of every watched value differs by no more than this share from that of the beat before. */
  repeats(error: number): boolean {
    const n = this.source.schedule.stepsPerBeat
    return this.watched.every((_, k) => {
      const mean = (from: number) => {
        let sum = 0
        for (let i = 0; i <= n; i++) sum += this.history[from + i]![k]!
        return sum / (n + 1)
      }
      const before = mean(0)
      return !(Math.abs((mean(n) - before) / before) > error)
    })
  }

  private ends(): Float64Array {
    return Float64Array.from(this.watched, (at) => this.state.y[at]!)
  }
}

function neverSettles({ fileName }: NetworkFile): Fault {
  return new Fault(
    fileName,
    `did not repeat itself within ${longestWait} beats`,
    'Allow a larger sim_cycle_to_cycle_percent_error',
  )
}

function initialState(source: NetworkFile): RunStart {
  const network = assembleNetwork(source, null)
  const state: State = {
    names: network.names,
    y: Float64Array.from(network.names, (name) => given(source.initial, name)),
    ydot: Float64Array.from(network.names, (name) => given(source.initialRate, name, false)),
  }
  if (!source.simulation.steady_initial) return { state, fromSteady: false }
  const dt = source.period / 10
  const integrator = integratorFor(source, network, dt)
  for (let i = 0; i < 31; i++) advance(source, integrator, state, dt * i)
  return { state, fromSteady: true }
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
