import type { BloodLattice } from './blood-lattice'

/** The velocity between faces, linear as the tracers have it: what is no blood stands still. */
export class FaceVelocity {
  constructor(
    private readonly lattice: BloodLattice,
    private readonly velocity: Float32Array,
  ) {}

  /** Entry of the cell that a place in lattice coordinates lies in; 0 outside of blood. */
  entryAt(x: number, y: number, z: number): number {
    const [nx, ny, nz] = this.lattice.frame.size
    const [i, j, k] = [Math.floor(x + 0.5), Math.floor(y + 0.5), Math.floor(z + 0.5)]
    if (i < 0 || j < 0 || k < 0 || i >= nx || j >= ny || k >= nz) return 0
    const entry = this.lattice.entryOf[i + nx * (j + ny * k)]!
    return entry < this.lattice.ghostStart ? entry : 0
  }

  /** Writes the velocity [m/s] at a place in lattice coordinates into `out`. */
  at(x: number, y: number, z: number, out: Float64Array): void {
    out[0] = this.component(0, x - 0.5, y, z)
    out[1] = this.component(1, x, y - 0.5, z)
    out[2] = this.component(2, x, y, z - 0.5)
  }

  private component(axis: number, x: number, y: number, z: number): number {
    const { frame, entryOf, count } = this.lattice
    const [nx, ny, nz] = frame.size
    const [i, j, k] = [Math.floor(x), Math.floor(y), Math.floor(z)]
    if (i < 0 || j < 0 || k < 0 || i + 1 >= nx || j + 1 >= ny || k + 1 >= nz) return 0
    const [tx, ty, tz] = [x - i, y - j, z - k]
    const base = axis * count
    let sum = 0
    for (let corner = 0; corner < 8; corner++) {
      const [dx, dy, dz] = [corner & 1, (corner >> 1) & 1, corner >> 2]
      const entry = entryOf[i + dx + nx * (j + dy + ny * (k + dz))]!
      if (entry === 0) continue
      const weight = (dx ? tx : 1 - tx) * (dy ? ty : 1 - ty) * (dz ? tz : 1 - tz)
      sum += weight * this.velocity[base + entry]!
    }
    return sum
  }
}
