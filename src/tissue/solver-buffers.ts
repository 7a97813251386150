import { createStorage, type Gpu, writeBuffer } from '../gpu'
import { packPrestretch, packSlots, prestretchBytes, slotBytes } from './slot-data'
import type { NodeRows, TissueTopology } from './topology'

/** The solver's storage, by WGSL name. Lists grow when they must: a caller binds again after a write. */
export class SolverBuffers {
  readonly all: Record<string, GPUBuffer> = {}
  /** Rises whenever a buffer is replaced by a larger one: what was bound before must be bound again. */
  generation = 0

  /**
   * @param nodeRoom most nodes there can be
   * @param tetCount tetrahedra of the uncut model
   */
  constructor(
    private readonly gpu: Gpu,
    nodeRoom: number,
    tetCount: number,
  ) {
    const slots = Math.ceil(1.3 * tetCount) + 1024
    const bytes = {
      position: 16 * nodeRoom,
      velocity: 16 * nodeRoom,
      previous: 16 * nodeRoom,
      inertia: 16 * nodeRoom,
      mass: 4 * nodeRoom,
      ties: 48 * nodeRoom,
      body_load: 16 * nodeRoom,
      rows: 8 * nodeRoom,
      slots: slotBytes * slots,
      prestretch: prestretchBytes * slots,
      entries: 16 * slots,
    }
    for (const [name, size] of Object.entries(bytes))
      this.all[name] = createStorage(gpu, `tissue ${name}`, size)
  }

  get(name: string): GPUBuffer {
    return this.all[name]!
  }

  /** Makes sure that a buffer has so many bytes; one that grows loses its contents. */
  reserve(name: string, byteLength: number): GPUBuffer {
    const old = this.all[name]
    if (old && old.size >= byteLength) return old
    old?.destroy()
    const buffer = createStorage(this.gpu, `tissue ${name}`, Math.max(256, Math.ceil(1.3 * byteLength)))
    this.all[name] = buffer
    this.generation++
    return buffer
  }

  /** Makes sure that a buffer has so many bytes; one that grows keeps its contents, and must be bound again. */
  grow(name: string, byteLength: number): GPUBuffer {
    const old = this.get(name)
    if (old.size >= byteLength) return old
    const buffer = createStorage(this.gpu, `tissue ${name}`, Math.ceil((1.5 * byteLength) / 4) * 4)
    const encoder = this.gpu.device.createCommandEncoder()
    encoder.copyBufferToBuffer(old, 0, buffer, 0, old.size)
    this.gpu.device.queue.submit([encoder.finish()])
    old.destroy()
    this.all[name] = buffer
    this.generation++
    return buffer
  }

  /** Writes a list from its start, in a larger buffer where it does not fit. */
  write(name: string, data: Float32Array | Uint32Array): void {
    writeBuffer(this.gpu, this.reserve(name, data.byteLength), data)
  }

  clear(name: string): void {
    const encoder = this.gpu.device.createCommandEncoder()
    encoder.clearBuffer(this.get(name))
    this.gpu.device.queue.submit([encoder.finish()])
  }

  writeTopology(topology: TissueTopology, { start, count, entries }: NodeRows): void {
    const rows = new Uint32Array(2 * topology.nodeCount)
    for (let n = 0; n < topology.nodeCount; n++) {
      rows[2 * n] = start[n]!
      rows[2 * n + 1] = count[n]!
    }
    this.write('slots', packSlots(topology))
    this.write('prestretch', packPrestretch(topology))
    this.write('entries', entries)
    writeBuffer(this.gpu, this.get('rows'), rows)
  }

  destroy(): void {
    for (const buffer of Object.values(this.all)) buffer.destroy()
  }
}
