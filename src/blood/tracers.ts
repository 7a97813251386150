import type { BloodDomain } from '../geometry/blood-domain'
import { createStorage, type Gpu, readBuffer, type Uniform, writeBuffer } from '../gpu'
import type { BloodLattice } from './blood-lattice'
import type { FlowControl } from './flow-control'
import { bloodKernel } from './kernels'
import { cellThreads, chunk } from './lattice-sizes'

export interface TracerOptions {
  readonly count: number
  /** Mean life of a tracer, s (default 4): slow corners do not collect them all. */
  readonly life?: number
  /** Saturation of each structure's blood at the start, by structure id (default .98). */
  readonly saturation?: Readonly<Record<number, number>>
}

interface Shared {
  readonly neighbours: GPUBuffer
  readonly opening: GPUBuffer
  readonly velocity: GPUBuffer
  readonly pressure: GPUBuffer
  readonly tags: GPUBuffer
  readonly sources: GPUBuffer
}

const startSaturation = 0.98
const floatsPerTracer = 8

/** Oxygen carried on the lattice, and particles that show it. */
export class Tracers {
  /** Which of the two saturations is the newest. */
  flip = false

  private constructor(
    private readonly gpu: Gpu,
    private readonly options: TracerOptions,
    private readonly frame: Uniform,
    readonly saturations: readonly [GPUBuffer, GPUBuffer],
    readonly tracers: GPUBuffer,
    private readonly sources: GPUBuffer,
    private readonly owned: readonly GPUBuffer[],
    private readonly oxygen: readonly ((pass: GPUComputePassEncoder) => void)[],
    private readonly move: readonly ((pass: GPUComputePassEncoder) => void)[],
  ) {}

  static async create(
    gpu: Gpu,
    domain: BloodDomain,
    lattice: BloodLattice,
    params: Uniform,
    shared: Shared,
    options: TracerOptions,
  ): Promise<Tracers> {
    const start = startOf(lattice, options)
    const storage = (label: string, data: Float32Array | Uint32Array) =>
      createStorage(gpu, `blood ${label}`, data)
    const [a, b] = [storage('saturation', start), storage('saturation next', start)]
    const inflow = inflowFaces(lattice)
    const own = {
      tracers: storage('tracers', seedTracers(domain, lattice, options.count)),
      entry_of: storage('entry of cell', lattice.entryOf),
      cells: storage('cells', lattice.cells),
      inflow_faces: storage('inflow faces', inflow.length ? inflow : new Uint32Array(3)),
    }
    const oxygen = await bloodKernel(gpu, 'oxygen')
    const mover = await bloodKernel(gpu, 'tracers')
    const frame = mover.uniform('frame').set({
      origin: domain.frame.origin,
      count: options.count,
      size: domain.frame.size,
      fluid_first: chunk,
      fluid_last: Math.max(chunk + 1, lattice.ghostStart),
      faces: inflow.length / 3,
      life: options.life ?? 4,
    })
    const bound = { ...shared, ...own, params: params.buffer, frame: frame.buffer }
    const pass = (from: GPUBuffer, to: GPUBuffer) => {
      const group = oxygen.bind({ ...bound, saturation: from, saturation_next: to })
      return (p: GPUComputePassEncoder) => oxygen.dispatch(p, group, Math.ceil(lattice.count / cellThreads))
    }
    const moving = (saturation: GPUBuffer) => {
      const group = mover.bind({ ...bound, saturation })
      return (p: GPUComputePassEncoder) => mover.dispatch(p, group, Math.ceil(options.count / 64))
    }
    const owned = [...Object.values(own), a, b, frame.buffer]
    const steps = [pass(a, b), pass(b, a)]
    writeBuffer(gpu, shared.sources, new Float32Array(256).fill(-1), 4 * 256)
    return new Tracers(gpu, options, frame, [a, b], own.tracers, shared.sources, owned, steps, [
      moving(b),
      moving(a),
    ])
  }

  /** Saturation of blood that comes in at ports, and of a structure's source. */
  setInflow(
    lattice: BloodLattice,
    domain: BloodDomain,
    inflow: NonNullable<FlowControl['inflowSaturation']>,
  ): void {
    domain.ports.forEach((port, p) => {
      const value = inflow.ports?.[port.id]
      if (value === undefined) return
      for (const ghost of new Set(lattice.ports[p]?.ghosts))
        for (const buffer of this.saturations)
          writeBuffer(this.gpu, buffer, Float32Array.of(value), 4 * ghost)
    })
    if (!inflow.structures) return
    const carried = new Float32Array(256).fill(-1)
    for (const [id, value] of Object.entries(inflow.structures)) carried[Number(id)] = value
    writeBuffer(this.gpu, this.sources, carried, 4 * 256)
  }

  encode(pass: GPUComputePassEncoder, step: number): void {
    this.frame.set({ step }).write()
    const at = this.flip ? 1 : 0
    this.oxygen[at]?.(pass)
    this.move[at]?.(pass)
    this.flip = !this.flip
  }

  private get current(): GPUBuffer {
    return this.saturations[this.flip ? 1 : 0]
  }

  async read(): Promise<Float32Array> {
    return readBuffer(this.gpu, this.tracers, Float32Array, floatsPerTracer * this.options.count)
  }

  async readSaturation(): Promise<Float32Array> {
    return readBuffer(this.gpu, this.current, Float32Array)
  }

  /** After an edit: what was known stays, cells that are new start as their structure does. */
  restore(saturation: Float32Array, tracers: Float32Array, lattice: BloodLattice): void {
    const start = startOf(lattice, this.options)
    const kept = saturation.map((s, e) => (s > 0 ? s : (start[e] as number)))
    for (const buffer of this.saturations) writeBuffer(this.gpu, buffer, kept)
    writeBuffer(this.gpu, this.tracers, tracers)
  }

  /** Mean over each structure's blood, weighted by what of each cell is filled. */
  async structureSaturation(lattice: BloodLattice): Promise<Record<number, number>> {
    const values = await this.readSaturation()
    const sum = new Float64Array(256)
    const volume = new Float64Array(256)
    lattice.tags.forEach((tag, e) => {
      if (!(tag & 0x20000)) return
      const s = tag & 0xff
      const fill = Math.max(0.3, ((tag >>> 18) & 0xff) / 255)
      sum[s] = (sum[s] as number) + fill * (values[e] as number)
      volume[s] = (volume[s] as number) + fill
    })
    const out: Record<number, number> = {}
    for (let s = 0; s < 256; s++) if (volume[s]) out[s] = (sum[s] as number) / (volume[s] as number)
    return out
  }

  destroy(): void {
    for (const buffer of this.owned) buffer.destroy()
  }
}

function startOf(lattice: BloodLattice, options: TracerOptions): Float32Array {
  return Float32Array.from(
    lattice.tags,
    (tag, e) => (e ? options.saturation?.[tag & 0xff] : 0) ?? startSaturation,
  )
}

/** Face, inner entry, and +1 or -1 where +axis points out (as bits), for each face of each port. */
function inflowFaces(lattice: BloodLattice): Uint32Array {
  const out: number[] = []
  const bits = (v: number) => new Uint32Array(Float32Array.of(v).buffer)[0] as number
  for (const port of lattice.ports)
    port.faces.forEach((face, f) => {
      const axis = Math.floor(face / lattice.count)
      const low = face % lattice.count
      const sign = port.signs[f] as number
      const inner = sign > 0 ? low : (lattice.neighbours[(2 * axis + 1) * lattice.count + low] as number)
      out.push(face, inner, bits(sign))
    })
  return Uint32Array.from(out)
}

/** Tracers spread evenly over the cells. */
function seedTracers(domain: BloodDomain, lattice: BloodLattice, count: number): Float32Array {
  const { size, spacing, origin } = domain.frame
  const filled = lattice.cells.subarray(0, lattice.ghostStart).filter((c) => c !== 0xffffffff)
  const out = new Float32Array(floatsPerTracer * count)
  for (let t = 0; t < count && filled.length; t++) {
    const cell = filled[Math.floor((t * filled.length) / count)] as number
    const place = [
      cell % size[0],
      Math.floor(cell / size[0]) % size[1],
      Math.floor(cell / (size[0] * size[1])),
    ]
    const jitter = [0.5, 0.618034, 0.7548777].map((g) => ((t * g) % 1) - 0.5)
    for (let a = 0; a < 3; a++)
      out[floatsPerTracer * t + a] =
        (origin[a] as number) + spacing * ((place[a] as number) + 0.8 * (jitter[a] as number))
    out[floatsPerTracer * t + 3] = startSaturation
  }
  return out
}
