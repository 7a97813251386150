import type { BloodDomain } from '../geometry/blood-domain'
import { createStorage, type Gpu, readBuffer, type Uniform, writeBuffer } from '../gpu'
import type { BloodLattice } from './blood-lattice'
import { type Fluid, thinningOf } from './fluid'
import { bloodKernel } from './kernels'

/** Wall shear stress over the wall, Pa. */
export interface WallShearFigures {
  readonly mean: number
  /** 99th percentile: a single cut cell does not decide it. */
  readonly peak: number
  /** Time-averaged magnitude (TAWSS) since `resetAverages`, mean over the wall and 99th percentile. */
  readonly timeAveraged: number
  readonly timeAveragedPeak: number
  /** Oscillatory shear index, mean over the wall: ½ (1 - |∫tau dt| / ∫|tau| dt), 0 to .5. */
  readonly oscillatoryIndex: number
  /** Places measured. */
  readonly samples: number
  /** Per sample: place [m] xyz, |tau| now, TAWSS, OSI. */
  readonly table: Float32Array
}

const floatsPerSample = 6

interface Shared {
  readonly velocity: GPUBuffer
}

/**
 * Wall shear from the velocity 1.5 and 3 spacings off the wall (a parabola through both and no slip at the wall).
 * Second order on smooth walls that have at least six cells across the lumen; rough at sharp edges.
 */
export class WallShear {
  private constructor(
    private readonly gpu: Gpu,
    private readonly places: Float32Array,
    readonly shear: GPUBuffer,
    private readonly owned: readonly GPUBuffer[],
    readonly encode: (pass: GPUComputePassEncoder) => void,
  ) {}

  static async create(
    gpu: Gpu,
    domain: BloodDomain,
    lattice: BloodLattice,
    fluid: Fluid,
    params: Uniform,
    shared: Shared,
  ): Promise<WallShear> {
    const { table, places } = wallCells(domain, lattice)
    const count = places.length / 3
    const kernel = await bloodKernel(gpu, 'wall_shear')
    const info = kernel
      .uniform('walls_info')
      .set({ count, viscosity: fluid.viscosity, size: domain.frame.size, thinning: thinningOf(fluid) })
    info.write()
    const wall_cells = createStorage(gpu, 'blood wall cells', table)
    const entry_of = createStorage(gpu, 'blood entry of cell', lattice.entryOf)
    const shear = createStorage(gpu, 'blood wall shear', 4 * floatsPerSample * Math.max(1, count))
    const group = kernel.bind({
      ...shared,
      params: params.buffer,
      walls_info: info.buffer,
      wall_cells,
      entry_of,
      shear,
    })
    const encode = (pass: GPUComputePassEncoder) => {
      if (count > 0) kernel.dispatch(pass, group, Math.ceil(count / 64))
    }
    return new WallShear(gpu, places, shear, [wall_cells, entry_of, shear, info.buffer], encode)
  }

  reset(): void {
    writeBuffer(this.gpu, this.shear, new Float32Array(this.shear.size / 4))
  }

  async read(): Promise<WallShearFigures> {
    const raw = await readBuffer(this.gpu, this.shear, Float32Array)
    const samples = this.places.length / 3
    const table = new Float32Array(6 * samples)
    const now: number[] = []
    const averaged: number[] = []
    let oscillation = 0
    for (let s = 0; s < samples; s++) {
      const [tau, sum, x, y, z, time] = raw.subarray(6 * s, 6 * s + 6) as unknown as number[] as [
        number,
        number,
        number,
        number,
        number,
        number,
      ]
      const mean = time > 0 ? sum / time : tau
      const osi = sum > 0 ? 0.5 * (1 - Math.min(1, Math.hypot(x, y, z) / sum)) : 0
      now.push(tau)
      averaged.push(mean)
      oscillation += osi
      table.set([...this.places.subarray(3 * s, 3 * s + 3), tau, mean, osi], 6 * s)
    }
    const average = (v: readonly number[]) => v.reduce((a, b) => a + b, 0) / Math.max(1, v.length)
    const percentile = (v: number[]) => v.sort((a, b) => a - b)[Math.floor(0.99 * (v.length - 1))] ?? 0
    return {
      mean: average(now),
      timeAveraged: average(averaged),
      peak: percentile(now),
      timeAveragedPeak: percentile(averaged),
      oscillatoryIndex: oscillation / Math.max(1, samples),
      samples,
      table,
    }
  }

  destroy(): void {
    for (const buffer of this.owned) buffer.destroy()
  }
}

/** Cells whose centres lie within .9 spacing of the wall, with the wall's normal into the blood; ends left out. */
function wallCells(domain: BloodDomain, lattice: BloodLattice) {
  const { frame, phi } = domain
  const [nx, ny] = frame.size
  const h = frame.spacing
  const stride = [1, nx, nx * ny]
  const rows: number[] = []
  const places: number[] = []
  for (let e = 0; e < lattice.ghostStart; e++) {
    const c = lattice.cells[e] as number
    if (c === 0xffffffff) continue
    const d = -(phi[c] as number) / h
    if (d < 0 || d > 0.9 || nearPort(lattice, e)) continue
    const gradient = stride.map((s) => ((phi[c + s] ?? 0) - (phi[c - s] ?? 0)) / (2 * h))
    const size = Math.hypot(...gradient)
    if (size < 0.5) continue
    const place = [c % nx, Math.floor(c / nx) % ny, Math.floor(c / (nx * ny))]
    rows.push(...gradient.map((g) => -g / size), d / size, ...place, 0)
    places.push(...place.map((p, a) => (frame.origin[a] as number) + h * p))
  }
  return {
    table: Float32Array.from(rows.length ? rows : new Array(8).fill(0)),
    places: Float32Array.from(places),
  }
}

/** Within two cells of a port's ghost the profile is the port's, not the wall's. */
function nearPort(lattice: BloodLattice, entry: number): boolean {
  for (let d = 0; d < 6; d++) {
    const n = lattice.neighbours[d * lattice.count + entry] as number
    if (n >= lattice.ghostStart) return true
    if (n && (lattice.neighbours[d * lattice.count + n] as number) >= lattice.ghostStart) return true
  }
  return false
}
