import { Fault } from '../core/fault'
import type { Vec3 } from '../core/vec3'
import type { Grasp, Instrument, ShellMesh, StitchLine, Touch } from '../engine/protocol'
import { type Gpu, readBuffer, runPass, type Uniform, writeBuffer } from '../gpu'
import { type Activation, materialTable } from './activation'
import { latticeAdjacency } from './adjacency'
import { shapeGradients } from './bcc'
import { type Acting, BodyLoads } from './body-loads'
import { BufferPatch } from './buffer-patch'
import { CoarseCorrection } from './coarse-correction'
import { ColourSweeps } from './colour-sweeps'
import { Contacts } from './contact/contacts'
import type { CutPlan, Touched } from './cut'
import { floatBits } from './float-bits'
import { type Hold, holdTissue, moveHold, restPlaceOf } from './grasp'
import { LatticeStore } from './lattice-store'
import type { TissueModel } from './model'
import { NodeMotion } from './node-motion'
import { packed, unpack } from './packed-nodes'
import { RigidCorrection } from './rigid-correction'
import type { RunningThread } from './running-suture'
import { Sewing } from './sewing'
import { SharedStrain } from './shared-strain'
import { type Shell, shellColours } from './shell'
import { SolverBuffers } from './solver-buffers'
import { createSolverKernels, type SolverKernels } from './solver-kernels'
import { type SolverOptions, solverOptions } from './solver-options'
import type { Bite, Stitch } from './stitch'
import { supportTies } from './support-ties'
import type { StitchLoad, Torn } from './tear-out'
import { ThreadStore } from './thread-store'
import { movingTieRoom, TieStore } from './tie-store'
import type { Tie } from './ties'
import { latticeNode, nodeMasses, nodeRoom, type TissueTopology, uncut } from './topology'

/** Colours of the lattice's nodes; those of shells follow. */
const latticeColours = 4
const colourCount = latticeColours + shellColours
const shellRoom = 8192
const heldColour = 255
/** Coarse levels that cuts have filled are built anew so long after the last of them, seconds. */
const quiet = 0.25

/** Something that the solver dispatches within a substep. */
type SolverPass = (pass: GPUComputePassEncoder) => void

/**
 * Moves the tissue: implicit Euler by vertex block descent on the GPU, one dispatch a colour. Node ids: the lattice's,
 * then virtual nodes (cuts), and from `shellBase` on the nodes of shells.
 */
export class TissueSolver {
  private readonly buffers: SolverBuffers
  private readonly colours: ColourSweeps
  private readonly ties: TieStore
  private readonly coarse: CoarseCorrection
  private readonly rigid: RigidCorrection
  private readonly motion: NodeMotion
  private readonly shared: SharedStrain
  private readonly tables: Uniform
  private readonly patch: BufferPatch
  private readonly lattice: LatticeStore
  private bound = -1
  /** Seconds since the last cut. */
  private sinceCut = 0
  /** Nodes before this one have been given their colour. */
  private listed = 0
  private holds: Hold[] = []
  private readonly support: readonly Tie[]
  private further: readonly Tie[] = []
  private lastingTies: readonly Tie[] = []
  private readonly sewing = new Sewing()
  private readonly threads: ThreadStore
  private shellColour: Uint8Array = new Uint8Array(0)
  private sewnStart = 0
  private threadStart = 0
  private holdStart = 0
  private remainder = 0
  /** Passes that fill the nodes' loads (`body_load`), once a substep. */
  private readonly loads: SolverPass[] = []
  private readonly bodyLoads: BodyLoads
  /** Passes that must run before the forces of ties are brought up to date. */
  private readonly tensions: SolverPass[] = []
  private current: TissueTopology
  private readonly held: Uint8Array
  private readonly contacts: Contacts
  /** Positions as last read, until something moves. */
  private seen: Promise<Float32Array> | null = null
  private latest: Float32Array | null = null

  private constructor(
    private readonly gpu: Gpu,
    readonly model: TissueModel,
    kernels: SolverKernels,
    private readonly options: Required<SolverOptions>,
  ) {
    this.current = uncut(model)
    this.held = model.fixed.slice()
    this.buffers = new SolverBuffers(gpu, this.shellBase + shellRoom, model.tetCount)
    this.patch = new BufferPatch(gpu, kernels, this.buffers)
    this.lattice = new LatticeStore(this.buffers, this.patch, this.current)
    this.tables = kernels.sweep.uniform('tables')
    this.colours = new ColourSweeps(kernels, this.buffers, this.tables, colourCount)
    this.support = supportTies(model)
    this.contacts = new Contacts(this.current, movingTieRoom)
    this.threads = new ThreadStore(gpu, kernels.tensions, this.buffers)
    this.tensions.push((pass) => this.threads.encode(pass))
    this.ties = new TieStore(gpu, kernels.ties, this.buffers, colourCount)
    this.coarse = new CoarseCorrection(kernels, this.buffers, this.patch, this.tables, options.levels)
    this.rigid = new RigidCorrection(kernels, this.buffers, options.gravity, options.substep)
    this.bodyLoads = new BodyLoads(
      kernels.loads,
      kernels.shellLoads,
      this.buffers,
      this.patch,
      model.lattice.edge,
    )
    this.loads.push((pass) => this.bodyLoads.encode(pass))
    this.motion = new NodeMotion(kernels, this.buffers, options)
    this.shared = new SharedStrain(kernels, this.buffers, this.tables)
  }

  /** Uploads a model at rest. */
  static async create(gpu: Gpu, model: TissueModel, options: SolverOptions = {}): Promise<TissueSolver> {
    const kernels = await createSolverKernels(gpu, options.law ?? {})
    // Here rather than at the first cut, which would halt for it.
    latticeAdjacency(model)
    const solver = new TissueSolver(gpu, model, kernels, solverOptions(gpu, options))
    solver.writeTables()
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
    return Object.values(this.buffers.all).reduce((sum, buffer) => sum + buffer.size, 0)
  }

  /** Dispatches that a frame of 1/60 s takes. */
  get dispatchesPerFrame(): number {
    const { sweeps, cycles, substep } = this.options
    const perSweep = this.colours.counts.reduce(
      (sum, nodes, n) => sum + (nodes ? 1 : 0) + (this.ties.countOf(n) ? 1 : 0),
      0,
    )
    const perCycle = this.coarse.passCount * (this.ties.tiedNodeCount ? 4 : 3)
    const once = 2 + this.shared.dispatchCount + this.rigid.dispatchCount
    return Math.round((once + sweeps * perSweep + cycles * perCycle) / (60 * substep))
  }

  /**
   * Does what a plan says: new topology, new nodes where the ones they split from are. A plan that starts from the
   * topology at hand and says what it touched costs only that; any other is written whole.
   */
  apply(plan: Pick<CutPlan, 'topology' | 'inherits' | 'base' | 'touched'>): void {
    const { topology, inherits, touched } = plan
    if (touched && plan.base === this.current) this.takeOver(topology, inherits, touched)
    else this.setTopology(topology, inherits)
  }

  /**
   * Goes to any topology of this model (undo: the one before; node ids of a common history agree).
   * @throws Fault when there is no room for its nodes
   */
  setTopology(topology: TissueTopology, inherits: CutPlan['inherits']): void {
    if (topology.nodeCount > this.shellBase)
      throw new Fault('cut', 'makes more pieces than there is room for', 'Undo some cuts')
    this.current = topology
    this.lattice.write(topology)
    this.bodyLoads.setTopology(topology)
    this.contacts.setTopology(topology)
    this.seen = null
    this.inherit(inherits)
    this.patch.flush()
    this.writeNodes()
    this.holdAnew()
  }

  /** A cut, by what it touched. */
  private takeOver(topology: TissueTopology, inherits: CutPlan['inherits'], touched: Touched): void {
    // A word may be sent once only.
    this.patch.flush()
    this.current = topology
    const changed = this.lattice.update(topology, touched)
    this.contacts.setTopology(topology)
    this.seen = null
    const fits = this.writeTouched(changed)
    if (!fits) this.writeMasses()
    this.coarse.extend(topology, inherits, touched)
    this.sinceCut = 0
    this.inherit(inherits)
    this.bodyLoads.update(topology, touched, this.lattice.rows)
    this.bindAnew()
    if (this.holds.some((hold) => hold.ties.some((tie) => tie.nodes.some((node) => changed.has(node)))))
      this.holdAnew()
    else this.rigid.edited()
  }

  /** Grasps hold what hangs together now. */
  private holdAnew(): void {
    this.holds = this.holds.map((hold) => this.takeHold(hold, hold.length))
    this.writeTies()
  }

  /** Id that the next shell's first node will have. */
  get nextShellNode(): number {
    return this.shellBase + this.sewing.shellNodeCount
  }

  /**
   * Lays a shell in (`buildShell` with `firstNode` = `nextShellNode`); it floats until it is sewn.
   * @throws Fault when there is no room for its nodes
   */
  addShell(shell: Shell): void {
    if (this.nextShellNode + shell.mass.length > this.shellBase + shellRoom)
      throw new Fault('patch', 'has more nodes than there is room for', 'Use a smaller patch')
    this.writePositions(shell.positions, this.nextShellNode)
    this.sewing.addShell(shell)
    this.contacts.addShell(shell)
    this.bodyLoads.setShells(this.sewing.laidShells)
    this.writeNodes()
    this.writeTies()
  }

  /** Adds threads; they are drawn tight over the next moments. */
  async addStitches(stitches: readonly Stitch[]): Promise<void> {
    if (stitches.length === 0) return
    const place = this.placeOf(await this.readRaw())
    this.sewing.addStitches(stitches, place)
    this.writeTies()
  }

  /** Adds running threads; they are drawn in over the next moments. */
  async addThreads(threads: readonly RunningThread[]): Promise<void> {
    if (threads.length === 0) return
    this.sewing.addThreads(threads, this.placeOf(await this.readRaw()))
    this.writeTies()
  }

  /** Takes stitches of an edit out, all or those near some places at rest; returns how many came out. */
  release(edit: string, isNear: (rest: Vec3) => boolean): number {
    const count = this.sewing.release(edit, isNear)
    if (count > 0) this.writeTies()
    return count
  }

  /** What is held now; call it with every change of the targets. */
  setGrasps(grasps: readonly Grasp[]): void {
    this.contacts.setGrasps(grasps)
    const same = grasps.length === this.holds.length && grasps.every((g, n) => sameHold(this.holds[n]!, g))
    this.holds = same
      ? this.holds.map((hold, n) => moveHold(hold, grasps[n]!.target))
      : grasps.map((grasp) => {
          const before = this.holds.find((hold) => sameHold(hold, grasp))
          return this.takeHold(grasp, before?.length)
        })
    if (!same) {
      this.writeTies()
      return
    }
    this.ties.rewriteLasting(
      this.holds.flatMap((hold) => hold.ties),
      this.holdStart,
    )
  }

  /** Lasting ties besides the bed and the seams: dead loads, springs to places that stay. */
  setTies(ties: readonly Tie[]): void {
    this.further = ties
    this.writeTies()
  }

  /** How hard each chamber's muscle pulls from now on; a uniform is all that is written. */
  setActivation(tension: Activation): void {
    this.tables.set({ material: materialTable(this.model.materials, tension) }).write()
  }

  /** What blood, weight and dead loads do from now on; what is left out stays as it was. */
  setActing(acting: Acting): void {
    this.bodyLoads.set(acting)
  }

  /** Forces on the lattice's nodes that keep their direction, xyz a node, N. */
  setDeadLoads(forces: Float32Array): void {
    this.bodyLoads.setDeadLoads(forces)
  }

  /** Instruments that the tissue yields to, felt by `advance`. */
  setInstruments(instruments: readonly Instrument[]): void {
    this.contacts.setInstruments(instruments)
  }

  /** What the instruments felt in the last frame. */
  get touches(): readonly Touch[] {
    return this.contacts.touches
  }

  /** True while an instrument touches or is still on its way. */
  get isTouched(): boolean {
    return this.contacts.touches.length > 0 || this.contacts.isFollowing
  }

  /**
   * Steps with contact: what touches is found anew from the newest positions before each frame.
   * @param frame most seconds between two searches
   */
  async advance(seconds: number, frame = 1 / 60): Promise<void> {
    const frames = Math.max(1, Math.ceil(seconds / frame - 1e-6))
    for (let n = 0; n < frames; n++) {
      this.ties.setMoving(this.contacts.find(await this.readRaw()), (node) => this.colourOf(node))
      this.step(seconds / frames)
    }
  }

  /** Runs whole substeps worth of `seconds`; what is left over is kept for the next call. */
  step(seconds: number): void {
    const { substep } = this.options
    const steps = Math.floor((seconds + this.remainder) / substep + 1e-6)
    this.remainder = Math.max(0, seconds + this.remainder - steps * substep)
    if (steps === 0) return
    const wasDrawing = this.sewing.isDrawing
    this.sewing.draw(steps * substep)
    if (wasDrawing) {
      this.ties.rewriteLasting(this.sewing.threadTies, this.threadStart)
      this.threads.rewrite(this.sewing.threadRecords(this.sewnStart))
    }
    this.run(steps)
  }

  /** Lets the coarse levels take over a part of what cuts have parted; done before every run. */
  partCoarse(): void {
    this.coarse.part(this.current, this.lattice.rows)
    this.patch.flush()
  }

  /** Runs a number of substeps in one submission. */
  run(steps: number): void {
    this.seen = null
    this.motion.write([
      [0, this.current.nodeCount],
      [this.shellBase, this.sewing.shellNodeCount],
    ])
    this.partCoarse()
    this.sinceCut += steps * this.options.substep
    if (this.options.cycles && this.coarse.isFull && this.sinceCut > quiet) this.writeNodes()
    this.rigid.update(steps * this.options.substep, this.current, this.lastingTies, (n) => this.isHeld(n))
    this.shared.prepare(this.current)
    this.bindAnew()
    runPass(this.gpu, (pass) => {
      for (let n = 0; n < steps; n++) {
        this.motion.move(pass, 'predict')
        for (const load of this.loads) load(pass)
        this.shared.encode(pass)
        for (let c = 0; c < this.options.cycles; c++) this.coarse.correct(pass, () => this.updateTies(pass))
        for (let s = 0; s < this.options.sweeps; s++) this.sweep(pass)
        if (!this.ties.hasMoving) this.rigid.correct(pass, () => this.updateTies(pass))
        this.motion.move(pass, 'settle')
      }
    })
  }

  /** xyz of every lattice and virtual node, metres. */
  async readPositions(): Promise<Float32Array> {
    this.patch.flush()
    return unpack(
      await readBuffer(this.gpu, this.buffers.get('position'), Float32Array, 4 * this.current.nodeCount),
    )
  }

  /** Everything to draw at this moment, in one copy from the GPU. */
  async readSnapshot(): Promise<{
    nodePositions: Float32Array
    shells: ShellMesh[]
    stitches: StitchLine[]
    /** Stitches that tore out since the last snapshot. */
    torn: Torn[]
  }> {
    const raw = await this.readRaw()
    const torn = this.sewing.tearOut(this.placeOf(raw))
    if (torn.length > 0) this.writeTies()
    const shellNodes =
      raw.length > 4 * this.shellBase ? unpack(raw.subarray(4 * this.shellBase)) : new Float32Array(0)
    return {
      nodePositions: unpack(raw.subarray(0, 4 * this.current.nodeCount)),
      shells: this.sewing.meshes(shellNodes),
      stitches: this.sewing.lines(this.placeOf(raw)),
      torn,
    }
  }

  /** How hard stitches pull, by edit, as the nodes were last read. */
  get stitchLoads(): StitchLoad[] {
    return this.latest ? this.sewing.loads(this.placeOf(this.latest)) : []
  }

  async readVelocities(): Promise<Float32Array> {
    this.patch.flush()
    return unpack(
      await readBuffer(this.gpu, this.buffers.get('velocity'), Float32Array, 4 * this.current.nodeCount),
    )
  }

  /** Puts the lattice nodes somewhere, at rest there. */
  setPositions(positions: Float32Array): void {
    this.writePositions(positions, 0)
    writeBuffer(this.gpu, this.buffers.get('velocity'), new Float32Array((4 * positions.length) / 3))
  }

  /** Sets the lattice nodes in motion, m/s. */
  setVelocities(velocities: Float32Array): void {
    this.patch.flush()
    writeBuffer(this.gpu, this.buffers.get('velocity'), packed(velocities))
  }

  /** Holds the nodes marked 1 where they are, frees the others. */
  setFixed(fixed: Uint8Array): void {
    this.held.set(fixed)
    this.writeNodes()
    this.writeTies()
  }

  dispose(): void {
    this.buffers.destroy()
    this.motion.destroy()
    this.shared.destroy()
    this.tables.buffer.destroy()
    this.ties.destroy()
    this.bodyLoads.destroy()
    this.coarse.destroy()
    this.rigid.destroy()
    this.patch.destroy()
    this.colours.destroy()
  }

  /** Nodes up to the last one in use. */
  private get nodeRange(): number {
    return this.sewing.shellNodeCount ? this.nextShellNode : this.current.nodeCount
  }

  /** xyzw of every node by its id; those between the lattice's and the shells' are zero. */
  private readRaw(): Promise<Float32Array> {
    this.seen ??= this.readNodes().then((raw) => {
      this.latest = raw
      return raw
    })
    return this.seen
  }

  private async readNodes(): Promise<Float32Array> {
    this.patch.flush()
    const { nodeRange, shellBase } = this
    const position = this.buffers.get('position')
    const lattice = readBuffer(this.gpu, position, Float32Array, 4 * this.current.nodeCount)
    if (nodeRange <= shellBase) return lattice
    const count = 4 * (nodeRange - shellBase)
    const shells = readBuffer(this.gpu, position, Float32Array, count, 16 * shellBase)
    const all = new Float32Array(4 * nodeRange)
    all.set(await lattice)
    all.set(await shells, 4 * shellBase)
    return all
  }

  /** Where a bite is, given xyzw of all nodes. */
  private placeOf(raw: Float32Array): (bite: Pick<Bite, 'nodes' | 'weights'>) => Vec3 {
    return ({ nodes, weights }) =>
      [0, 1, 2].map((d) => nodes.reduce((sum, node, k) => sum + weights[k]! * raw[4 * node + d]!, 0)) as [
        number,
        number,
        number,
      ]
  }

  /** Takes hold where the tissue lies as far as that is known. */
  private takeHold(grasp: Grasp, length?: number): Hold {
    const place = (bite: Pick<Bite, 'nodes' | 'weights'>): Vec3 => {
      const known = this.latest && bite.nodes.every((n) => 4 * n < this.latest!.length)
      return known ? this.placeOf(this.latest!)(bite) : restPlaceOf(this.current, bite)
    }
    return holdTissue(this.current, this.lattice.rows, grasp, place, length)
  }

  private sweep(pass: GPUComputePassEncoder): void {
    this.colours.sweep(pass, (n) => {
      if (this.ties.countOf(n) > 0) for (const tension of this.tensions) tension(pass)
      this.ties.dispatch(pass, n)
    })
  }

  /** Brings the forces of all ties up to date. */
  private updateTies(pass: GPUComputePassEncoder): void {
    for (const tension of this.tensions) tension(pass)
    this.ties.dispatchAll(pass)
  }

  private colourOf(node: number): number {
    if (node >= this.shellBase) return latticeColours + this.shellColour[node - this.shellBase]!
    const lattice = latticeNode(this.current, node)
    return this.held[lattice] ? heldColour : this.model.colour[lattice]!
  }

  /** Masses, colours and coarse levels of all nodes. */
  private writeNodes(): void {
    this.writeMasses()
    if (this.options.cycles) this.coarse.rebuild(this.current, (node) => this.isHeld(node))
    this.bindAnew()
  }

  /** Masses and colour lists of all nodes. */
  private writeMasses(): void {
    const mass = nodeMasses(this.current)
    const lists: number[][] = Array.from({ length: colourCount }, () => [])
    mass.forEach((m, node) => {
      const colour = this.colourOf(node)
      if (colour === heldColour || m === 0) mass[node] = 0
      else lists[colour]!.push(node)
    })
    const shells = this.sewing.nodes
    this.shellColour = shells.colour
    shells.mass.forEach((_, n) => {
      lists[this.colourOf(this.shellBase + n)]!.push(this.shellBase + n)
    })
    writeBuffer(this.gpu, this.buffers.get('mass'), mass)
    writeBuffer(this.gpu, this.buffers.get('mass'), shells.mass, 4 * this.shellBase)
    this.colours.write(lists)
    for (const name of ['mass', 'colour_nodes']) this.patch.of(name).drop()
    this.listed = this.current.nodeCount
  }

  /** Masses of some nodes, and the colours of those that are new; false where a colour has no room. */
  private writeTouched(nodes: ReadonlySet<number>): boolean {
    const grown = new Set<number>()
    for (const node of nodes) {
      const colour = this.colourOf(node)
      const mass = colour === heldColour ? 0 : this.lattice.massOf(this.current, node)
      this.patch.of('mass').put(node, floatBits(mass))
      if (node < this.listed || mass === 0) continue
      const place = this.colours.add(colour, node)
      if (place < 0) return false
      this.patch.of('colour_nodes').put(place, node)
      grown.add(colour)
    }
    this.colours.setRanges(grown)
    this.listed = this.current.nodeCount
    return true
  }

  private isHeld(node: number): boolean {
    return this.colourOf(node) === heldColour
  }

  private writeTies(): void {
    const sewn = this.sewing.ties
    const own = [...this.support, ...this.further, ...sewn]
    const ties = [...own, ...this.holds.flatMap((hold) => hold.ties)]
    this.lastingTies = ties
    this.rigid.edited()
    this.holdStart = own.length
    this.sewnStart = own.length - sewn.length
    this.threadStart = this.sewnStart + this.sewing.firstThreadTie
    this.ties.setLasting(ties, (node) => this.colourOf(node))
    this.threads.layOut(this.sewing.threadRecords(this.sewnStart))
  }

  /** Binds what is at hand, where a buffer has been replaced by a larger one. */
  private bindAnew(): void {
    if (this.bound === this.buffers.generation) return
    this.colours.bind()
    if (this.options.cycles) this.coarse.bind()
    this.bound = this.buffers.generation
  }

  private writeTables(): void {
    const gradient = new Float32Array(4 * 48)
    shapeGradients(this.model.lattice.edge).forEach((g, n) => {
      gradient[4 * Math.floor(n / 3) + (n % 3)] = g
    })
    const { gravity, substep } = this.options
    this.tables
      .set({
        gradient,
        material: materialTable(this.model.materials, {}),
        gravity: [...gravity, 0],
        inverse_h2: 1 / substep ** 2,
        step_limit: this.model.lattice.edge / 2,
      })
      .write()
  }

  private writePositions(xyz: Float32Array, firstNode: number): void {
    this.patch.flush()
    this.seen = null
    writeBuffer(this.gpu, this.buffers.get('position'), packed(xyz), 16 * firstNode)
  }

  /** New nodes start from where those they split from are, and as they move. */
  private inherit(pairs: CutPlan['inherits']): void {
    for (const [node, source] of pairs) this.patch.inherit(node, source)
  }
}

const sameHold = (hold: Hold, grasp: Grasp): boolean =>
  hold.id === grasp.id && hold.pull === grasp.pull && sameVec(hold.rest, grasp.rest)

const sameVec = (a: Vec3, b: Vec3): boolean => a[0] === b[0] && a[1] === b[1] && a[2] === b[2]
