import { Fault } from '../../core/fault'
import { type BlockValues, ValueReader } from './block'
import { blockKinds } from './blocks'
import type { NetworkJson } from './network-schema'

/** A block of the file, its parameters not yet read. */
export interface BlockEntry {
  readonly name: string
  readonly type: string
  readonly values: BlockValues
}

/** Gathers a file's blocks and connections in svZeroDSolver's order, and says what does not fit. */
export class NetworkBuilder {
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

  /** An end that another solver drives: a boundary that feeds a block, or that a block (or the heart) feeds. */
  addCoupling(c: NetworkJson['external_solver_coupling_blocks'][number]): void {
    this.addBlock(c.name, c.type, { ...c.values, periodic: c.periodic })
    if (c.location === 'inlet') this.connections.push([c.name, c.connected_block])
    // The heart's own list of outlets connects it.
    else if (c.connected_block !== 'ClosedLoopHeartAndPulmonary')
      this.connections.push([c.connected_block, c.name])
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
      if (b.bc_type.startsWith('ClosedLoopCoronary') || b.bc_values['closed_loop_outlet'] === true)
        this.connections.push([b.bc_name, 'J_heart_inlet'])
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
