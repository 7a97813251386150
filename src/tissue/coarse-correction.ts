import type { Uniform } from '../gpu'
import type { BufferPatch, BufferWords } from './buffer-patch'
import { CoarseLevels } from './coarse'
import type { CoarseRange, CoarseWords } from './coarse-lists'
import type { CutPlan, Touched } from './cut'
import type { SolverBuffers } from './solver-buffers'
import type { SolverKernels } from './solver-kernels'
import type { NodeRows, TissueTopology } from './topology'

/** Room for cuts, as a share of what there is. */
const slack = 0.75
/** Colours that are parted before a frame, of eight a level: the levels know a cut a few frames after it. */
const passesAFrame = 2

interface CoarsePass {
  readonly level: Uniform
  readonly range: CoarseRange
  readonly gather: GPUBindGroup
  readonly solve: GPUBindGroup
  readonly apply: GPUBindGroup
}

/** The coarse levels on the GPU: carries large motions that sweeps alone would take hundreds of turns to pass on. */
export class CoarseCorrection {
  private passes: CoarsePass[] = []
  private nodeCount = 0
  private built: CoarseLevels | null = null
  private readonly words: CoarseWords

  constructor(
    private readonly kernels: SolverKernels,
    private readonly buffers: SolverBuffers,
    patch: BufferPatch,
    private readonly tables: Uniform,
    private readonly levels: readonly number[],
  ) {
    this.words = {
      ofNode: patch.of('of_node'),
      lists: patch.of('lists'),
      vertexChunks: patch.of('vertex_chunks'),
    }
  }

  /** Colours of all levels that hold vertices. */
  get passCount(): number {
    return this.passes.length
  }

  /** Builds the levels for a topology and its held nodes; the storage buffers that exist by now are bound. */
  rebuild(topology: TissueTopology, held: (node: number) => boolean): void {
    this.nodeCount = topology.nodeCount
    this.built = new CoarseLevels(topology, held, this.levels, slack)
    const { ofNode, lists, vertexChunks, passes } = this.built
    this.buffers.write('of_node', ofNode)
    this.buffers.write('lists', lists)
    this.buffers.write('vertex_chunks', vertexChunks)
    for (const words of Object.values(this.words) as BufferWords[]) words.drop()
    const last = passes.at(-1)
    this.buffers.reserve('partial', 48 * (last ? last.firstChunk + last.chunkRoom : 0))
    this.buffers.reserve('coarse_step', 16 * (vertexChunks.length / 4))
    this.bind()
  }

  /** Binds the buffers that exist by now. */
  bind(): void {
    this.destroy()
    this.built?.passes.forEach((range, n) => {
      if (range.vertexCount > 0) this.passes.push(this.createPass(range, n * this.built!.nodeRoom))
    })
  }

  /** Takes over a cut by what it touched; pieces that it parted are found in the frames after it (`part`). */
  extend(topology: TissueTopology, inherits: CutPlan['inherits'], touched: Touched): void {
    this.nodeCount = topology.nodeCount
    if (this.built && !this.built.extend(topology, inherits, touched, this.words)) this.giveUp()
  }

  /** Parts what earlier cuts have parted, a few colours a call. */
  part(topology: TissueTopology, rows: NodeRows, passCount = passesAFrame): void {
    if (this.built?.isDue && !this.built.part(topology, rows, passCount)) this.giveUp()
  }

  /** True once cuts have used up the room: nothing is corrected until the levels are built anew. */
  get isFull(): boolean {
    return this.built === null
  }

  /** One correction on every level, coarsest first; `ties` brings the ties' forces up to date. */
  correct(pass: GPUComputePassEncoder, ties: () => void): void {
    const { gather, solve, apply } = this.kernels
    for (const c of this.passes) {
      ties()
      gather.dispatch(pass, c.gather, Math.ceil(c.range.chunkCount / 64))
      solve.dispatch(pass, c.solve, Math.ceil(c.range.vertexCount / 64))
      apply.dispatch(pass, c.apply, Math.ceil(this.nodeCount / 64))
    }
  }

  destroy(): void {
    for (const c of this.passes) c.level.buffer.destroy()
    this.passes = []
  }

  private giveUp(): void {
    this.built = null
    for (const words of Object.values(this.words) as BufferWords[]) words.drop()
    this.destroy()
  }

  private createPass(range: CoarseRange, nodeBase: number): CoarsePass {
    const { gather, solve, apply } = this.kernels
    const level = gather.uniform('level').set({
      first: range.firstVertex,
      vertex_count: range.vertexRoom,
      first_chunk: range.firstChunk,
      chunk_count: range.chunkRoom,
      node_base: nodeBase,
      node_count: this.built!.nodeRoom,
    })
    level.write()
    const buffers = { ...this.buffers.all, tables: this.tables.buffer, level: level.buffer }
    return {
      level,
      range,
      gather: gather.bind(buffers),
      solve: solve.bind(buffers),
      apply: apply.bind(buffers),
    }
  }
}
