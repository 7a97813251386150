import type { LatticeFrame } from '../../core/lattice'

/**
 * Turns any field whose zero set is a surface into the signed distance to that surface, keeping every sign.
 * Cells next to the surface take the distance to the plane through the zero crossings on their links
 * (1/d² = Σ 1/d_axis²); the others solve |∇φ| = 1 by fast sweeping (Zhao, Math. Comp. 74, 2005), first order.
 */
export function redistance(frame: LatticeFrame, field: Float32Array): Float32Array {
  const distance = seed(frame, field)
  const fixed = Uint8Array.from(distance, (d) => (Number.isFinite(d) ? 1 : 0))
  const far = 1e3 * frame.spacing
  for (let c = 0; c < distance.length; c++) if (!fixed[c]) distance[c] = far
  for (let sweep = 0; sweep < 8; sweep++) sweepOnce(frame, distance, fixed, sweep)
  for (let c = 0; c < distance.length; c++)
    if ((field[c] as number) < 0) distance[c] = -(distance[c] as number)
  return distance
}

function seed(frame: LatticeFrame, field: Float32Array): Float32Array {
  const [nx, ny, nz] = frame.size
  const strides = [1, nx, nx * ny]
  const nearest = [0, 1, 2].map(() => new Float32Array(field.length).fill(Number.POSITIVE_INFINITY))
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++) {
        const c = i + nx * (j + ny * k)
        const a = field[c] as number
        for (let axis = 0; axis < 3; axis++) {
          if (axis === 0 ? i + 1 >= nx : axis === 1 ? j + 1 >= ny : k + 1 >= nz) continue
          const n = c + (strides[axis] as number)
          const b = field[n] as number
          if (a < 0 === b < 0) continue
          const t = a === b ? 0.5 : a / (a - b)
          const near = nearest[axis] as Float32Array
          near[c] = Math.min(near[c] as number, t * frame.spacing)
          near[n] = Math.min(near[n] as number, (1 - t) * frame.spacing)
        }
      }
  return Float32Array.from(field, (_, c) => {
    const sum = nearest.reduce((s, near) => s + 1 / Math.max((near[c] as number) ** 2, 1e-18), 0)
    return sum > 1e-300 ? 1 / Math.sqrt(sum) : Number.POSITIVE_INFINITY
  })
}

function sweepOnce(frame: LatticeFrame, d: Float32Array, fixed: Uint8Array, sweep: number): void {
  const [nx, ny, nz] = frame.size
  const h = frame.spacing
  const layer = nx * ny
  for (let kk = 0; kk < nz; kk++) {
    const k = sweep & 4 ? nz - 1 - kk : kk
    for (let jj = 0; jj < ny; jj++) {
      const j = sweep & 2 ? ny - 1 - jj : jj
      for (let ii = 0; ii < nx; ii++) {
        const i = sweep & 1 ? nx - 1 - ii : ii
        const c = i + nx * j + layer * k
        if (fixed[c]) continue
        const x = Math.min(i > 0 ? (d[c - 1] as number) : 1e9, i + 1 < nx ? (d[c + 1] as number) : 1e9)
        const y = Math.min(j > 0 ? (d[c - nx] as number) : 1e9, j + 1 < ny ? (d[c + nx] as number) : 1e9)
        const z = Math.min(
          k > 0 ? (d[c - layer] as number) : 1e9,
          k + 1 < nz ? (d[c + layer] as number) : 1e9,
        )
        const value = eikonal(x, y, z, h)
        if (value < (d[c] as number)) d[c] = value
      }
    }
  }
}

/** Smallest root of Σ (v - a_i)₊² = h². */
function eikonal(x: number, y: number, z: number, h: number): number {
  const a = Math.min(x, y, z)
  const c = Math.max(x, y, z)
  const b = x + y + z - a - c
  if (a + h <= b) return a + h
  const two = (a + b + Math.sqrt(2 * h * h - (a - b) * (a - b))) / 2
  if (two <= c) return two
  const sum = a + b + c
  return (sum + Math.sqrt(Math.max(sum * sum - 3 * (a * a + b * b + c * c - h * h), 0))) / 3
}
