import { mm } from '../core/units'
import { distance, scale, type Vec3 } from '../core/vec3'
import { inVessel, type LetInPlace, letInStrip } from '../geometry/let-in'
import { ownSheet } from '../geometry/own-sheet'
import { takesOut } from '../geometry/release'
import type { ResolvedDomain } from '../geometry/resolve-anatomy-base'
import type { EmbeddedSurface } from '../geometry/surface'
import type { Gpu } from '../gpu'
import type { Edit, EditOf } from '../heart/edit'
import type { Heart } from '../heart/heart'
import {
  buildShell,
  buildTissueModel,
  type CutLook,
  embedSurface,
  fitRim,
  type ImagedUnder,
  lipPath,
  lipsApart,
  planCarve,
  planCut,
  type RimLook,
  rimStanding,
  runningThreads,
  type Shell,
  type Stitch,
  type StitchLoad,
  sewLips,
  sewRim,
  sweepBlade,
  type TissueModel,
  TissueSolver,
  type Torn,
} from '../tissue'
import { carveHeart, vesselOf, wallBeside } from './carve'
import { conduitWall } from './conduit-wall'
import type { HeartMotion } from './heart-motion'
import type {
  Grasp,
  Instrument,
  HeartMotion as Motion,
  ShellMesh,
  StitchLine,
  Touch,
  Waveforms,
} from './protocol'
import { TissueActing } from './tissue-acting'
import { type Moved, movedBy } from './tissue-look'

export interface TissueOutcome {
  /** Why an edit was not done to the tissue, in words for the user. */
  readonly refused: string | null
}

export interface TissueSnapshot {
  nodePositions: Float32Array
  shells: readonly ShellMesh[]
  stitches: readonly StitchLine[]
  touches?: readonly Touch[]
}

type Sewn = Pick<EditOf<'suture'>, 'technique' | 'pitch_mm' | 'bite_mm'>

/** A sheet to be laid into the tissue; metres. */
interface Laid {
  readonly edit: string
  readonly positions: Float32Array
  readonly triangles: Uint32Array
  readonly pressed?: Pick<Shell, 'sides'>
}

const done: TissueOutcome = { refused: null }
/** Seconds for which tissue that nothing holds is still followed: by then it lies still, but for a stiff patch, which
 * creeps on to where its stitches draw it: that is followed for longer while anything moves faster than this, m/s. */
const restAfter = 1.5
const creepFor = 5
const creep = 2e-5
/** A suture's path sews the rim of a patch within this of it, metres. */
const pathReach = 3 * mm

const isLetIn = (edit: Edit): edit is EditOf<'patch'> => edit.kind === 'patch' && edit.mode === 'widen'
const sews = (edit: Edit, patch: string): boolean =>
  (edit.kind === 'patch' && edit.id === patch && edit.sewn !== undefined) ||
  (edit.kind === 'suture' && edit.patch === patch)
/** Edits that leave wall where there was none: the lattice is built anew with it. */
const adds = (edit: Edit) => isLetIn(edit) || (edit.kind === 'lesion' && edit.type === 'narrowing')
/** Edits that take tissue away where blood comes to be. */
const carves = (edit: Edit) => edit.kind === 'resect' || edit.kind === 'conduit' || edit.kind === 'lesion'
/** Between the nodes of a strip that is let into a vessel, metres. */
const stripStep = 2 * mm

/** How the two ends of a conduit are sewn, which its edit does not say: with a running suture, metres. */
const anastomosis = { pitch: 2 * mm, bite: 2 * mm }

/** The tissue of the heart in hand: its lattice, what edits have done to it, and how it lies now. */
export class TissueBody {
  severedLinkCount = 0
  private shown: EmbeddedSurface
  private last: TissueSnapshot
  private grasps: readonly Grasp[] = []
  private instruments: readonly Instrument[] = []
  private sinceMoved = 0
  private isCreeping = false
  private motion: Motion = 'filled'
  private torn: readonly Torn[] = []
  private readonly shells = new Map<string, Shell>()
  /** By shell: how long a stitch of it may be drawn before it tears, metres. */
  private readonly gives = new Map<string, number>()
  private readonly cuts: EditOf<'cut'>[] = []
  /** Shells that do not move: clamps, and conduits that open no wall. */
  private still: readonly ShellMesh[] = []
  private readonly acting: TissueActing

  private constructor(
    private readonly gpu: Gpu,
    private readonly heart: Heart,
    private readonly tetTarget: number,
    model: TissueModel,
    private solver: TissueSolver,
  ) {
    this.acting = new TissueActing(heart, model)
    this.shown = embedSurface(solver.topology)
    this.last = { nodePositions: solver.model.rest.slice(), shells: [], stitches: [] }
  }

  static async create(gpu: Gpu, heart: Heart, tetTarget: number): Promise<TissueBody> {
    const model = buildTissueModel(heart, { tetTarget })
    return new TissueBody(gpu, heart, tetTarget, model, await TissueSolver.create(gpu, model))
  }

  get surface(): EmbeddedSurface {
    return this.shown
  }
  get nodeCount(): number {
    return this.solver.topology.nodeCount
  }
  get tetCount(): number {
    return this.solver.model.tetCount
  }
  /** False once nothing holds it and its motion has died away. */
  get isMoving(): boolean {
    const follow = this.isCreeping ? creepFor : restAfter
    return this.grasps.length > 0 || this.solver.isTouched || this.sinceMoved < follow
  }

  /** How the beat goes; null while the heart does not beat. */
  get beat(): HeartMotion | null {
    return this.acting.beat
  }

  /** Finds, beside all else, the prestress with which the tissue lies as it was imaged; `carry` puts it to use. */
  async findPrestress(under: ImagedUnder, pause: () => Promise<void>): Promise<void> {
    await this.acting.find(under, pause)
  }

  /** Gives the tissue its prestress, if it has not got it yet. */
  async carry(edits: readonly Edit[], domain: ResolvedDomain): Promise<TissueOutcome> {
    if (!this.acting.isPending) return done
    await this.acting.adopt()
    return this.rebuild(edits, domain)
  }

  setMotion(motion: Motion): void {
    if (motion !== this.motion) this.sinceMoved = 0
    this.motion = motion
    this.acting.setMotion(motion)
  }

  /** The circulation's beat from now on. */
  follow(waves: Waveforms | null): void {
    this.acting.follow(waves)
  }

  setGrasps(grasps: readonly Grasp[]): void {
    if (grasps.length > 0 || this.grasps.length > 0) this.sinceMoved = 0
    this.grasps = grasps
    this.solver.setGrasps(grasps)
  }

  setInstruments(instruments: readonly Instrument[]): void {
    if (this.solver.isTouched) this.sinceMoved = 0
    this.instruments = instruments
    this.solver.setInstruments(instruments)
  }

  /** One more edit; `domain` is the blood after it. */
  async apply(edit: Edit, domain: ResolvedDomain): Promise<TissueOutcome> {
    // What is cut must part by what the wall carries.
    if (this.acting.isPending) return this.carry(domain.trace.edits, domain)
    // A shell cannot be taken out of the tissue: it is laid anew.
    if (adds(edit) || edit.kind === 'trim') return this.rebuild(domain.trace.edits, domain)
    // Its wall is held as long as the strip does not hold it.
    if (domain.trace.edits.some((e) => isLetIn(e) && e !== edit && sews(edit, e.id)))
      return this.rebuild(domain.trace.edits, domain)
    const outcome = await this.perform(edit, domain)
    await this.refresh(domain)
    return outcome
  }

  /** The tissue of a list of edits, from rest. */
  async rebuild(edits: readonly Edit[], domain: ResolvedDomain): Promise<TissueOutcome> {
    const narrowed = edits.some(adds)
      ? buildTissueModel(carveHeart(this.heart, domain.trace), { tetTarget: this.tetTarget })
      : null
    const { model, deadLoads } = this.acting.modelFor(narrowed)
    for (const { edit, letIn } of domain.trace.shapes)
      if (deadLoads && letIn && edits.some((e) => sews(e, edit))) freeWall(deadLoads, model, letIn)
    this.solver.dispose()
    this.solver = await TissueSolver.create(this.gpu, model)
    this.acting.attach(this.solver, deadLoads)
    this.severedLinkCount = 0
    this.shells.clear()
    this.gives.clear()
    this.cuts.length = 0
    this.torn = []
    let outcome = done
    for (const edit of edits) outcome = await this.perform(edit, domain)
    this.solver.setGrasps(this.grasps)
    this.solver.setInstruments(this.instruments)
    await this.refresh(domain)
    return outcome
  }

  /** Does it lie still under the pressures that it was imaged under, with nothing but the edits to move it? */
  get isAsImaged(): boolean {
    return !this.isMoving && this.motion === 'filled' && this.acting.carries
  }

  /** Where places of the heart as imaged lie now; null where no node rests within an edge and a half. */
  get moved(): Moved {
    const { rest, lattice } = this.solver.model
    const now = this.last.nodePositions
    const reach = 1.5 * lattice.edge
    return (p) => movedBy(p, rest, now, reach)
  }

  /** How hard the stitches of each edit pull. */
  get stitchLoads(): readonly StitchLoad[] {
    return this.solver.stitchLoads
  }

  /** How the rims of sewn patches and baffles lie. */
  get rims(): readonly RimLook[] {
    const { shells, nodePositions } = this.last
    return [...this.gives].map(([edit, give]) => {
      const now = shells.find((mesh) => mesh.edit === edit)!.positions
      return {
        edit,
        give,
        places: rimStanding(this.solver.topology, this.shells.get(edit)!, now, nodePositions),
      }
    })
  }

  /** How the lips of cuts lie. */
  get lips(): readonly CutLook[] {
    const { topology } = this.solver
    return this.cuts.map(({ id, blade_mm }) => {
      return { edit: id, stations: lipsApart(topology, blade_mm, this.last.nodePositions) }
    })
  }

  async step(seconds: number): Promise<void> {
    const changing = this.acting.advance(this.solver, seconds)
    await this.solver.advance(seconds)
    this.sinceMoved = changing ? 0 : this.sinceMoved + seconds
    const before = this.last.nodePositions
    await this.read()
    this.isCreeping = movedMore(creep * seconds, before, this.last.nodePositions)
    this.acting.see(this.solver, this.last.nodePositions)
  }

  /** What the view needs of this moment; the positions are a copy that may be transferred. */
  snapshot(): TissueSnapshot {
    return { ...this.last, nodePositions: this.last.nodePositions.slice(), touches: this.solver.touches }
  }

  /** Stitches that tore out since it was asked last. */
  takeTorn(): readonly Torn[] {
    const { torn } = this
    this.torn = []
    return torn
  }

  dispose(): void {
    this.solver.dispose()
  }

  private async perform(edit: Edit, domain: ResolvedDomain): Promise<TissueOutcome> {
    if (carves(edit)) this.carve(domain)
    switch (edit.kind) {
      case 'cut':
        return this.cut(edit)
      case 'patch':
      case 'baffle':
        return this.lay(edit, domain)
      case 'conduit':
        return this.putIn(edit, domain)
      case 'suture':
        return edit.patch === undefined
          ? this.sewPath(
              edit.id,
              edit.path_mm.map((p) => scale(p, mm)),
              edit,
            )
          : this.sewPatch(edit, edit.patch)
      case 'release':
        this.solver.release(edit.suture, (place) => takesOut(edit, place))
        return done
      case 'close': {
        const cut = domain.trace.edits.find((e): e is EditOf<'cut'> => e.kind === 'cut' && e.id === edit.cut)
        if (!cut) return done
        const lips = lipPath(this.solver.topology, cut.blade_mm)
        return this.sewPath(edit.id, lips, { technique: 'interrupted', pitch_mm: edit.pitch_mm, bite_mm: 2 })
      }
      default:
        return done
    }
  }

  private carve(domain: ResolvedDomain): void {
    const { tissue } = carveHeart(this.heart, domain.trace)
    this.solver.apply(planCarve(this.solver.topology, tissue))
  }

  private cut(edit: EditOf<'cut'>): TissueOutcome {
    const plan = planCut(this.solver.topology, sweepBlade(edit.blade_mm, this.solver.model.lattice.edge))
    if (plan.refused) return { refused: plan.refused }
    this.solver.apply(plan)
    this.severedLinkCount += plan.severedLinkCount
    this.cuts.push(edit)
    return done
  }

  /** Lays a patch in at rest, and sews it where its edit says so. */
  private async lay(
    edit: EditOf<'patch'> | EditOf<'baffle'>,
    domain: ResolvedDomain,
  ): Promise<TissueOutcome> {
    const laid = isLetIn(edit) ? this.strip(edit, domain) : this.sheet(edit, domain)
    if (!laid) return done
    const fitted = fitRim(this.solver.topology, laid)
    const shell = { ...buildShell(fitted, edit.material, this.solver.nextShellNode), ...laid.pressed }
    this.addShell(shell)
    if (edit.sewn) await this.sewRimOf(shell, edit.id, edit.sewn)
    return done
  }

  /** Puts a tube in, its rims sewn to the walls that it opens. */
  private async putIn(edit: EditOf<'conduit'>, domain: ResolvedDomain): Promise<TissueOutcome> {
    const wall = conduitWall(edit, this.heart, domain.trace)
    if (!wall) return done
    const built = buildShell(fitRim(this.solver.topology, wall), edit.material, this.solver.nextShellNode)
    // A node without mass is held.
    const mass = built.mass.map((m, v) => (wall.loose[v] ? 0 : m))
    const shell = { ...built, mass, sides: wall.sides }
    this.addShell(shell)
    const sewn = sewRim(
      this.solver.topology,
      shell,
      anastomosis.pitch,
      anastomosis.bite,
      wall.isOnWall,
      edit.id,
    )
    await this.solver.addThreads(runningThreads(sewn.stitches, anastomosis.pitch))
    return done
  }

  private addShell(shell: Shell): void {
    this.solver.addShell(shell)
    this.shells.set(shell.edit, shell)
  }

  private sheet({ id }: Edit, domain: ResolvedDomain): Laid | null {
    const sheet = domain.sheets.find((s) => s.edit === id)
    return sheet ? ownSheet(sheet) : null
  }

  /** A strip let into a vessel, its front outward. */
  private strip({ id }: Edit, domain: ResolvedDomain): Laid | null {
    const shape = domain.trace.shapes.find((s) => s.edit === id)
    if (!shape?.letIn) return null
    const strip = letInStrip(shape.letIn, wallBeside(this.heart, shape), stripStep)
    const sides = new Uint32Array(strip.triangles.length / 3).fill(vesselOf(this.heart, shape) << 8)
    return { edit: id, ...strip, pressed: { sides } }
  }

  private async sewPatch(edit: EditOf<'suture'>, patch: string): Promise<TissueOutcome> {
    const shell = this.shells.get(patch)
    if (!shell) return done
    const path = edit.path_mm.map((p) => scale(p, mm))
    const near = (place: Vec3) => path.length === 0 || path.some((p) => distance(p, place) < pathReach)
    return this.sewRimOf(shell, edit.id, edit, near)
  }

  private async sewRimOf(
    shell: Shell,
    id: string,
    sewing: Sewn,
    only?: (place: Vec3) => boolean,
  ): Promise<TissueOutcome> {
    const [pitch, bite] = [sewing.pitch_mm * mm, sewing.bite_mm * mm]
    const sewn = sewRim(this.solver.topology, shell, pitch, bite, only, id)
    const give = Math.max(this.gives.get(shell.edit) ?? 0, ...sewn.stitches.map((s) => s.cap / s.stiffness))
    if (give > 0) this.gives.set(shell.edit, give)
    return this.sew(sewn, sewing)
  }

  /** @param path along the lips at rest, metres */
  private async sewPath(id: string, path: readonly Vec3[], sewing: Sewn): Promise<TissueOutcome> {
    const [pitch, bite] = [sewing.pitch_mm * mm, sewing.bite_mm * mm]
    const { stitches, missed } = sewLips(this.solver.topology, id, path, pitch, bite)
    // A path too short for any stitch holds nothing either.
    return this.sew({ stitches, missed: Math.max(missed, stitches.length > 0 ? 0 : 1) }, sewing)
  }

  private async sew(
    { stitches, missed }: { readonly stitches: readonly Stitch[]; readonly missed: number },
    { technique, pitch_mm }: Sewn,
  ): Promise<TissueOutcome> {
    if (technique === 'running') await this.solver.addThreads(runningThreads(stitches, pitch_mm * mm))
    else await this.solver.addStitches(stitches)
    if (stitches.length > 0 || missed === 0) return done
    return { refused: 'No tissue lies within reach of the stitches: draw them on the rim or along a cut' }
  }

  private async refresh(domain: ResolvedDomain): Promise<void> {
    this.sinceMoved = 0
    this.acting.edited()
    this.still = this.stillShells(domain)
    this.shown = embedSurface(this.solver.topology)
    await this.read()
  }

  private async read(): Promise<void> {
    const { nodePositions, shells, stitches, torn } = await this.solver.readSnapshot()
    if (torn.length > 0) this.sinceMoved = 0
    this.torn = [...this.torn, ...torn]
    this.last = { nodePositions, shells: [...shells, ...this.still], stitches }
  }

  private stillShells(domain: ResolvedDomain): ShellMesh[] {
    return domain.trace.edits.flatMap((edit): ShellMesh[] => {
      if ((edit.kind !== 'clamp' && edit.kind !== 'conduit') || this.shells.has(edit.id)) return []
      const sheet = domain.sheets.find((s) => s.edit === edit.id)
      const material = edit.kind === 'conduit' ? edit.material : 'ePTFE'
      return sheet
        ? [{ edit: edit.id, material, positions: sheet.positions, triangles: sheet.triangles }]
        : []
    })
  }
}

/**
 * The wall of a vessel that a strip was let into carries its pressure itself again, with the strip: forces that stood in for
 * what the imaged wall could not carry would pull at the lips as well. Changes `forces`, xyz a node, N.
 */
function freeWall(forces: Float32Array, { rest, lattice }: TissueModel, letIn: readonly LetInPlace[]): void {
  for (let o = 0; o < rest.length; o += 3) {
    const at = inVessel(letIn, [rest[o]!, rest[o + 1]!, rest[o + 2]!], 0)
    if (at && Math.abs(at.tube) < lattice.edge) forces.fill(0, o, o + 3)
  }
}

/** Has any of the coordinates changed by more than a limit? */
function movedMore(limit: number, before: Float32Array, now: Float32Array): boolean {
  for (let o = 0; o < Math.min(before.length, now.length); o++)
    if (Math.abs((now[o] as number) - (before[o] as number)) > limit) return true
  return false
}
