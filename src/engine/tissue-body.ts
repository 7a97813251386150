import type { ResolvedDomain } from '../geometry/resolve-anatomy-base'
import type { EmbeddedSurface } from '../geometry/surface'
import type { Gpu } from '../gpu'
import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { buildTissueModel, embedSurface, planCut, sweepBlade, TissueSolver } from '../tissue'
import { carveHeart } from './carve'
import type { Grasp, ShellMesh, StitchLine } from './protocol'

interface Outcome {
  readonly refused: string | null
}

/** Edits that take tissue away or bring blood where it was: the lattice is built anew without it. */
const reshapes = (edit: Edit): boolean =>
  edit.kind === 'lesion' ||
  edit.kind === 'resect' ||
  edit.kind === 'conduit' ||
  (edit.kind === 'patch' && edit.mode === 'widen')

/** Seconds for which tissue that nothing holds is still followed: its slowest motion is over by then. */
const restAfter = 1.5

/** The tissue of the heart in hand: its lattice, what edits have done to it, and how it lies now. */
export class TissueBody {
  surface: EmbeddedSurface
  /** xyz per node, metres. */
  positions: Float32Array
  severedLinkCount = 0
  private grasps: readonly Grasp[] = []
  private sinceMoved = 0
  private shells: readonly ShellMesh[] = []
  private stitches: readonly StitchLine[] = []

  private constructor(
    private readonly gpu: Gpu,
    private readonly heart: Heart,
    private readonly tetTarget: number,
    private solver: TissueSolver,
  ) {
    this.surface = embedSurface(solver.model)
    this.positions = solver.model.rest.slice()
  }

  static async create(gpu: Gpu, heart: Heart, tetTarget: number): Promise<TissueBody> {
    const solver = await TissueSolver.create(gpu, buildTissueModel(heart, { tetTarget }))
    return new TissueBody(gpu, heart, tetTarget, solver)
  }

  get nodeCount(): number {
    return this.solver.model.nodeCount
  }
  get tetCount(): number {
    return this.solver.model.tetCount
  }
  /** False once nothing holds it and its motion has died away. */
  get isMoving(): boolean {
    return this.grasps.length > 0 || this.sinceMoved < restAfter
  }

  setGrasps(grasps: readonly Grasp[]): void {
    if (grasps.length > 0 || this.grasps.length > 0) this.sinceMoved = 0
    this.grasps = grasps
    this.solver.setGrasps(grasps)
  }

  /** One more edit; `domain` is the blood after it. */
  async apply(edit: Edit, domain: ResolvedDomain): Promise<Outcome> {
    if (reshapes(edit)) return this.rebuild(domain.trace.edits, domain)
    const outcome = edit.kind === 'cut' ? this.cut(edit.blade_mm) : { refused: null }
    this.layShells(domain)
    await this.refresh()
    return outcome
  }

  /** The tissue of a list of edits, from rest. */
  async rebuild(edits: readonly Edit[], domain: ResolvedDomain): Promise<Outcome> {
    const carved = carveHeart(this.heart, domain.trace.shapes)
    this.solver.dispose()
    this.solver = await TissueSolver.create(this.gpu, buildTissueModel(carved, { tetTarget: this.tetTarget }))
    this.severedLinkCount = 0
    let outcome: Outcome = { refused: null }
    for (const edit of edits) if (edit.kind === 'cut') outcome = this.cut(edit.blade_mm)
    this.layShells(domain)
    this.solver.setGrasps(this.grasps)
    await this.refresh()
    return outcome
  }

  async step(seconds: number): Promise<void> {
    this.solver.step(seconds)
    this.sinceMoved += seconds
    this.positions = await this.solver.readPositions()
  }

  /** What the view needs of this moment; the positions are a copy that may be transferred. */
  snapshot(): { nodePositions: Float32Array; shells: readonly ShellMesh[]; stitches: readonly StitchLine[] } {
    return { nodePositions: this.positions.slice(), shells: this.shells, stitches: this.stitches }
  }

  dispose(): void {
    this.solver.dispose()
  }

  private cut(blade: Parameters<typeof sweepBlade>[0]): Outcome {
    const plan = planCut(this.solver.topology, sweepBlade(blade, this.solver.model.lattice.edge))
    if (plan.refused) return { refused: plan.refused }
    this.solver.apply(plan)
    this.severedLinkCount += plan.severedLinkCount
    return { refused: null }
  }

  private layShells(domain: ResolvedDomain): void {
    this.shells = domain.sheets.map((sheet) => {
      const edit = domain.trace.edits.find((e) => e.id === sheet.edit)
      const material = edit && 'material' in edit ? edit.material : 'pericardium'
      return { edit: sheet.edit, material, positions: sheet.positions, triangles: sheet.triangles }
    })
  }

  private async refresh(): Promise<void> {
    this.sinceMoved = 0
    this.surface = embedSurface(this.solver.topology)
    this.positions = await this.solver.readPositions()
  }
}
