import type { Vec3 } from '../core/vec3'
import type { BloodDomain } from '../geometry/blood-domain'
import { type Gpu, readBuffer, writeBuffer } from '../gpu'
import { carryFields } from './carry-over'
import { type FlowState, restoreParts, saveParts } from './checkpoint'
import { closedGroups } from './closed-groups'
import type { FlowControl } from './flow-control'
import {
  type FlowMeasure,
  type FlowsAt,
  gateFigures,
  mismatchOf,
  portFigures,
  settledOf,
} from './flow-measure'
import type { FlowOptions } from './flow-options'
import { buildParts, destroyParts, type Parts } from './flow-parts'
import { type FlowSnapshot, takeSnapshot } from './flow-snapshot'
import { type Fluid, thickest } from './fluid'
import { GateRamp } from './gate-ramp'
import { nextIterations } from './pressure-effort'
import { recall, remember } from './remember'
import { cellFields, type FlowProbe, sampleFlow, structurePressures } from './sample-flow'
import { fastestInflow, heldPressures } from './step-length'
import { StepPace } from './step-pace'
import { distrust } from './trust'
import type { WallShearFigures } from './wall-shear'

/** What the solver itself keeps on the processor from one step to the next. */
const remembered = ['time_', 'steps_', 'scalesDirty', 'lastScales', 'history', 'closedIterations'] as const

/**
 * Incompressible flow of blood on a lattice with cut cells (Harlow & Welch 1965; fractional step with pressure
 * increment, van Kan 1986): du/dt + u·∇u = -∇p/rho + nu ∇²u, ∇·u = source, no slip at walls. Second order in
 * space away from walls, second order in time for advection. Limits: laminar and transitional flow that the lattice
 * resolves (no turbulence model); Newtonian or Carreau; rigid walls. Where it is not to be trusted `measure().warnings` says.
 */
export class FlowSolver {
  private time_ = 0
  private steps_ = 0
  private readonly pace = new StepPace()
  private gates: GateRamp
  private sourceOf = new Float32Array(256)
  private scalesDirty = true
  private lastScales: number[] = []
  private closed = false
  /** Pressure iterations while a chamber is closed; they follow the residual. */
  private closedIterations = 3
  private control: FlowControl = {}
  private history: FlowsAt[] = []

  private constructor(
    private readonly gpu: Gpu,
    private domain_: BloodDomain,
    private readonly fluid: Fluid,
    private readonly options: FlowOptions,
    private parts: Parts,
  ) {
    this.gates = new GateRamp(domain_.gates)
    this.afterBuild()
  }

  static async create(
    gpu: Gpu,
    domain: BloodDomain,
    fluid: Fluid,
    options: FlowOptions = {},
  ): Promise<FlowSolver> {
    return new FlowSolver(gpu, domain, fluid, options, await buildParts(gpu, domain, fluid, options))
  }

  get domain(): BloodDomain {
    return this.domain_
  }
  /** Seconds of flow so far. */
  get time(): number {
    return this.time_
  }
  get steps(): number {
    return this.steps_
  }
  /** Step length chosen last, s; 0 before the first. */
  get timeStep(): number {
    return this.pace.dt
  }
  /** Cells that hold blood. */
  get cellCount(): number {
    return this.parts.lattice.fluidCount
  }
  /** Pressure iterations of a step now. */
  get pressureIterations(): number {
    return this.pace.iterations(this.quietIterations)
  }
  get dispatchesPerStep(): number {
    const extra = this.parts.tracers ? 2 : 0
    return (
      2 +
      this.parts.sections.dispatchCount +
      this.parts.pressure.dispatchCount(this.quietIterations, this.closed) +
      extra
    )
  }

  private get quietIterations(): number {
    if (this.options.iterations !== undefined) return this.options.iterations
    if (this.closed) return this.closedIterations
    return this.domain_.gates.length > 0 ? 2 : 1
  }

  private afterBuild(): void {
    this.pace.begin()
    this.scalesDirty = true
    this.refreshGroups()
  }

  setControl(control: FlowControl): void {
    this.control = {
      ...this.control,
      ...control,
      ports: { ...this.control.ports, ...control.ports },
      gates: { ...this.control.gates, ...control.gates },
    }
    this.domain_.ports.forEach((port, p) => {
      const wanted = control.ports?.[port.id]
      if (wanted) this.parts.sections.setPort(p, wanted)
    })
    if (control.gates) this.gates.setGoals(control.gates, this.steps_ === 0)
    if (control.sources) this.writeSources(control.sources)
    if (control.inflowSaturation && this.parts.tracers)
      this.parts.tracers.setInflow(this.parts.lattice, this.domain_, control.inflowSaturation)
    this.scalesDirty = true
    this.refreshGroups()
  }

  private writeSources(sources: Readonly<Record<number, number>>): void {
    const dx2 = this.domain_.frame.spacing ** 2
    this.sourceOf.fill(0)
    for (const [id, flow] of Object.entries(sources)) {
      const cells = this.parts.structureCells.get(Number(id)) ?? 0
      if (cells > 0) this.sourceOf[Number(id)] = flow / (cells * dx2)
    }
    writeBuffer(this.gpu, this.parts.buffers.sources, this.sourceOf)
  }

  private refreshGroups(): void {
    const { lattice, sections, pressure } = this.parts
    const { groupOf, cells } = closedGroups(
      lattice,
      (g) => this.gates.isOpen(g),
      (p) => sections.holdsPressure(p),
    )
    this.closed = cells.length > 0
    pressure.setClosedGroups(groupOf, cells)
  }

  private moveGates(dt: number): void {
    const ramp = this.options.gateRamp ?? 0.02
    if (!this.gates.move(ramp > 0 ? dt / ramp : 1)) return
    // All that a chamber gives goes through the first slit of its gate: five steps later is too late to shorten them.
    this.pace.watch()
    this.scalesDirty = true
    this.refreshGroups()
  }

  private chooseStep(): void {
    this.pace.choose({
      spacing: this.domain_.frame.spacing,
      courant: this.options.courant ?? 0.6,
      viscosity: thickest(this.fluid) / this.fluid.density,
      inflow: fastestInflow(this.domain_, this.parts, this.time_),
      most: this.options.maxStep ?? 0.005,
    })
  }

  private heldPressures(): number[] {
    return heldPressures(this.control, this.time_, this.fluid.density)
  }

  /** Blood at rest starts at the ports' mean pressure: from zero the ports would all blow in at once. */
  private startPressure(): void {
    const held = this.heldPressures()
    if (held.length === 0) return
    const mean = held.reduce((s, p) => s + p, 0) / held.length
    writeBuffer(this.gpu, this.parts.buffers.pressure, new Float32Array(this.parts.lattice.count).fill(mean))
  }

  /** Advances by `count` steps of a length the solver chooses, but never past `until` [s]. */
  async step(count = 1, until = Infinity): Promise<void> {
    for (let n = 0; n < count && this.time_ < until - 1e-12; n++) {
      if (this.pace.isLookDue) await this.look()
      // The rest is cut into equal steps: a sliver of a step would divide what the pressure still owes by nothing.
      const rest = until - this.time_
      const { dt } = this.pace
      this.oneStep(Number.isFinite(rest) ? rest / Math.ceil(rest / dt - 1e-6) : dt)
    }
  }

  private oneStep(dt: number): void {
    const { parts } = this
    if (this.steps_ === 0) this.startPressure()
    parts.params.set({ dt }).write()
    this.moveGates(dt)
    const portScales = parts.sections.write(
      this.time_ + dt,
      dt,
      this.domain_.frame.spacing,
      this.fluid.density,
    )
    this.rescale([...this.gates.scales, ...portScales])
    const measured = this.pace.isLookNext
    const encoder = this.gpu.device.createCommandEncoder()
    const pass = encoder.beginComputePass()
    if (this.scalesDirty) parts.encodeRescale(pass)
    parts.sections.encode(pass)
    parts.encodeMomentum(pass)
    parts.pressure.encode(pass, this.pressureIterations, this.closed, measured)
    parts.tracers?.encode(pass, this.steps_)
    parts.age?.encode(pass)
    if (this.steps_ % 5 === 0) parts.wallShear?.encode(pass)
    pass.end()
    this.gpu.device.queue.submit([encoder.finish()])
    this.scalesDirty = false
    this.time_ += dt
    this.steps_++
    this.pace.stepped()
  }

  private rescale(scales: number[]): void {
    const same =
      this.lastScales.length === scales.length &&
      scales.every((s, i) => Math.abs(s - (this.lastScales[i] as number)) < 1e-3 * Math.abs(s))
    if (same && !this.scalesDirty) return
    this.scalesDirty = true
    this.lastScales = scales
    if (scales.length) writeBuffer(this.gpu, this.parts.buffers.scales, Float32Array.from(scales))
  }

  /** Reads the fastest cell back and chooses the next step lengths; waits for the GPU. */
  private async look(): Promise<void> {
    const { parts } = this
    const encoder = this.gpu.device.createCommandEncoder()
    const pass = encoder.beginComputePass()
    parts.encodeExtremes(pass)
    parts.sections.encodeOnlyMeasure(pass)
    pass.end()
    this.gpu.device.queue.submit([encoder.finish()])
    const [partials, figures, residualRatio] = await Promise.all([
      readBuffer(this.gpu, parts.buffers.partials, Float32Array),
      parts.sections.read(),
      this.closed ? this.residualRatio() : 0,
    ])
    // Before the step that a look follows the residual is not measured.
    if (this.closed && this.pace.tellsResidual)
      this.closedIterations = nextIterations(this.closedIterations, residualRatio)
    if (!this.pace.saw(partials, this.heldPressures()))
      throw new Error(`blood flow diverged at t = ${this.time_} s after ${this.steps_} steps`)
    this.history.push({
      time: this.time_,
      flows: this.domain_.ports.map((_, p) => figures[p]?.flow ?? 0),
    })
    if (this.history.length > 400) this.history.splice(0, 200)
    this.chooseStep()
  }

  /** Residual over right side of the pressure's equation, where it was measured last. */
  private async residualRatio(): Promise<number> {
    const scalars = await readBuffer(this.gpu, this.parts.pressure.scalars, Float32Array, 5)
    return Math.sqrt((scalars[3] as number) / Math.max(scalars[4] as number, 1e-30))
  }

  /** Starts the means of `measure()` and the shear's time averages anew. */
  async resetAverages(): Promise<void> {
    await this.parts.sections.resetAverages()
    this.parts.wallShear?.reset()
  }

  /** All figures of this moment; waits for the GPU. */
  async measure(): Promise<FlowMeasure> {
    await this.look()
    const { parts, domain_: domain } = this
    const figures = await parts.sections.read()
    const residualRatio = await this.residualRatio()
    const pressure = await readBuffer(this.gpu, parts.buffers.pressure, Float32Array)
    const partial = {
      time: this.time_,
      steps: this.steps_,
      dt: this.pace.dt,
      ports: portFigures(domain, figures),
      gates: gateFigures(domain, figures, this.gates.now),
      sections: figures.slice(domain.ports.length + domain.gates.length),
      structurePressure: structurePressures(parts.lattice, pressure, this.fluid.density),
      maxSpeed: this.pace.maxSpeed,
      mismatch: mismatchOf(
        domain.ports.map((_, p) => figures[p]?.flow ?? 0),
        Object.values(this.control.sources ?? {}),
      ),
      residualRatio,
      settled: settledOf(this.history),
    }
    return {
      ...partial,
      warnings: distrust(domain, parts.lattice, this.fluid, partial, this.pace.isUnsettled),
    }
  }

  /** Velocity and pressure at points (metres), linear between faces; a point outside of blood gives zeros. */
  async probe(points: readonly Vec3[]): Promise<FlowProbe[]> {
    const velocity = await readBuffer(this.gpu, this.parts.buffers.velocity, Float32Array)
    const pressure = await readBuffer(this.gpu, this.parts.buffers.pressure, Float32Array)
    return points.map((p) => sampleFlow(this.parts.lattice, velocity, pressure, this.fluid.density, p))
  }

  /** Velocity (3 per cell, at cell centres) and pressure [Pa] of every lattice cell of the frame; zero elsewhere. */
  async field(): Promise<{ velocity: Float32Array; pressure: Float32Array }> {
    const { lattice, buffers } = this.parts
    const velocity = await readBuffer(this.gpu, buffers.velocity, Float32Array)
    const pressure = await readBuffer(this.gpu, buffers.pressure, Float32Array)
    return cellFields(lattice, velocity, pressure, this.fluid.density)
  }

  /** Everything that the next steps depend on but the domain, the fluid and the control; waits for the GPU. */
  async saveState(): Promise<FlowState> {
    const { memory, arrays } = await saveParts(this.gpu, this.parts)
    const own = { ...remember(this, remembered), ...this.pace.memory, ...this.gates.memory }
    return { memory: { ...memory, ...own }, arrays }
  }

  /**
   * Goes on from a saved state, bit for bit, in the same domain. Set the same control first.
   * @throws Fault where the state was made on another lattice
   */
  restoreState(state: FlowState): void {
    restoreParts(this.gpu, this.parts, state)
    recall(this, remembered, state.memory)
    this.pace.restore(state.memory)
    this.gates.restore(state.memory)
    this.refreshGroups()
  }

  /** What every cell of blood holds now; waits for the GPU. */
  async snapshot(): Promise<FlowSnapshot> {
    return takeSnapshot(this.gpu, this.parts, this.fluid.density, this.time_)
  }

  /** xyz [m], saturation, velocity xyz [m/s], pressure [Pa] of each tracer. */
  async readTracers(): Promise<Float32Array> {
    return this.parts.tracers ? this.parts.tracers.read() : new Float32Array(0)
  }

  /** Mean oxygen saturation of each structure, by its filled volume. */
  async structureSaturation(): Promise<Record<number, number>> {
    return this.parts.tracers ? this.parts.tracers.structureSaturation(this.parts.lattice) : {}
  }

  /** Wall shear stress now and its time averages since `resetAverages`, Pa. */
  async readWallShear(): Promise<WallShearFigures | null> {
    return this.parts.wallShear ? this.parts.wallShear.read() : null
  }

  /**
   * Goes on in a changed domain (an edit): velocities stay where a face is still open, pressures where there is
   * still blood, windkessels and gates by their ids; the first step projects with more iterations.
   */
  async updateDomain(domain: BloodDomain): Promise<void> {
    const old = this.parts
    const oldDomain = this.domain_
    const next = await buildParts(this.gpu, domain, this.fluid, this.options)
    const states = await old.sections.saveStates()
    await carryFields(this.gpu, { parts: old, domain: oldDomain }, { parts: next, domain })
    this.parts = next
    this.domain_ = domain
    this.gates = this.gates.carriedTo(domain.gates)
    this.afterBuild()
    this.setControl(this.control)
    domain.ports.forEach((port, p) => {
      const from = oldDomain.ports.findIndex((q) => q.id === port.id)
      if (from >= 0) next.sections.restorePort(p, states, from)
    })
    this.history = []
    destroyParts(old)
  }

  destroy(): void {
    destroyParts(this.parts)
  }
}
