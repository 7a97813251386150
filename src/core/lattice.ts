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

const within = (v: number, n: number): number => Math.max(0, Math.min(v, n - 1))

/**
 * Trilinear value of a cell-centred field at a point, clamped to the lattice. The innermost function of the geometry:
 * it makes no object and no closure.
 */
export function sampleField(f: LatticeFrame, field: ArrayLike<number>, p: Vec3): number {
  const nx = f.size[0]
  const ny = f.size[1]
  const nz = f.size[2]
  const x = within((p[0] - f.origin[0]) / f.spacing, nx)
  const y = within((p[1] - f.origin[1]) / f.spacing, ny)
  const z = within((p[2] - f.origin[2]) / f.spacing, nz)
  const i = nx > 1 ? Math.min(Math.floor(x), nx - 2) : 0
  const j = ny > 1 ? Math.min(Math.floor(y), ny - 2) : 0
  const k = nz > 1 ? Math.min(Math.floor(z), nz - 2) : 0
  const dx = nx > 1 ? 1 : 0
  const dy = ny > 1 ? nx : 0
  const o = i + nx * (j + ny * k)
  const q = o + (nz > 1 ? nx * ny : 0)
  const u = x - i
  const v = y - j
  const w = z - k
  const a = (field[o] as number) * (1 - u) + (field[o + dx] as number) * u
  const b = (field[o + dy] as number) * (1 - u) + (field[o + dx + dy] as number) * u
  const c = (field[q] as number) * (1 - u) + (field[q + dx] as number) * u
  const d = (field[q + dy] as number) * (1 - u) + (field[q + dx + dy] as number) * u
  return (a * (1 - v) + b * v) * (1 - w) + (c * (1 - v) + d * v) * w
}
