import type { Vec3 } from './vec3'

/**
 * Where the voxels of an image lie in patient space (LPS, metres): any spacing, any direction. Voxel (i, j, k) has its
 * centre at origin + D · (i sx, j sy, k sz) and the index i + nx · (j + ny · k).
 */
export interface Grid {
  readonly size: readonly [number, number, number]
  /** Metres. */
  readonly spacing: readonly [number, number, number]
  readonly origin: Vec3
  /** Row-major orthonormal 3 × 3; column a is the unit vector of index axis a. */
  readonly direction: readonly number[]
}

export const voxelCount = (g: Grid): number => g.size[0] * g.size[1] * g.size[2]

/** Patient space of continuous voxel coordinates. */
export function gridToPatient(g: Grid, [i, j, k]: Vec3): Vec3 {
  const { direction: d, origin: o } = g
  const [x, y, z] = [i * g.spacing[0], j * g.spacing[1], k * g.spacing[2]]
  const along = (row: number) =>
    (d[3 * row] as number) * x + (d[3 * row + 1] as number) * y + (d[3 * row + 2] as number) * z
  return [o[0] + along(0), o[1] + along(1), o[2] + along(2)]
}

/** Continuous voxel coordinates of a point in patient space: whole numbers are voxel centres. */
export function patientToGrid(g: Grid, p: Vec3): Vec3 {
  const { direction: d, origin: o, spacing: s } = g
  const [x, y, z] = [p[0] - o[0], p[1] - o[1], p[2] - o[2]]
  const along = (a: number) => (d[a] as number) * x + (d[3 + a] as number) * y + (d[6 + a] as number) * z
  return [along(0) / s[0], along(1) / s[1], along(2) / s[2]]
}
