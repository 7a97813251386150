import type { Uniform } from '../gpu'
import { buildCoarse } from './coarse'
import type { SolverBuffers } from './solver-buffers'
import type { SolverKernels } from './solver-kernels'
import type { TissueTopology } from './topology'

interface CoarsePass {
  readonly level: Uniform
  readonly vertexCount: number
  readonly chunkCount: number
  readonly gather: GPUBindGroup
  readonly solve: GPUBindGroup
  readonly apply: GPUBindGroup
}

/** The coarse levels on the GPU: carries large motions that sweeps alone would take hundreds of turns to pass on. */
export class CoarseCorrection {
  private passes: CoarsePass[] = []
  private nodeCount = 0

  constructor(
    private readonly kernels: SolverKernels,
    private readonly buffers: SolverBuffers,
    private readonly tables: Uniform,
    private readonly levels: readonly number[],
  ) {}

  /** Colours of all levels that hold vertices. */
  get passCount(): number {
    return this.passes.length
  }

  /** Builds the levels for a topology and its held nodes; the storage buffers that exist by now are bound. */
  rebuild(topology: TissueTopology, held: (node: number) => boolean): void {
    this.destroy()
    this.nodeCount = topology.nodeCount
    const levels = buildCoarse(topology, held, this.levels)
    this.buffers.write('of_node', levels.ofNode)
    this.buffers.write('lists', levels.lists)
    this.buffers.write('vertex_chunks', levels.vertexChunks)
    this.buffers.reserve('partial', 48 * levels.chunkCount)
    this.buffers.reserve('coarse_step', 16 * levels.vertexCount)
    levels.passes.forEach((range, n) => {
      if (range.vertexCount > 0) this.passes.push(this.createPass(range, n * topology.nodeCount))
    })
  }

  /** One correction on every level, coarsest first; `ties` brings the ties' forces up to date. */
  correct(pass: GPUComputePassEncoder, ties: () => void): void {
    const { gather, solve, apply } = this.kernels
    for (const c of this.passes) {
      ties()
      gather.dispatch(pass, c.gather, Math.ceil(c.chunkCount / 64))
      solve.dispatch(pass, c.solve, Math.ceil(c.vertexCount / 64))
      apply.dispatch(pass, c.apply, Math.ceil(this.nodeCount / 64))
    }
  }

  destroy(): void {
    for (const c of this.passes) c.level.buffer.destroy()
    this.passes = []
  }

  private createPass(range: ReturnType<typeof buildCoarse>['passes'][number], nodeBase: number): CoarsePass {
    const { gather, solve, apply } = this.kernels
    const level = gather.uniform('level').set({
      first: range.firstVertex,
      vertex_count: range.vertexCount,
      first_chunk: range.firstChunk,
      chunk_count: range.chunkCount,
      node_base: nodeBase,
      node_count: this.nodeCount,
    })
    level.write()
    const buffers = { ...this.buffers.all, tables: this.tables.buffer, level: level.buffer }
    return {
      level,
      vertexCount: range.vertexCount,
      chunkCount: range.chunkCount,
      gather: gather.bind(buffers),
      solve: solve.bind(buffers),
      apply: apply.bind(buffers),
    }
  }
}
