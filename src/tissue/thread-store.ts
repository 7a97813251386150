import { Fault } from '../core/fault'
import { type Gpu, type Kernel, writeBuffer } from '../gpu'
import type { SolverBuffers } from './solver-buffers'

/** Most running threads at a time. */
const threadRoom = 512
const recordBytes = 20

/** `Thread` of `ties.wgsl`. */
export interface ThreadRecord {
  /** Its first segment among the lasting ties, and their number. */
  readonly first: number
  readonly count: number
  /** Of the whole thread, N/m. */
  readonly stiffness: number
  readonly length: number
  readonly cap: number
}

/** The running threads on the GPU, each with one tension for all its segments. */
export class ThreadStore {
  private count = 0
  private group: GPUBindGroup | null = null

  constructor(
    private readonly gpu: Gpu,
    private readonly kernel: Kernel,
    private readonly buffers: SolverBuffers,
  ) {
    buffers.reserve('threads', recordBytes * threadRoom)
    buffers.reserve('thread_tension', 4 * threadRoom)
  }

  /**
   * Takes the threads whose segments have just been laid out.
   * @throws Fault when there are too many
   */
  layOut(records: readonly ThreadRecord[]): void {
    if (records.length > threadRoom)
      throw new Fault('suture', 'has more running threads than there is room for', 'Use interrupted stitches')
    this.count = records.length
    this.group = this.count > 0 ? this.kernel.bind(this.buffers.all) : null
    this.rewrite(records)
  }

  /** New lengths for the same threads. */
  rewrite(records: readonly ThreadRecord[]): void {
    const view = new DataView(new ArrayBuffer(recordBytes * records.length))
    records.forEach(({ first, count, stiffness, length, cap }, n) => {
      const at = recordBytes * n
      view.setUint32(at, first, true)
      view.setUint32(at + 4, count, true)
      ;[stiffness, length, cap].forEach((v, k) => {
        view.setFloat32(at + 8 + 4 * k, v, true)
      })
    })
    if (records.length > 0) writeBuffer(this.gpu, this.buffers.get('threads'), new Uint32Array(view.buffer))
  }

  /** Brings every thread's tension up to date. */
  encode(pass: GPUComputePassEncoder): void {
    if (this.group) this.kernel.dispatch(pass, this.group, this.count)
  }
}
