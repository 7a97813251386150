import type { Uniform } from '../gpu'
import type { SolverBuffers } from './solver-buffers'
import type { SolverKernels } from './solver-kernels'
import type { TissueTopology } from './topology'

const kernelNames = ['measureStrain', 'averageDilation', 'shareStrain', 'pressShared'] as const
const perSlot = { rings: 32, strain: 48, excess: 48 }

/** What slots share of each other's strain, found anew once a substep, so that the lattice does not lock (`share.wgsl`). */
export class SharedStrain {
  private readonly extent: Uniform
  private groups: readonly GPUBindGroup[] = []
  private rings: GPUBindGroup | null = null
  private bound = -1
  /** The topology whose rings the GPU holds. */
  private known: TissueTopology | null = null
  private slots = 0
  private nodes = 0

  constructor(
    private readonly kernels: SolverKernels,
    private readonly buffers: SolverBuffers,
    private readonly tables: Uniform,
  ) {
    this.extent = kernels.shareStrain.uniform('extent')
  }

  /** Dispatches a substep. */
  readonly dispatchCount = kernelNames.length

  /** Makes room for a topology; the buffers that exist by now are bound. Before the passes that use it. */
  prepare(topology: TissueTopology): void {
    if (this.known === topology && this.bound === this.buffers.generation) return
    this.slots = topology.slotCount
    this.nodes = topology.nodeCount
    for (const [name, bytes] of Object.entries(perSlot)) this.buffers.reserve(name, bytes * this.slots)
    this.buffers.reserve('node_dilation', 8 * this.nodes)
    this.extent.set({ slots: this.slots, nodes: this.nodes }).write()
    this.bind()
    this.known = topology
    this.rings = this.kernels.findRings.bind(this.bindings)
  }

  encode(pass: GPUComputePassEncoder): void {
    if (this.rings) this.kernels.findRings.dispatch(pass, this.rings, Math.ceil(this.slots / 64))
    this.rings = null
    kernelNames.forEach((name, n) => {
      const threads = n % 2 === 0 ? this.slots : this.nodes
      this.kernels[name].dispatch(pass, this.groups[n]!, Math.ceil(threads / 64))
    })
  }

  destroy(): void {
    this.extent.buffer.destroy()
  }

  private get bindings(): Record<string, GPUBuffer> {
    return { ...this.buffers.all, tables: this.tables.buffer, extent: this.extent.buffer }
  }

  private bind(): void {
    if (this.bound === this.buffers.generation) return
    this.groups = kernelNames.map((name) => this.kernels[name].bind(this.bindings))
    this.bound = this.buffers.generation
  }
}
