import { Fault } from '../core/fault'
import type { Vec3 } from '../core/vec3'
import type { Grasp, Instrument, ShellMesh, StitchLine, Touch } from '../engine/protocol'
import { type Gpu, runPass } from '../gpu'
import { type Activation, materialTable } from './activation'
import { latticeAdjacency } from './adjacency'
import type { Acting } from './body-loads'
import type { CutPlan } from './cut'
import type { TissueModel } from './model'
import { placeIn } from './node-state'
import { unpack } from './packed-nodes'
import type { RunningThread } from './running-suture'
import type { Shell } from './shell'
import { createSolverKernels } from './solver-kernels'
import { type SolverOptions, solverOptions } from './solver-options'
import { createParts, destroyParts, type SolverParts, shellRoom } from './solver-parts'
import type { Stitch } from './stitch'
import { Substeps } from './substeps'
import { layOutAnew, takeOverCut } from './take-over'
import type { StitchLoad, Torn } from './tear-out'
import type { Tie } from './ties'
import { nodeRoom, type TissueTopology, uncut } from './topology'

/** Coarse levels that cuts have filled are built anew so long after the last of them, seconds. */
const quiet = 0.25

/**
 * Moves the tissue: implicit Euler by vertex block descent on the GPU, one dispatch a colour. Node ids: the lattice's,
 * then virtual nodes (cuts), and from `shellBase` on the nodes of shells.
 */
export class TissueSolver {
  private readonly parts: SolverParts
  private readonly substeps: Substeps
  private current: TissueTopology
  /** Buffers that were bound. */
  private bound = -1
  /** Seconds since the last cut. */
  private sinceCut = 0
  private remainder = 0

  private constructor(
    private readonly gpu: Gpu,
    readonly model: TissueModel,
    kernels: Awaited<ReturnType<typeof createSolverKernels>>,
    private readonly options: Required<SolverOptions>,
  ) {
    this.current = uncut(model)
    this.parts = createParts(gpu, kernels, options, () => this.current)
    this.substeps = new Substeps(this.parts, options)
  }

  /** Uploads a model at rest. */
  static async create(gpu: Gpu, model: TissueModel, options: SolverOptions = {}): Promise<TissueSolver> {
    const kernels = await createSolverKernels(gpu, options.law ?? {})
    // Here rather than at the first cut, which would halt for it.
    latticeAdjacency(model)
    const solver = new TissueSolver(gpu, model, kernels, solverOptions(gpu, options))
    solver.setPositions(model.rest)
    solver.setTopology(solver.current, [])
    return solver
  }

  get topology(): TissueTopology {
    return this.current
  }

  /** First id of the nodes of shells. */
  get shellBase(): number {
    return nodeRoom(this.model)
  }

  /** Bytes of the solver's storage on the GPU. */
  get bufferBytes(): number {
    return Object.values(this.parts.buffers.all).reduce((sum, buffer) => sum + buffer.size, 0)
  }

  /** Dispatches that a frame of 1/60 s takes. */
  get dispatchesPerFrame(): number {
    return this.substeps.dispatchesPerFrame
  }

  /**
   * Does what a plan says: new topology, new nodes where the ones they split from are. A plan that starts from the
   * topology at hand and says what it touched costs only that; any other is written whole.
   */
  apply(plan: Pick<CutPlan, 'topology' | 'inherits' | 'base' | 'touched'>): void {
    const { topology, inherits, touched } = plan
    if (!touched || plan.base !== this.current) {
      this.setTopology(topology, inherits)
      return
    }
    // A word may be sent once only.
    this.parts.patch.flush()
    this.current = topology
    this.sinceCut = 0
    takeOverCut(this.parts, topology, inherits, touched)
    this.bindAnew()
  }

  /**
   * Goes to any topology of this model (undo: the one before; node ids of a common history agree).
   * @throws Fault when there is no room for its nodes
   */
  setTopology(topology: TissueTopology, inherits: CutPlan['inherits']): void {
    if (topology.nodeCount > this.shellBase)
      throw new Fault('cut', 'makes more pieces than there is room for', 'Undo some cuts')
    this.current = topology
    layOutAnew(this.parts, topology, inherits)
    this.writeNodes()
    this.parts.ties.holdAnew()
  }

  /** Id that the next shell's first node will have. */
  get nextShellNode(): number {
    return this.shellBase + this.parts.ties.sewing.shellNodeCount
  }

  /**
   * Lays a shell in (`buildShell` with `firstNode` = `nextShellNode`); it floats until it is sewn.
   * @throws Fault when there is no room for its nodes
   */
  addShell(shell: Shell): void {
    if (this.nextShellNode + shell.mass.length > this.shellBase + shellRoom)
      throw new Fault('patch', 'has more nodes than there is room for', 'Use a smaller patch')
    const { nodes, ties, contacts } = this.parts
    nodes.write(shell.positions, this.nextShellNode)
    ties.sewing.addShell(shell)
    contacts.addShell(shell)
    this.writeNodes()
    this.writeSewing()
  }

  /** Adds threads; they are drawn tight over the next moments. */
  async addStitches(stitches: readonly Stitch[]): Promise<void> {
    if (stitches.length === 0) return
    const { nodes, ties } = this.parts
    ties.sewing.addStitches(stitches, placeIn(await nodes.read()))
    this.writeSewing()
  }

  /** Adds running threads; they are drawn in over the next moments. */
  async addThreads(threads: readonly RunningThread[]): Promise<void> {
    if (threads.length === 0) return
    const { nodes, ties } = this.parts
    ties.sewing.addThreads(threads, placeIn(await nodes.read()))
    this.writeSewing()
  }

  /** Takes stitches of an edit out, all or those near some places at rest; returns how many came out. */
  release(edit: string, isNear: (rest: Vec3) => boolean): number {
    const count = this.parts.ties.sewing.release(edit, isNear)
    if (count > 0) this.writeSewing()
    return count
  }

  /** What is held now; call it with every change of the targets. */
  setGrasps(grasps: readonly Grasp[]): void {
    this.parts.contacts.setGrasps(grasps)
    this.parts.ties.setGrasps(grasps)
  }

  /** Lasting ties besides the bed and the seams: dead loads, springs to places that stay. */
  setTies(ties: readonly Tie[]): void {
    this.parts.ties.setFurther(ties)
  }

  /** How hard each chamber's muscle pulls from now on; a uniform is all that is written. */
  setActivation(tension: Activation): void {
    this.parts.tables.set({ material: materialTable(this.model.materials, tension) }).write()
  }

  /** What blood, weight and dead loads do from now on; what is left out stays as it was. */
  setActing(acting: Acting): void {
    this.parts.bodyLoads.set(acting)
  }

  /** Forces on the lattice's nodes that keep their direction, xyz a node, N. */
  setDeadLoads(forces: Float32Array): void {
    this.parts.bodyLoads.setDeadLoads(forces)
  }

  /** Instruments that the tissue yields to, felt by `advance`. */
  setInstruments(instruments: readonly Instrument[]): void {
    this.parts.contacts.setInstruments(instruments)
  }

  /** What the instruments felt in the last frame. */
  get touches(): readonly Touch[] {
    return this.parts.contacts.touches
  }

  /** True while an instrument touches or is still on its way. */
  get isTouched(): boolean {
    const { contacts } = this.parts
    return contacts.touches.length > 0 || contacts.isFollowing
  }

  /**
   * Steps with contact: what touches is found anew from the newest positions before each frame.
   * @param frame most seconds between two searches
   */
  async advance(seconds: number, frame = 1 / 60): Promise<void> {
    const { contacts, colours, nodes, ties } = this.parts
    const frames = Math.max(1, Math.ceil(seconds / frame - 1e-6))
    for (let n = 0; n < frames; n++) {
      ties.store.setMoving(contacts.find(await nodes.read()), (node) => colours.colourOf(node))
      this.step(seconds / frames)
    }
  }

  /** Runs whole substeps worth of `seconds`; what is left over is kept for the next call. */
  step(seconds: number): void {
    const { substep } = this.options
    const steps = Math.floor((seconds + this.remainder) / substep + 1e-6)
    this.remainder = Math.max(0, seconds + this.remainder - steps * substep)
    if (steps === 0) return
    this.parts.ties.draw(steps * substep)
    this.run(steps)
  }

  /** Lets the coarse levels take over a part of what cuts have parted; done before every run. */
  partCoarse(): void {
    const { coarse, lattice, patch } = this.parts
    coarse.part(this.current, lattice.rows)
    patch.flush()
  }

  /** Runs a number of substeps in one submission. */
  run(steps: number): void {
    const { nodes, motion, ties, coarse, rigid, shared, colours } = this.parts
    const seconds = steps * this.options.substep
    nodes.forget()
    motion.write([
      [0, this.current.nodeCount],
      [this.shellBase, ties.sewing.shellNodeCount],
    ])
    this.partCoarse()
    this.sinceCut += seconds
    if (this.options.cycles && coarse.isFull && this.sinceCut > quiet) this.writeNodes()
    rigid.update(seconds, this.current, ties.list, (n) => colours.isHeld(n))
    shared.prepare(this.current)
    this.bindAnew()
    runPass(this.gpu, (pass) => {
      for (let n = 0; n < steps; n++) this.substeps.encode(pass)
    })
  }

  /** xyz of every lattice and virtual node, metres. */
  readPositions(): Promise<Float32Array> {
    return this.parts.nodes.readPositions()
  }

  /** Everything to draw at this moment, in one copy from the GPU. */
  async readSnapshot(): Promise<{
    nodePositions: Float32Array
    shells: ShellMesh[]
    stitches: StitchLine[]
    /** Stitches that tore out since the last snapshot. */
    torn: Torn[]
  }> {
    const { nodes, ties } = this.parts
    const { sewing } = ties
    const raw = await nodes.read()
    const torn = sewing.tearOut(placeIn(raw))
    if (torn.length > 0) this.writeSewing()
    return {
      nodePositions: unpack(raw.subarray(0, 4 * this.current.nodeCount)),
      // Empty where there are no shells.
      shells: sewing.meshes(unpack(raw.subarray(4 * this.shellBase))),
      stitches: sewing.lines(placeIn(raw)),
      torn,
    }
  }

  /** How hard stitches pull, by edit, as the nodes were last read. */
  get stitchLoads(): StitchLoad[] {
    const { nodes, ties } = this.parts
    return nodes.last ? ties.sewing.loads(placeIn(nodes.last)) : []
  }

  /** The same as `readPositions` of their velocities, m/s. */
  readVelocities(): Promise<Float32Array> {
    return this.parts.nodes.readVelocities()
  }

  /** Puts the lattice nodes somewhere, at rest there. */
  setPositions(positions: Float32Array): void {
    this.parts.nodes.lay(positions)
  }

  /** Sets the lattice nodes in motion, m/s. */
  setVelocities(velocities: Float32Array): void {
    this.parts.nodes.setVelocities(velocities)
  }

  /** Holds the nodes marked 1 where they are, frees the others. */
  setFixed(fixed: Uint8Array): void {
    this.parts.colours.setFixed(fixed)
    this.writeNodes()
    this.parts.ties.write()
  }

  dispose(): void {
    destroyParts(this.parts)
  }

  /** Masses, colours and coarse levels of all nodes. */
  private writeNodes(): void {
    const { colours, coarse, ties } = this.parts
    colours.write(this.current, ties.sewing.nodes)
    if (this.options.cycles) coarse.rebuild(this.current, (node) => colours.isHeld(node))
    this.bindAnew()
  }

  /** Shells and threads, and what blood presses on of them. */
  private writeSewing(): void {
    const { ties, bodyLoads } = this.parts
    ties.write()
    bodyLoads.setShells(ties.sewing.pressedShells)
  }

  /** Binds what is at hand, where a buffer has been replaced by a larger one. */
  private bindAnew(): void {
    const { buffers, sweeps, coarse } = this.parts
    if (this.bound === buffers.generation) return
    sweeps.bind()
    if (this.options.cycles) coarse.bind()
    this.bound = buffers.generation
  }
}
