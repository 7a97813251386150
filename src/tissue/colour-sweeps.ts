import type { Uniform } from '../gpu'
import { ColourLists } from './colour-lists'
import type { SolverBuffers } from './solver-buffers'
import type { SolverKernels } from './solver-kernels'

interface ColourDispatch {
  readonly sweep: Uniform
  sweepGroup: GPUBindGroup | null
  nodes: number
}

/** The sweeps over all nodes, one dispatch a colour: forward and backward in turn. */
export class ColourSweeps {
  private readonly lists = new ColourLists()
  private readonly colours: ColourDispatch[]
  private readonly forward: readonly number[]
  private readonly backward: readonly number[]
  private isForward = true

  constructor(
    private readonly kernels: SolverKernels,
    private readonly buffers: SolverBuffers,
    private readonly tables: Uniform,
    colourCount: number,
  ) {
    this.forward = Array.from({ length: colourCount }, (_, n) => n)
    this.backward = [...this.forward].reverse()
    this.colours = this.forward.map(() => ({
      sweep: kernels.sweep.uniform('colour'),
      sweepGroup: null,
      nodes: 0,
    }))
  }

  /** Nodes of each colour. */
  get counts(): readonly number[] {
    return this.colours.map((c) => c.nodes)
  }

  /** Lays the nodes of all colours out anew. */
  write(lists: readonly (readonly number[])[]): void {
    this.lists.build(lists)
    this.buffers.write('colour_nodes', this.lists.nodes)
    this.setRanges(this.forward)
  }

  /** Adds a node to a colour; its place among `colour_nodes`, or -1 where there is no room. */
  add(colour: number, node: number): number {
    return this.lists.add(colour, node)
  }

  /** Sends how many nodes some colours have now. */
  setRanges(colours: Iterable<number>): void {
    for (const colour of colours) {
      const c = this.colours[colour]!
      const [first, count] = [this.lists.first[colour]!, this.lists.count[colour]!]
      c.nodes = count
      c.sweep.set({ first, count }).write()
    }
  }

  /** Binds the buffers that exist by now. */
  bind(): void {
    const buffers = { ...this.buffers.all, tables: this.tables.buffer }
    for (const c of this.colours)
      c.sweepGroup = this.kernels.sweep.bind({ ...buffers, colour: c.sweep.buffer })
  }

  /** One sweep; `before` runs what a colour needs brought up to date. */
  sweep(pass: GPUComputePassEncoder, before: (colour: number) => void): void {
    const order = this.isForward ? this.forward : this.backward
    this.isForward = !this.isForward
    for (const n of order) {
      const c = this.colours[n]!
      before(n)
      if (c.nodes && c.sweepGroup) this.kernels.sweep.dispatch(pass, c.sweepGroup, Math.ceil(c.nodes / 64))
    }
  }

  destroy(): void {
    for (const c of this.colours) c.sweep.buffer.destroy()
  }
}
