import type { State } from '../generalized-alpha'
import type { NetworkFile } from './network-file'

/** A table as svZeroDSolver writes it: one array a column, its rows in its order. */
export interface NetworkTable {
  readonly name: string[]
  /** Null where the file asks for means only. */
  readonly time: (number | null)[]
  /** Per vessel … */
  readonly flow_in?: number[]
  readonly flow_out?: number[]
  readonly pressure_in?: number[]
  readonly pressure_out?: number[]
  /** … and their rates, where the file asks for `output_derivative` … */
  readonly d_flow_in?: number[]
  readonly d_flow_out?: number[]
  readonly d_pressure_in?: number[]
  readonly d_pressure_out?: number[]
  /** … or per unknown, where the file asks for `output_variable_based`, */
  readonly y?: number[]
  /** … and its rate. */
  readonly ydot?: number[]
}

/** The moments of a run that are reported. */
export class RunRecord {
  readonly times: number[] = []
  readonly states: Float64Array[] = []
  readonly rates: Float64Array[] = []

  keep(time: number, { y, ydot }: State): void {
    this.times.push(time)
    this.states.push(Float64Array.from(y))
    this.rates.push(Float64Array.from(ydot))
  }

  startFromZero(): void {
    const start = this.times[0] ?? 0
    for (let i = 0; i < this.times.length; i++) this.times[i] = this.times[i]! - start
  }
}

/** @param names the network's unknowns, in order */
export function networkTable(source: NetworkFile, names: readonly string[], record: RunRecord): NetworkTable {
  return source.simulation.output_variable_based
    ? variableTable(source, names, record)
    : vesselTable(source, names, record)
}

function variableTable(
  { simulation }: NetworkFile,
  names: readonly string[],
  record: RunRecord,
): NetworkTable {
  const rows = rowsOf(simulation.output_mean_only, record.times)
  const column = (states: readonly Float64Array[]) =>
    names.flatMap((_, i) => rows.values(states.map((y) => y[i]!)))
  return {
    ...rows.heads(names),
    y: column(record.states),
    ...(simulation.output_derivative && { ydot: column(record.rates) }),
  }
}

function vesselTable(
  { simulation, vesselNames, connections }: NetworkFile,
  names: readonly string[],
  record: RunRecord,
): NetworkTable {
  const rows = rowsOf(simulation.output_mean_only, record.times)
  const column = (states: readonly Float64Array[], quantity: 'flow' | 'pressure', end: 0 | 1): number[] =>
    vesselNames.flatMap((vessel) => {
      const [a, b] = connections.find((c) => c[end] === vessel) ?? []
      const at = names.indexOf(`${quantity}:${a}:${b}`)
      return rows.values(states.map((y) => y[at] ?? Number.NaN))
    })
  const { states, rates } = record
  return {
    ...rows.heads(vesselNames),
    flow_in: column(states, 'flow', 1),
    flow_out: column(states, 'flow', 0),
    pressure_in: column(states, 'pressure', 1),
    pressure_out: column(states, 'pressure', 0),
    ...(simulation.output_derivative && {
      d_flow_in: column(rates, 'flow', 1),
      d_flow_out: column(rates, 'flow', 0),
      d_pressure_in: column(rates, 'pressure', 1),
      d_pressure_out: column(rates, 'pressure', 0),
    }),
  }
}

/** One row a name and moment, or one a name with the mean of its moments (both ends of a beat counted, as there). */
function rowsOf(meanOnly: boolean, times: readonly number[]) {
  const moments: readonly (number | null)[] = meanOnly ? [null] : times
  return {
    heads: (names: readonly string[]) => ({
      name: names.flatMap((name) => moments.map(() => name)),
      time: names.flatMap(() => moments),
    }),
    values: (values: number[]) =>
      meanOnly ? [values.reduce((sum, v) => sum + v, 0) / values.length] : values,
  }
}
