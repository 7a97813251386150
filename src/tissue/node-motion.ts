import type { Uniform } from '../gpu'
import type { SolverBuffers } from './solver-buffers'
import type { SolverKernels } from './solver-kernels'
import type { SolverOptions } from './solver-options'

/** Faster than any tissue in an operation: a guard, not physics. m/s */
const speedLimit = 20

interface Range {
  readonly uniform: Uniform
  readonly predict: GPUBindGroup
  readonly settle: GPUBindGroup
  count: number
}

/**
 * Begins and ends a substep for every node: the guess, and the velocity from where it came to lie. The ids between the
 * lattice's nodes and the shells' stand empty, so that each has its own dispatch.
 */
export class NodeMotion {
  private readonly ranges: readonly Range[]

  constructor(
    private readonly kernels: SolverKernels,
    private readonly buffers: SolverBuffers,
    private readonly options: Required<SolverOptions>,
  ) {
    this.ranges = [this.createRange(), this.createRange()]
  }

  /** Sets the first id and the number of the lattice's nodes, and of the shells'. */
  write(ranges: readonly (readonly [first: number, count: number])[]): void {
    const { substep, damping } = this.options
    const common = { h: substep, keep: Math.exp(-damping * substep), speed_limit: speedLimit }
    ranges.forEach(([first, count], n) => {
      this.ranges[n]!.count = count
      if (count > 0) this.ranges[n]!.uniform.set({ ...common, first, count }).write()
    })
  }

  move(pass: GPUComputePassEncoder, kernel: 'predict' | 'settle'): void {
    for (const m of this.ranges)
      if (m.count > 0) this.kernels[kernel].dispatch(pass, m[kernel], Math.ceil(m.count / 64))
  }

  destroy(): void {
    for (const m of this.ranges) m.uniform.buffer.destroy()
  }

  private createRange(): Range {
    const uniform = this.kernels.predict.uniform('motion')
    const buffers = { ...this.buffers.all, motion: uniform.buffer }
    const { predict, settle } = this.kernels
    return { uniform, predict: predict.bind(buffers), settle: settle.bind(buffers), count: 0 }
  }
}
