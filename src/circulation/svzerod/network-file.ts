import { z } from 'zod'
import { Fault } from '../../core/fault'
import { Network } from '../network'
import { type BlockValues, ValueReader } from './block'
import { blockKinds } from './blocks'

const values = z.record(z.string(), z.unknown())
const file = z.object({
  simulation_parameters: z.object({
    number_of_cardiac_cycles: z.number().int().positive(),
    number_of_time_pts_per_cardiac_cycle: z.number().int().min(2),
    absolute_tolerance: z.number().positive().default(1e-8),
    maximum_nonlinear_iterations: z.number().int().positive().default(30),
    rho_infty: z.number().min(0).max(1).default(0.5),
    steady_initial: z.boolean().default(true),
    output_all_cycles: z.boolean().default(false),
    output_variable_based: z.boolean().default(false),
    output_interval: z.number().int().positive().default(1),
    cardiac_period: z.number().positive().optional(),
    coupled_simulation: z.literal(false).optional(),
    output_mean_only: z.literal(false).optional(),
    output_derivative: z.literal(false).optional(),
    use_cycle_to_cycle_error: z.literal(false).optional(),
  }),
  boundary_conditions: z.array(z.object({ bc_name: z.string(), bc_type: z.string(), bc_values: values })),
  vessels: z
    .array(
      z.object({
        vessel_id: z.number(),
        vessel_name: z.string(),
        zero_d_element_type: z.string(),
        zero_d_element_values: values,
        boundary_conditions: z
          .object({ inlet: z.string().optional(), outlet: z.string().optional() })
          .optional(),
      }),
    )
    .default([]),
  junctions: z
    .array(
      z.object({
        junction_name: z.string(),
        junction_type: z.string(),
        junction_values: values.default({}),
        inlet_vessels: z.array(z.number()).optional(),
        outlet_vessels: z.array(z.number()).optional(),
        inlet_blocks: z.array(z.string()).optional(),
        outlet_blocks: z.array(z.string()).optional(),
      }),
    )
    .default([]),
  closed_loop_blocks: z
    .array(
      z.object({
        closed_loop_type: z.string(),
        cardiac_cycle_period: z.number().positive(),
        outlet_blocks: z.array(z.string()),
        parameters: values,
      }),
    )
    .default([]),
  valves: z.array(z.object({ type: z.string(), name: z.string(), params: values })).default([]),
  chambers: z
    .array(
      z.object({
        type: z.string(),
        name: z.string(),
        values,
        activation_function: values.optional(),
      }),
    )
    .default([]),
  initial_condition: z.record(z.string(), z.unknown()).default({}),
  initial_condition_d: z.record(z.string(), z.unknown()).default({}),
})

type NetworkJson = z.output<typeof file>

/** A network as its file describes it, checked, not yet assembled. */
export interface NetworkFile {
  readonly fileName: string
  readonly simulation: NetworkJson['simulation_parameters']
  readonly blocks: readonly BlockEntry[]
  readonly connections: readonly (readonly [string, string])[]
  readonly vesselNames: readonly string[]
  readonly period: number
  readonly initial: BlockValues
  readonly initialRate: BlockValues
}

interface BlockEntry {
  readonly name: string
  readonly type: string
  readonly values: BlockValues
}

/**
 * Reads a network of the public 0D solver svZeroDSolver (its JSON, units as the file's own).
 * @throws Fault where the text is no such network or uses a block that is not supported
 */
export function readNetwork(jsonText: string, fileName: string): NetworkFile {
  const json = parse(jsonText, fileName)
  const builder = new FileBuilder(fileName)
  for (const v of json.vessels) builder.addVessel(v)
  for (const b of json.boundary_conditions) builder.addBlock(b.bc_name, b.bc_type, b.bc_values)
  for (const j of json.junctions) builder.addJunction(j)
  for (const loop of json.closed_loop_blocks) builder.addHeart(loop, json.boundary_conditions)
  for (const v of json.valves) builder.addValve(v)
  for (const c of json.chambers)
    builder.addBlock(c.name, c.type, { ...c.values, activation_function: c.activation_function })
  return {
    fileName,
    simulation: json.simulation_parameters,
    blocks: builder.blocks,
    connections: builder.checkedConnections(),
    vesselNames: json.vessels.map((v) => v.vessel_name),
    period: builder.period(json.simulation_parameters.cardiac_period),
    initial: json.initial_condition,
    initialRate: json.initial_condition_d,
  }
}

/**
 * Assembles the network. Unknowns: flow and pressure of each connection in order, then the blocks' internal ones,
 * named as svZeroDSolver names them.
 * @param steady with mean boundary values and windkessels without compliance
 */
export function assembleNetwork(source: NetworkFile, steady: boolean): Network {
  const network = new Network()
  const ends = source.connections.map(([a, b]) => {
    const flow = network.unknown(`flow:${a}:${b}`)
    return { from: a, to: b, flow, pressure: network.unknown(`pressure:${a}:${b}`) }
  })
  for (const { name, type, values: parameters } of source.blocks) {
    const kind = blockKinds[type]!
    const inlets = ends.filter((e) => e.to === name)
    const outlets = ends.filter((e) => e.from === name)
    const unknowns = [...inlets, ...outlets].flatMap((e) => [e.pressure, e.flow])
    for (const inner of kind.internal) unknowns.push(network.unknown(`${inner}:${name}`))
    const rows = Array.from({ length: kind.equationCount(inlets.length, outlets.length) }, () =>
      network.row(),
    )
    const reader = new ValueReader(source.fileName, name, parameters, steady)
    const { period } = source
    const context = { name, unknowns, rows, values: reader, period }
    network.add(kind.create({ ...context, inletCount: inlets.length, outletCount: outlets.length }))
  }
  return network
}

function parse(jsonText: string, fileName: string): NetworkJson {
  let json: unknown
  try {
    json = JSON.parse(jsonText)
  } catch (error) {
    throw new Fault(fileName, `is not JSON (${(error as Error).message})`, 'Give a svZeroDSolver network')
  }
  const result = file.safeParse(json)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  const where = issue.path.join('.') || 'the file'
  throw new Fault(fileName, `${where}: ${issue.message}`, 'Give a network as svZeroDSolver documents it')
}

class FileBuilder {
  readonly blocks: BlockEntry[] = []
  private readonly connections: [string, string][] = []
  private readonly vesselById = new Map<number, string>()
  private loopPeriod: number | null = null

  constructor(private readonly fileName: string) {}

  addBlock(name: string, type: string, parameters: BlockValues): void {
    if (!Object.hasOwn(blockKinds, type))
      throw new Fault(
        this.fileName,
        `block '${name}' is of the type '${type}', which is not supported`,
        `Supported are ${Object.keys(blockKinds).join(', ')}`,
      )
    if (this.blocks.some((b) => b.name === name))
      throw new Fault(this.fileName, `two blocks are called '${name}'`, 'Give each block its own name')
    this.blocks.push({ name, type, values: parameters })
  }

  addVessel(v: NetworkJson['vessels'][number]): void {
    this.addBlock(v.vessel_name, v.zero_d_element_type, v.zero_d_element_values)
    this.vesselById.set(v.vessel_id, v.vessel_name)
    const { inlet, outlet } = v.boundary_conditions ?? {}
    if (inlet) this.connections.push([inlet, v.vessel_name])
    if (outlet) this.connections.push([v.vessel_name, outlet])
  }

  addJunction(j: NetworkJson['junctions'][number]): void {
    this.addBlock(j.junction_name, j.junction_type, j.junction_values)
    const inlets = j.inlet_blocks ?? (j.inlet_vessels ?? []).map((id) => this.vessel(id))
    const outlets = j.outlet_blocks ?? (j.outlet_vessels ?? []).map((id) => this.vessel(id))
    for (const name of inlets) this.connections.push([name, j.junction_name])
    for (const name of outlets) this.connections.push([j.junction_name, name])
  }

  addHeart(
    loop: NetworkJson['closed_loop_blocks'][number],
    boundaries: NetworkJson['boundary_conditions'],
  ): void {
    if (this.loopPeriod !== null) throw new Fault(this.fileName, 'holds two closed-loop hearts', 'Keep one')
    this.loopPeriod = loop.cardiac_cycle_period
    this.addBlock('CLH', loop.closed_loop_type, loop.parameters)
    this.connections.push(['J_heart_inlet', 'CLH'])
    this.addBlock('J_heart_inlet', 'NORMAL_JUNCTION', {})
    for (const b of boundaries)
      if (b.bc_values['closed_loop_outlet'] === true) this.connections.push([b.bc_name, 'J_heart_inlet'])
    this.connections.push(['CLH', 'J_heart_outlet'])
    this.addBlock('J_heart_outlet', 'NORMAL_JUNCTION', {})
    for (const name of loop.outlet_blocks) this.connections.push(['J_heart_outlet', name])
  }

  addValve(v: NetworkJson['valves'][number]): void {
    this.addBlock(v.name, v.type, v.params)
    const reader = new ValueReader(this.fileName, v.name, v.params, false)
    const [upstream, downstream] = [reader.text('upstream_block'), reader.text('downstream_block')]
    if (!upstream || !downstream) throw reader.fault("has no 'upstream_block' or 'downstream_block'")
    this.connections.push([upstream, v.name], [v.name, downstream])
  }

  checkedConnections(): [string, string][] {
    const names = new Set(this.blocks.map((b) => b.name))
    for (const name of this.connections.flat())
      if (!names.has(name))
        throw new Fault(this.fileName, `a connection names the block '${name}', which is not there`, 'Add it')
    for (const block of this.blocks) this.checkEnds(block)
    return this.connections
  }

  private checkEnds({ name, type }: BlockEntry): void {
    const inlets = this.connections.filter((c) => c[1] === name).length
    const outlets = this.connections.filter((c) => c[0] === name).length
    const ends = blockKinds[type]!.ends
    const through = inlets === 1 && outlets === 1
    const fits = { one: inlets + outlets === 1, through, any: inlets + outlets > 1 }[ends]
    if (fits) return
    const need = { one: 'one connection', through: 'one inlet and one outlet', any: 'two ends or more' }[ends]
    throw new Fault(
      this.fileName,
      `the block '${name}' has ${inlets} inlets and ${outlets} outlets`,
      `A ${type} needs ${need}`,
    )
  }

  /** From the heart, the tables of the boundaries or the file; they must agree. 1 where nothing says. */
  period(given: number | undefined): number {
    const found = [given ?? null, this.loopPeriod, ...this.blocks.flatMap((b) => this.tablePeriods(b))]
    const periods = found.filter((p): p is number => p !== null)
    const first = periods[0] ?? 1
    const other = periods.find((p) => Math.abs(p - first) > 1e-9 * first)
    if (other !== undefined)
      throw new Fault(
        this.fileName,
        `beats of ${first} and of ${other} are given`,
        'Give all curves one length',
      )
    return first
  }

  private tablePeriods(block: BlockEntry): (number | null)[] {
    if (!('t' in block.values)) return []
    const reader = new ValueReader(this.fileName, block.name, block.values, false)
    return ['Q', 'P', 'R', 'Pd', 'Pim', 'P_v']
      .filter((key) => Array.isArray(block.values[key]))
      .map((key) => reader.curve(key).period)
  }

  private vessel(id: number): string {
    const name = this.vesselById.get(id)
    if (name) return name
    throw new Fault(this.fileName, `a junction names the vessel ${id}, which is not there`, 'Add it')
  }
}
