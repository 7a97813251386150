import type { Vec3 } from './vec3'

/**
 * A regular lattice of cubic cells whose axes are the patient's (x to the left, y to the back, z to the head: LPS).
 * Cell (i, j, k) has its centre at origin + spacing · (i, j, k) and the index i + nx · (j + ny · k).
 */
export interface LatticeFrame {
  readonly size: readonly [number, number, number]
  /** Edge of a cell, metres. */
  readonly spacing: number
  /** Centre of cell (0, 0, 0), metres. */
  readonly origin: Vec3
}

export const cellCount = (f: LatticeFrame): number => f.size[0] * f.size[1] * f.size[2]

export const cellIndex = (f: LatticeFrame, i: number, j: number, k: number): number =>
  i + f.size[0] * (j + f.size[1] * k)

export const cellCentre = (f: LatticeFrame, i: number, j: number, k: number): Vec3 => [
  f.origin[0] + i * f.spacing,
  f.origin[1] + j * f.spacing,
  f.origin[2] + k * f.spacing,
]

/** Continuous lattice coordinates of a point: whole numbers are cell centres. */
export const toLattice = (f: LatticeFrame, p: Vec3): Vec3 => [
  (p[0] - f.origin[0]) / f.spacing,
  (p[1] - f.origin[1]) / f.spacing,
  (p[2] - f.origin[2]) / f.spacing,
]

/** Trilinear value of a cell-centred field at a point, clamped to the lattice. */
export function sampleField(f: LatticeFrame, field: ArrayLike<number>, p: Vec3): number {
  const [nx, ny, nz] = f.size
  const clamp = (v: number, n: number) => Math.min(Math.max(v, 0), n - 1)
  const x = clamp((p[0] - f.origin[0]) / f.spacing, nx)
  const y = clamp((p[1] - f.origin[1]) / f.spacing, ny)
  const z = clamp((p[2] - f.origin[2]) / f.spacing, nz)
  const i = Math.min(Math.floor(x), Math.max(nx - 2, 0))
  const j = Math.min(Math.floor(y), Math.max(ny - 2, 0))
  const k = Math.min(Math.floor(z), Math.max(nz - 2, 0))
  const dx = nx > 1 ? 1 : 0
  const dy = ny > 1 ? nx : 0
  const dz = nz > 1 ? nx * ny : 0
  const o = i + nx * (j + ny * k)
  const u = x - i
  const v = y - j
  const w = z - k
  const at = (n: number) => field[n] as number
  const low = (at(o) * (1 - u) + at(o + dx) * u) * (1 - v) + (at(o + dy) * (1 - u) + at(o + dx + dy) * u) * v
  const high =
    (at(o + dz) * (1 - u) + at(o + dx + dz) * u) * (1 - v) +
    (at(o + dy + dz) * (1 - u) + at(o + dx + dy + dz) * u) * v
  return low * (1 - w) + high * w
}
