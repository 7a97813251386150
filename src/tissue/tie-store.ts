import { type Gpu, type Kernel, type Uniform, writeBuffer } from '../gpu'
import { type TieBatch, TieMerger } from './moving-ties'
import type { SolverBuffers } from './solver-buffers'
import { packTies, type Tie, tieData, tieNumbers } from './ties'

/** Most ties that may change from frame to frame. */
export const movingTieRoom = 4096
/** Nodes that they can bring in. */
const movingNodeRoom = 8 * movingTieRoom

interface Range {
  readonly uniform: Uniform
  group: GPUBindGroup
  count: number
}

/**
 * The ties on the GPU. *Lasting* ties (support, shells, threads, holds) are laid out when one of them comes or goes;
 * *moving* ones (contact) are replaced every frame and cost only what they touch.
 */
export class TieStore {
  private lasting = packTies([], () => 0, 0)
  private lastingCount = 0
  private readonly merger: TieMerger
  private moved = false
  private readonly ranges: Range[]
  private readonly all: Range

  constructor(
    private readonly gpu: Gpu,
    private readonly kernel: Kernel,
    private readonly buffers: SolverBuffers,
    private readonly colourCount: number,
  ) {
    this.reserve(0, 0, 0)
    this.merger = new TieMerger(buffers.get('position').size / 16, colourCount)
    this.merger.setLasting(this.lasting)
    const range = (): Range => {
      const uniform = kernel.uniform('colour')
      return { uniform, group: this.bind(uniform), count: 0 }
    }
    this.ranges = Array.from({ length: colourCount }, range)
    this.all = range()
  }

  /** Nodes that any tie acts on. */
  get tiedNodeCount(): number {
    return this.all.count
  }

  /** Nodes of a colour that any tie acts on. */
  countOf(colour: number): number {
    return this.ranges[colour]!.count
  }

  /** True while ties stand that last for this frame only. */
  get hasMoving(): boolean {
    return this.moved
  }

  /** Lays out the lasting ties; moving ones are dropped. */
  setLasting(ties: readonly Tie[], colourOf: (node: number) => number): void {
    this.lasting = packTies(ties, colourOf, this.colourCount)
    this.lastingCount = ties.length
    const { nodes, data, entries, tiedNodes, ranges } = this.lasting
    this.reserve(ties.length, entries.length, tiedNodes.length / 4)
    this.buffers.write('tie_nodes', nodes)
    this.buffers.write('tie_data', data)
    this.buffers.write('tie_entries', entries)
    this.merger.setLasting(this.lasting)
    this.moved = false
    this.writeRecords(tiedNodes, ranges)
    for (const range of [...this.ranges, this.all]) range.group = this.bind(range.uniform)
  }

  /** New numbers for lasting ties whose nodes are as they were. */
  rewriteLasting(ties: readonly Tie[], first: number): void {
    const data = new Float32Array(tieNumbers * ties.length)
    ties.forEach((tie, n) => {
      data.set(tieData(tie), tieNumbers * n)
    })
    writeBuffer(this.gpu, this.buffers.get('tie_data'), data, 4 * tieNumbers * first)
  }

  /** Replaces the moving ties; at most `movingTieRoom`. */
  setMoving(batch: TieBatch, colourOf: (node: number) => number): void {
    if (batch.count === 0 && !this.moved) return
    const { nodes, data, count } = batch
    writeBuffer(this.gpu, this.buffers.get('tie_nodes'), nodes.subarray(0, 8 * count), 32 * this.lastingCount)
    const numbers = data.subarray(0, tieNumbers * count)
    writeBuffer(this.gpu, this.buffers.get('tie_data'), numbers, 4 * tieNumbers * this.lastingCount)
    const { entries, records, ranges } = this.merger.merge(batch, this.lastingCount, colourOf)
    writeBuffer(this.gpu, this.buffers.get('tie_entries'), entries, this.lasting.entries.byteLength)
    this.writeRecords(records, ranges)
    this.moved = count > 0
  }

  /** Brings the forces of a colour's ties up to date. */
  dispatch(pass: GPUComputePassEncoder, colour: number): void {
    this.encode(pass, this.ranges[colour]!)
  }

  /** Brings the forces of all ties up to date. */
  dispatchAll(pass: GPUComputePassEncoder): void {
    this.encode(pass, this.all)
  }

  destroy(): void {
    for (const range of [...this.ranges, this.all]) range.uniform.buffer.destroy()
  }

  private encode(pass: GPUComputePassEncoder, range: Range): void {
    if (range.count > 0) this.kernel.dispatch(pass, range.group, Math.ceil(range.count / 64))
  }

  private writeRecords(records: Uint32Array, ranges: readonly (readonly [number, number])[]): void {
    writeBuffer(this.gpu, this.buffers.get('tied_nodes'), records)
    // A node that lost its last tie keeps no force.
    this.buffers.clear('ties')
    ranges.forEach(([first, count], n) => {
      this.ranges[n]!.count = count
      this.ranges[n]!.uniform.set({ first, count }).write()
    })
    this.all.count = records.length / 4
    this.all.uniform.set({ first: 0, count: this.all.count }).write()
  }

  /** Room for lasting ties and the moving ones behind them. */
  private reserve(ties: number, entries: number, nodes: number): void {
    this.buffers.reserve('tie_nodes', 32 * (ties + movingTieRoom))
    this.buffers.reserve('tie_data', 4 * tieNumbers * (ties + movingTieRoom))
    this.buffers.reserve('tie_entries', 4 * (2 * entries + 2 * movingNodeRoom))
    this.buffers.reserve('tied_nodes', 16 * (nodes + movingNodeRoom))
  }

  private bind(uniform: Uniform): GPUBindGroup {
    return this.kernel.bind({ ...this.buffers.all, colour: uniform.buffer })
  }
}
