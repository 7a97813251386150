import type { Vec3 } from '../core/vec3'
import { type Gpu, type Kernel, type Uniform, writeBuffer } from '../gpu'
import { shapeGradients } from './bcc'
import { pressureLoads } from './pressure'
import type { SolverBuffers } from './solver-buffers'
import type { TissueTopology } from './topology'

/** Pressure of each blood structure, Pa, by its id. */
export type Pressures = ReadonlyMap<number, number>

/** What acts on the tissue from outside: blood, weight, and forces that stay as they are. */
export interface Acting {
  readonly pressures?: Pressures
  /** m/s² */
  readonly gravity?: Vec3
  /** Share of the dead loads that acts. */
  readonly dead?: number
}

/** Fills the loads of the lattice's nodes once a substep. Nothing is built or run before something acts. */
export class BodyLoads {
  private readonly uniform: Uniform
  private group: GPUBindGroup | null = null
  private topology: TissueTopology | null = null
  private dead: Float32Array = new Float32Array(0)
  private built = false

  constructor(
    private readonly gpu: Gpu,
    private readonly kernel: Kernel,
    private readonly buffers: SolverBuffers,
    edge: number,
  ) {
    this.uniform = kernel.uniform('acting')
    const gradient = new Float32Array(4 * 48)
    shapeGradients(edge).forEach((g, n) => {
      gradient[4 * Math.floor(n / 3) + (n % 3)] = g
    })
    this.uniform.set({ gradient })
  }

  /** The tissue is another: what acts on it is laid out anew when it is next asked for. */
  setTopology(topology: TissueTopology): void {
    this.topology = topology
    if (this.built) this.build()
  }

  set({ pressures, gravity, dead }: Acting): void {
    if (!this.built) this.build()
    if (pressures) {
      const all = new Float32Array(256)
      for (const [structure, pressure] of pressures) all[structure] = pressure
      this.uniform.set({ pressure: all })
    }
    if (gravity) this.uniform.set({ gravity: [...gravity, 0] })
    if (dead !== undefined) this.uniform.set({ dead })
    this.uniform.write()
  }

  /** Forces on the lattice's nodes, xyz a node, N; copies that cuts make carry none. */
  setDeadLoads(forces: Float32Array): void {
    this.dead = forces
    this.build()
  }

  encode(pass: GPUComputePassEncoder): void {
    if (this.group) this.kernel.dispatch(pass, this.group, Math.ceil(this.topology!.nodeCount / 64))
  }

  destroy(): void {
    this.uniform.buffer.destroy()
  }

  private build(): void {
    const { topology, buffers } = this
    if (!topology) return
    const { rows, records } = pressureLoads(topology)
    buffers.write('load_rows', rows)
    buffers.write('load_records', records)
    buffers.reserve('dead_loads', 16 * topology.nodeCount)
    const dead = new Float32Array(4 * topology.nodeCount)
    for (let o = 0; o < this.dead.length; o++) dead[4 * Math.floor(o / 3) + (o % 3)] = this.dead[o]!
    writeBuffer(this.gpu, buffers.get('dead_loads'), dead)
    this.uniform.set({ count: topology.nodeCount }).write()
    this.group = this.kernel.bind({ ...buffers.all, acting: this.uniform.buffer })
    this.built = true
  }
}
