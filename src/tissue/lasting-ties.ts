import type { Vec3 } from '../core/vec3'
import type { Grasp } from '../engine/protocol'
import type { Gpu } from '../gpu'
import { type Hold, holdTissue, moveHold, restPlaceOf } from './grasp'
import { Sewing } from './sewing'
import type { SolverBuffers } from './solver-buffers'
import type { SolverKernels } from './solver-kernels'
import type { Bite } from './stitch'
import { supportTies } from './support-ties'
import { ThreadStore } from './thread-store'
import { TieStore } from './tie-store'
import type { Tie } from './ties'
import type { NodeRows, TissueTopology } from './topology'

/** The tissue that is tied, as it is at the moment of asking. */
export interface TiedTissue {
  readonly topology: TissueTopology
  readonly rows: NodeRows
  colourOf(node: number): number
  /** Where a point lay when it was last looked; null where that is not known. */
  lastPlaceOf(point: Pick<Bite, 'nodes' | 'weights'>): Vec3 | null
}

/**
 * What ties the tissue for longer than a frame: its bed, dead loads, patches with their seams and threads, and what is
 * held. They are laid out on the GPU in this order; `store` has those of contact behind them.
 */
export class LastingTies {
  readonly sewing = new Sewing()
  readonly store: TieStore
  private readonly threads: ThreadStore
  private readonly support: readonly Tie[]
  private further: readonly Tie[] = []
  private holds: Hold[] = []
  private all: readonly Tie[] = []
  /** Places among all: of the first tie of patches and seams, of threads, of holds. */
  private sewnStart = 0
  private threadStart = 0
  private holdStart = 0

  /** @param edited is called when ties have come or gone */
  constructor(
    gpu: Gpu,
    kernels: SolverKernels,
    buffers: SolverBuffers,
    colourCount: number,
    private readonly tissue: TiedTissue,
    private readonly edited: () => void,
  ) {
    this.support = supportTies(tissue.topology.model)
    this.threads = new ThreadStore(gpu, kernels.tensions, buffers)
    this.store = new TieStore(gpu, kernels.ties, buffers, colourCount)
  }

  get list(): readonly Tie[] {
    return this.all
  }

  /** Lays all ties out anew. */
  write(): void {
    const sewn = this.sewing.ties
    const own = [...this.support, ...this.further, ...sewn]
    this.all = [...own, ...this.holds.flatMap((hold) => hold.ties)]
    this.edited()
    this.holdStart = own.length
    this.sewnStart = own.length - sewn.length
    this.threadStart = this.sewnStart + this.sewing.firstThreadTie
    this.store.setLasting(this.all, (node) => this.tissue.colourOf(node))
    this.threads.layOut(this.sewing.threadRecords(this.sewnStart))
  }

  /** Ties besides the bed and the seams. */
  setFurther(ties: readonly Tie[]): void {
    this.further = ties
    this.write()
  }

  /** What is held now; with the same grasps as before only their targets are sent. */
  setGrasps(grasps: readonly Grasp[]): void {
    const same = grasps.length === this.holds.length && grasps.every((g, n) => sameHold(this.holds[n]!, g))
    this.holds = same
      ? this.holds.map((hold, n) => moveHold(hold, grasps[n]!.target))
      : grasps.map((grasp) => {
          const before = this.holds.find((hold) => sameHold(hold, grasp))
          return this.takeHold(grasp, before?.length)
        })
    if (!same) {
      this.write()
      return
    }
    this.store.rewriteLasting(
      this.holds.flatMap((hold) => hold.ties),
      this.holdStart,
    )
  }

  /** Grasps hold what hangs together now. */
  holdAnew(): void {
    this.holds = this.holds.map((hold) => this.takeHold(hold, hold.length))
    this.write()
  }

  /** Whether a grasp holds any of some nodes. */
  holdsAny(nodes: ReadonlySet<number>): boolean {
    return this.holds.some((hold) => hold.ties.some((tie) => tie.nodes.some((node) => nodes.has(node))))
  }

  /** Threads are drawn tighter for a while after they are laid. */
  draw(seconds: number): void {
    const wasDrawing = this.sewing.isDrawing
    this.sewing.draw(seconds)
    if (!wasDrawing) return
    this.store.rewriteLasting(this.sewing.threadTies, this.threadStart)
    this.threads.rewrite(this.sewing.threadRecords(this.sewnStart))
  }

  /** Brings the forces of the ties on one colour up to date. */
  encode(pass: GPUComputePassEncoder, colour: number): void {
    if (this.store.countOf(colour) > 0) this.threads.encode(pass)
    this.store.dispatch(pass, colour)
  }

  /** Brings the forces of all ties up to date. */
  encodeAll(pass: GPUComputePassEncoder): void {
    this.threads.encode(pass)
    this.store.dispatchAll(pass)
  }

  destroy(): void {
    this.store.destroy()
  }

  /** Takes hold where the tissue lies as far as that is known. */
  private takeHold(grasp: Grasp, length?: number): Hold {
    const { topology, rows } = this.tissue
    const place = (bite: Pick<Bite, 'nodes' | 'weights'>): Vec3 =>
      this.tissue.lastPlaceOf(bite) ?? restPlaceOf(topology, bite)
    return holdTissue(topology, rows, grasp, place, length)
  }
}

const sameHold = (hold: Hold, grasp: Grasp): boolean =>
  hold.id === grasp.id && hold.pull === grasp.pull && sameVec(hold.rest, grasp.rest)

const sameVec = (a: Vec3, b: Vec3): boolean => a[0] === b[0] && a[1] === b[1] && a[2] === b[2]
