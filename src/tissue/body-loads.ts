import type { Vec3 } from '../core/vec3'
import type { Kernel, Uniform } from '../gpu'
import { shapeGradients } from './bcc'
import type { BufferPatch } from './buffer-patch'
import type { Touched } from './cut'
import { PressureRows } from './pressure-rows'
import { inertiaFactor, type Shell } from './shell'
import { shellLoads } from './shell-pressure'
import type { SolverBuffers } from './solver-buffers'
import { type NodeRows, nodeRoom, type TissueTopology } from './topology'

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

/** Fills the loads of the nodes of lattice and shells once a substep. Nothing is built or run before something acts. */
export class BodyLoads {
  private readonly uniform: Uniform
  private group: GPUBindGroup | null = null
  private topology: TissueTopology | null = null
  private dead: Float32Array = new Float32Array(0)
  private pressures: PressureRows | null = null
  /** Buffers that the groups were bound to. */
  private bound = -1
  private readonly onShells: Uniform
  private shellGroup: GPUBindGroup | null = null
  private shellNodeCount = 0
  private shells: readonly Shell[] = []

  constructor(
    private readonly kernel: Kernel,
    private readonly shellKernel: Kernel,
    private readonly buffers: SolverBuffers,
    private readonly patch: BufferPatch,
    edge: number,
  ) {
    this.onShells = shellKernel.uniform('acting_shells')
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
    if (this.pressures) this.build()
  }

  /** The tissue was cut: only what that touched is laid out anew. */
  update(topology: TissueTopology, touched: Touched, rows: NodeRows): void {
    this.topology = topology
    if (!this.pressures) return
    this.pressures.update(topology, touched, rows)
    this.uniform.set({ count: topology.nodeCount }).write()
  }

  /** The shells that lie in the tissue now. */
  setShells(shells: readonly Shell[]): void {
    this.shells = [...shells]
    if (this.pressures) this.buildShells()
  }

  set({ pressures, gravity, dead }: Acting): void {
    if (!this.pressures) this.build()
    if (pressures) {
      const all = new Float32Array(256)
      for (const [structure, pressure] of pressures) all[structure] = pressure
      this.uniform.set({ pressure: all })
      this.onShells.set({ pressure: all })
    }
    if (gravity) {
      this.uniform.set({ gravity: [...gravity, 0] })
      this.onShells.set({ gravity: [...gravity.map((g) => g / inertiaFactor), 0] })
    }
    if (dead !== undefined) this.uniform.set({ dead })
    this.uniform.write()
    this.onShells.write()
  }

  /** Forces on the lattice's nodes, xyz a node, N; copies that cuts make carry none. */
  setDeadLoads(forces: Float32Array): void {
    this.dead = forces
    this.build()
  }

  encode(pass: GPUComputePassEncoder): void {
    if (this.bound !== this.buffers.generation) this.bind()
    if (this.group) this.kernel.dispatch(pass, this.group, Math.ceil(this.topology!.nodeCount / 64))
    if (this.shellGroup) this.shellKernel.dispatch(pass, this.shellGroup, Math.ceil(this.shellNodeCount / 64))
  }

  destroy(): void {
    this.uniform.buffer.destroy()
    this.onShells.buffer.destroy()
  }

  private build(): void {
    const { topology, buffers } = this
    if (!topology) return
    this.pressures = new PressureRows(buffers, this.patch, topology)
    // Copies that cuts make later carry none: room for them, filled with nought.
    const dead = new Float32Array(4 * nodeRoom(topology.model))
    for (let o = 0; o < this.dead.length; o++) dead[4 * Math.floor(o / 3) + (o % 3)] = this.dead[o]!
    buffers.write('dead_loads', dead)
    this.uniform.set({ count: topology.nodeCount }).write()
    this.buildShells()
  }

  private buildShells(): void {
    const { topology, shells, buffers } = this
    this.shellNodeCount = 0
    this.bound = -1
    if (!topology || shells.length === 0) return
    const first = shells[0]!.firstNode
    const { rows, records } = shellLoads(topology, shells, first)
    this.shellNodeCount = rows.length / 2
    buffers.write('shell_rows', rows)
    buffers.write('shell_records', records)
    this.onShells.set({ first, count: this.shellNodeCount }).write()
  }

  /** Binds the buffers that exist by now. */
  private bind(): void {
    const { all } = this.buffers
    this.bound = this.buffers.generation
    this.group = this.pressures && this.kernel.bind({ ...all, acting: this.uniform.buffer })
    this.shellGroup =
      this.shellNodeCount > 0 ? this.shellKernel.bind({ ...all, acting_shells: this.onShells.buffer }) : null
  }
}
