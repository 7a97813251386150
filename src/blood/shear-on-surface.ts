import { type LatticeFrame, toLattice } from '../core/lattice'
import type { Vec3 } from '../core/vec3'

/** Floats of a sample in `WallShearFigures.table`: place xyz, |tau| now, TAWSS, OSI. */
const floatsPerSample = 6
const most = 4

/**
 * Hands wall shear from the cells beside the wall to the vertices of a surface: the mean of the nearest four samples
 * within two cells, weighted by the inverse of their distance. Built once an anatomy; the samples keep their places.
 */
export class ShearOnSurface {
  private readonly samples: Int32Array
  private readonly weights: Float32Array

  constructor(
    frame: LatticeFrame,
    table: Float32Array,
    readonly positions: Float32Array,
  ) {
    const vertices = positions.length / 3
    this.samples = new Int32Array(most * vertices).fill(-1)
    this.weights = new Float32Array(most * vertices)
    const sampleIn = samplesByCell(frame, table)
    for (let v = 0; v < vertices; v++) this.find(v, frame, table, sampleIn)
  }

  /** Three floats a vertex: |tau| now [Pa], TAWSS [Pa], OSI; -1 where no cell is near enough. */
  values(table: Float32Array): Float32Array {
    const vertices = this.positions.length / 3
    const out = new Float32Array(3 * vertices).fill(-1)
    for (let v = 0; v < vertices; v++) {
      if (this.samples[most * v]! < 0) continue
      for (let q = 0; q < 3; q++) {
        let sum = 0
        for (let n = most * v; n < most * (v + 1); n++)
          if (this.samples[n]! >= 0)
            sum += this.weights[n]! * table[floatsPerSample * this.samples[n]! + 3 + q]!
        out[3 * v + q] = sum
      }
    }
    return out
  }

  private find(v: number, frame: LatticeFrame, table: Float32Array, sampleIn: Map<number, number>): void {
    const p = this.positions.subarray(3 * v, 3 * v + 3) as unknown as Vec3
    const [ci, cj, ck] = toLattice(frame, p).map(Math.round) as [number, number, number]
    const [nx, ny] = frame.size
    const near: { s: number; d: number }[] = []
    for (let k = -2; k <= 2; k++)
      for (let j = -2; j <= 2; j++)
        for (let i = -2; i <= 2; i++) {
          const s = sampleIn.get(ci + i + nx * (cj + j + ny * (ck + k)))
          if (s === undefined) continue
          const at = floatsPerSample * s
          near.push({ s, d: Math.hypot(table[at]! - p[0], table[at + 1]! - p[1], table[at + 2]! - p[2]) })
        }
    near.sort((a, b) => a.d - b.d).splice(most)
    const total = near.reduce((sum, { d }) => sum + 1 / (d + 1e-5), 0)
    near.forEach(({ s, d }, n) => {
      this.samples[most * v + n] = s
      this.weights[most * v + n] = 1 / (d + 1e-5) / total
    })
  }
}

function samplesByCell(frame: LatticeFrame, table: Float32Array): Map<number, number> {
  const found = new Map<number, number>()
  const [nx, ny] = frame.size
  for (let s = 0; s < table.length / floatsPerSample; s++) {
    const p = table.subarray(floatsPerSample * s, floatsPerSample * s + 3) as unknown as Vec3
    const [i, j, k] = toLattice(frame, p).map(Math.round) as [number, number, number]
    found.set(i + nx * (j + ny * k), s)
  }
  return found
}
