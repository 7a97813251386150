import type { Vec3 } from '../core/vec3'
import type { Uniform } from '../gpu'
import { freePieces } from './free-pieces'
import type { SolverBuffers } from './solver-buffers'
import type { SolverKernels } from './solver-kernels'
import type { Tie } from './ties'
import type { TissueTopology } from './topology'

/** Pieces are looked for again so long after the last edit: a blade frame has no time for it. Seconds. */
const quiet = 0.25

/**
 * Ends a substep with the exact rigid translation of every piece that nothing holds (`translate.wgsl`), so that sweeps
 * which have not converged cannot change its momentum. Nothing is dispatched where everything is held.
 */
export class RigidCorrection {
  private readonly fall: Uniform
  private groups: { readonly gather: GPUBindGroup; readonly apply: GPUBindGroup } | null = null
  private pieceCount = 0
  private nodeCount = 0
  private isCurrent = false
  private sinceEdit = Infinity

  constructor(
    private readonly kernels: SolverKernels,
    private readonly buffers: SolverBuffers,
    private readonly gravity: Vec3,
    private readonly substep: number,
  ) {
    this.fall = kernels.translateGather.uniform('fall')
  }

  /** Dispatches that each substep takes, ties' forces left out. */
  get dispatchCount(): number {
    return this.pieceCount ? 2 : 0
  }

  /** Says that connections or ties have changed. */
  edited(): void {
    if (this.isCurrent) this.sinceEdit = 0
    this.isCurrent = false
    this.pieceCount = 0
  }

  /** Finds the free pieces, once edits have rested for a moment of `seconds` a call. */
  update(
    seconds: number,
    topology: TissueTopology,
    ties: readonly Tie[],
    held: (node: number) => boolean,
  ): void {
    this.sinceEdit += seconds
    if (this.isCurrent || this.sinceEdit < quiet) return
    this.isCurrent = true
    this.write(freePieces(topology, ties, held))
  }

  /** One translation of every free piece; `ties` brings the ties' forces up to date. */
  correct(pass: GPUComputePassEncoder, ties: () => void): void {
    if (!this.groups || this.pieceCount === 0) return
    ties()
    this.kernels.translateGather.dispatch(pass, this.groups.gather, this.pieceCount)
    this.kernels.translateApply.dispatch(pass, this.groups.apply, Math.ceil(this.nodeCount / 64))
  }

  destroy(): void {
    this.fall.buffer.destroy()
  }

  private write(pieces: readonly (readonly number[])[]): void {
    this.pieceCount = pieces.length
    this.nodeCount = pieces.reduce((sum, piece) => sum + piece.length, 0)
    if (this.pieceCount === 0) return
    let first = 0
    const ranges = pieces.flatMap(({ length }) => {
      first += length
      return [first - length, length]
    })
    const nodes = pieces.flatMap((piece, p) => piece.flatMap((node) => [node, p]))
    this.buffers.write('pieces', Uint32Array.from(ranges))
    this.buffers.write('piece_nodes', Uint32Array.from(nodes))
    this.buffers.reserve('piece_step', 16 * this.pieceCount)
    this.fall
      .set({
        gravity: [...this.gravity, 0],
        inverse_h2: 1 / this.substep ** 2,
        node_count: this.nodeCount,
      })
      .write()
    const buffers = { ...this.buffers.all, fall: this.fall.buffer }
    this.groups = {
      gather: this.kernels.translateGather.bind(buffers),
      apply: this.kernels.translateApply.bind(buffers),
    }
  }
}
