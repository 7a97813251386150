import type { Vec3 } from '../core/vec3'
import { type Gpu, readBuffer, writeBuffer } from '../gpu'
import type { BufferPatch } from './buffer-patch'
import { packed, unpack } from './packed-nodes'
import type { SolverBuffers } from './solver-buffers'
import type { Bite } from './stitch'

/** Which ids are in use: the lattice's nodes and their copies from 0 on, the shells' from `shellBase` on. */
export interface NodeExtent {
  readonly latticeNodes: number
  readonly shellBase: number
  readonly shellNodes: number
}

type Point = Pick<Bite, 'nodes' | 'weights'>

/** Where the nodes are and how they move, on the GPU; what was read last is kept until something moves. */
export class NodeState {
  private seen: Promise<Float32Array> | null = null
  private latest: Float32Array | null = null

  constructor(
    private readonly gpu: Gpu,
    private readonly buffers: SolverBuffers,
    private readonly patch: BufferPatch,
    private readonly extent: () => NodeExtent,
  ) {}

  /** What `read` gave last, however long ago. */
  get last(): Float32Array | null {
    return this.latest
  }

  /** Something has moved. */
  forget(): void {
    this.seen = null
  }

  /** xyzw of every node by its id, metres; those between the lattice's and the shells' are zero. */
  read(): Promise<Float32Array> {
    this.seen ??= this.readNodes().then((raw) => {
      this.latest = raw
      return raw
    })
    return this.seen
  }

  /** xyz of the lattice's nodes and their copies, metres. */
  async readPositions(): Promise<Float32Array> {
    return unpack(await this.readLattice('position'))
  }

  /** The same of their velocities, m/s. */
  async readVelocities(): Promise<Float32Array> {
    return unpack(await this.readLattice('velocity'))
  }

  /** Puts nodes from one on somewhere, xyz. */
  write(xyz: Float32Array, firstNode: number): void {
    this.patch.flush()
    this.seen = null
    writeBuffer(this.gpu, this.buffers.get('position'), packed(xyz), 16 * firstNode)
  }

  /** Puts the lattice's nodes somewhere, at rest there. */
  lay(xyz: Float32Array): void {
    this.write(xyz, 0)
    writeBuffer(this.gpu, this.buffers.get('velocity'), new Float32Array((4 * xyz.length) / 3))
  }

  setVelocities(velocities: Float32Array): void {
    this.patch.flush()
    writeBuffer(this.gpu, this.buffers.get('velocity'), packed(velocities))
  }

  /** New nodes start from where those they split from are, and as they move. */
  inherit(pairs: readonly (readonly [node: number, source: number])[]): void {
    for (const [node, source] of pairs) this.patch.inherit(node, source)
  }

  /** Where a point lay when it was last looked; null where that is not known. */
  lastPlaceOf(point: Point): Vec3 | null {
    const { latest } = this
    return latest && point.nodes.every((n) => 4 * n < latest.length) ? placeIn(latest)(point) : null
  }

  private readLattice(name: 'position' | 'velocity'): Promise<Float32Array> {
    this.patch.flush()
    return readBuffer(this.gpu, this.buffers.get(name), Float32Array, 4 * this.extent().latticeNodes)
  }

  private async readNodes(): Promise<Float32Array> {
    const { shellBase, shellNodes } = this.extent()
    if (shellNodes === 0) return this.readLattice('position')
    const position = this.buffers.get('position')
    // Both at once: where the device is lost both fail.
    const [lattice, shells] = await Promise.all([
      this.readLattice('position'),
      readBuffer(this.gpu, position, Float32Array, 4 * shellNodes, 16 * shellBase),
    ])
    const all = new Float32Array(4 * (shellBase + shellNodes))
    all.set(lattice)
    all.set(shells, 4 * shellBase)
    return all
  }
}

/** Where points are, given xyzw of all nodes. */
export const placeIn =
  (raw: Float32Array): ((point: Point) => Vec3) =>
  ({ nodes, weights }) =>
    [0, 1, 2].map((d) => nodes.reduce((sum, node, k) => sum + weights[k]! * raw[4 * node + d]!, 0)) as [
      number,
      number,
      number,
    ]
