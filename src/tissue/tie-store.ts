import { type Gpu, type Kernel, type Uniform, writeBuffer } from '../gpu'
import type { SolverBuffers } from './solver-buffers'
import { packTies, type Tie, tieData } from './ties'

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
  private readonly recordOf = new Map<number, number>()
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
    this.recordOf.clear()
    for (let r = 0; r < tiedNodes.length; r += 4) this.recordOf.set(tiedNodes[r]!, r)
    this.moved = false
    this.writeRecords(tiedNodes, ranges)
    for (const range of [...this.ranges, this.all]) range.group = this.bind(range.uniform)
  }

  /** New numbers for lasting ties whose nodes are as they were. */
  rewriteLasting(ties: readonly Tie[], first: number): void {
    const data = new Float32Array(16 * ties.length)
    ties.forEach((tie, n) => {
      data.set(tieData(tie), 16 * n)
    })
    writeBuffer(this.gpu, this.buffers.get('tie_data'), data, 64 * first)
  }

  /** Replaces the moving ties; those beyond `movingTieRoom` are left out. */
  setMoving(ties: readonly Tie[], colourOf: (node: number) => number): void {
    if (ties.length === 0 && !this.moved) return
    const kept = ties.slice(0, movingTieRoom)
    const own = packTies(kept, colourOf, this.colourCount)
    writeBuffer(this.gpu, this.buffers.get('tie_nodes'), own.nodes, 32 * this.lastingCount)
    writeBuffer(this.gpu, this.buffers.get('tie_data'), own.data, 64 * this.lastingCount)
    this.mergeRecords(own)
    this.moved = kept.length > 0
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

  /** Nodes with moving ties get a row of their own behind the lasting ones: first theirs, then the moving. */
  private mergeRecords(own: ReturnType<typeof packTies>): void {
    const records = this.lasting.tiedNodes.slice()
    const fresh: number[][] = Array.from({ length: this.colourCount }, () => [])
    const entries: number[] = []
    const base = this.lasting.entries.length
    own.ranges.forEach(([first, count], colour) => {
      for (let r = 4 * first; r < 4 * (first + count); r += 4) {
        const [node, from, length] = [own.tiedNodes[r]!, own.tiedNodes[r + 1]!, own.tiedNodes[r + 2]!]
        const start = base + entries.length
        const known = this.recordOf.get(node)
        if (known !== undefined)
          for (let e = 0; e < this.lasting.tiedNodes[known + 2]!; e++)
            entries.push(this.lasting.entries[this.lasting.tiedNodes[known + 1]! + e]!)
        for (let e = 0; e < length; e++) entries.push(own.entries[from + e]! + 8 * this.lastingCount)
        const row = [node, start, base + entries.length - start, 0]
        if (known === undefined) fresh[colour]!.push(...row)
        else records.set(row, known)
      }
    })
    const lists = this.lasting.ranges.map(([first, count], colour) => [
      ...records.subarray(4 * first, 4 * (first + count)),
      ...fresh[colour]!,
    ])
    let first = 0
    const ranges = lists.map((list): [number, number] => {
      const range: [number, number] = [first, list.length / 4]
      first += list.length / 4
      return range
    })
    writeBuffer(this.gpu, this.buffers.get('tie_entries'), Uint32Array.from(entries), 4 * base)
    this.writeRecords(Uint32Array.from(lists.flat()), ranges)
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
    this.buffers.reserve('tie_data', 64 * (ties + movingTieRoom))
    this.buffers.reserve('tie_entries', 4 * (2 * entries + 2 * movingNodeRoom))
    this.buffers.reserve('tied_nodes', 16 * (nodes + movingNodeRoom))
  }

  private bind(uniform: Uniform): GPUBindGroup {
    return this.kernel.bind({ ...this.buffers.all, colour: uniform.buffer })
  }
}
