import { createStorage, type Gpu, readBuffer, type Uniform, writeBuffer } from '../gpu'
import type { BloodLattice } from './blood-lattice'
import { bloodKernel } from './kernels'
import { cellThreads } from './lattice-sizes'

interface Shared {
  readonly neighbours: GPUBuffer
  readonly opening: GPUBuffer
  readonly velocity: GPUBuffer
  readonly tags: GPUBuffer
}

/** No blood of a rehearsal grows older, s. */
const oldest = 1e6

/**
 * Age of the blood, s: how long ago it came in at a port, or since the flow began where it never did. Da/Dt = 1 with
 * a = 0 at every port (Spalding 1958), by the flux-limited scheme that carries oxygen. Diffusion is left out: what the
 * lattice smears remains. The mean over the outflow of a steady flow is volume / flow (Danckwerts 1953).
 */
export class BloodAge {
  /** Which of the two is the newest. */
  flip = false

  private constructor(
    private readonly gpu: Gpu,
    readonly ages: readonly [GPUBuffer, GPUBuffer],
    private readonly sources: GPUBuffer,
    private readonly moves: readonly ((pass: GPUComputePassEncoder) => void)[],
  ) {}

  static async create(gpu: Gpu, lattice: BloodLattice, params: Uniform, shared: Shared): Promise<BloodAge> {
    const a = createStorage(gpu, 'blood age', 4 * lattice.count)
    const b = createStorage(gpu, 'blood age next', 4 * lattice.count)
    // What a chamber's source gives has been in the chamber: it is as old as what lies there.
    const sources = createStorage(gpu, 'blood age sources', new Float32Array(512).fill(-1))
    const kernel = await bloodKernel(gpu, 'oxygen', 'main', { GROWTH: 1, MOST: oldest })
    const move = (from: GPUBuffer, to: GPUBuffer) => {
      const bound = { ...shared, sources, params: params.buffer, saturation: from, saturation_next: to }
      const group = kernel.bind(bound)
      return (p: GPUComputePassEncoder) => kernel.dispatch(p, group, Math.ceil(lattice.count / cellThreads))
    }
    return new BloodAge(gpu, [a, b], sources, [move(a, b), move(b, a)])
  }

  encode(pass: GPUComputePassEncoder): void {
    this.moves[this.flip ? 1 : 0]?.(pass)
    this.flip = !this.flip
  }

  /** Of each lattice entry, s. */
  async read(): Promise<Float32Array> {
    return readBuffer(this.gpu, this.ages[this.flip ? 1 : 0], Float32Array)
  }

  /** Goes on from ages of each lattice entry. */
  restore(ages: Float32Array): void {
    for (const buffer of this.ages) writeBuffer(this.gpu, buffer, ages)
  }

  destroy(): void {
    for (const buffer of [...this.ages, this.sources]) buffer.destroy()
  }
}
