import type { BlockValues } from './block'
import { type BlockEntry, NetworkBuilder } from './network-builder'
import { type NetworkJson, parseNetwork } from './network-schema'
import { type Schedule, scheduleOf } from './schedule'

/** A network as its file describes it, checked, not yet assembled. */
export interface NetworkFile {
  readonly fileName: string
  readonly simulation: NetworkJson['simulation_parameters']
  readonly schedule: Schedule
  readonly blocks: readonly BlockEntry[]
  readonly connections: readonly (readonly [string, string])[]
  readonly vesselNames: readonly string[]
  /** The ends of the vessels at the boundaries: which connection. */
  readonly caps: readonly (readonly [string, string])[]
  readonly period: number
  readonly initial: BlockValues
  readonly initialRate: BlockValues
}

/**
 * Reads a network of the public 0D solver svZeroDSolver (its JSON, units as the file's own).
 * @throws Fault where the text is no such network or uses a block that is not supported
 */
export function readNetwork(jsonText: string, fileName: string): NetworkFile {
  const json = parseNetwork(jsonText, fileName)
  const builder = new NetworkBuilder(fileName)
  for (const v of json.vessels) builder.addVessel(v)
  for (const c of json.external_solver_coupling_blocks) builder.addCoupling(c)
  for (const b of json.boundary_conditions) builder.addBlock(b.bc_name, b.bc_type, b.bc_values)
  for (const j of json.junctions) builder.addJunction(j)
  for (const loop of json.closed_loop_blocks) builder.addHeart(loop, json.boundary_conditions)
  for (const v of json.valves) builder.addValve(v)
  for (const c of json.chambers)
    builder.addBlock(c.name, c.type, { ...c.values, activation_function: c.activation_function })
  const period = builder.period(json.simulation_parameters.cardiac_period)
  return {
    fileName,
    simulation: json.simulation_parameters,
    schedule: scheduleOf(json, period, fileName),
    caps: json.vessels.flatMap(capOf),
    blocks: builder.blocks,
    connections: builder.checkedConnections(),
    vesselNames: json.vessels.map((v) => v.vessel_name),
    period,
    initial: json.initial_condition,
    initialRate: json.initial_condition_d,
  }
}

/** svZeroDSolver watches one end of a vessel at a boundary: its outlet where it has both. */
function capOf({ vessel_name, boundary_conditions }: NetworkJson['vessels'][number]): [string, string][] {
  const { inlet, outlet } = boundary_conditions ?? {}
  if (outlet) return [[vessel_name, outlet]]
  return inlet ? [[inlet, vessel_name]] : []
}
