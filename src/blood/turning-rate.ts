import { floatsPerCell } from '../geometry/blood-field'
import type { FlowSnapshot } from './flow-snapshot'

/** What of a snapshot the gradient of the velocity is made of. */
export type TurningField = Pick<FlowSnapshot, 'values'> & {
  readonly lattice: {
    readonly frame: { readonly spacing: number }
    readonly neighbours: Uint32Array
    readonly count: number
    readonly ghostStart: number
    readonly tags: Uint32Array
  }
}

/** A cell of blood, not a ghost. */
const fluid = 0x20000

/**
 * How fast the blood turns in each cell: sqrt(-lambda2), rad/s, 0 where there is no core of a vortex. lambda2 is the
 * middle eigenvalue of S² + Ω², S and Ω the symmetric and antisymmetric parts of the velocity's gradient; a core is where
 * it is negative (Jeong & Hussain 1995). Blood that turns as a solid body has exactly its rate; pure shear, as beside a
 * wall, has none. Central differences of the cell velocities: a core six cells across loses some 17 % of its rate. Cells
 * beside a wall have no gradient on both sides and count as none.
 */
export function turningRate({ lattice, values }: TurningField): Float32Array {
  const out = new Float32Array(lattice.ghostStart)
  const gradient = new Float64Array(9)
  for (let e = 1; e < lattice.ghostStart; e++)
    if (velocityGradient(lattice, values, e, gradient)) out[e] = Math.sqrt(Math.max(0, -lambda2(gradient)))
  return out
}

/** Writes du_a/dx_b [1/s] at 3 a + b; false where a neighbour is no blood. */
function velocityGradient(
  lattice: TurningField['lattice'],
  values: Float32Array,
  entry: number,
  out: Float64Array,
): boolean {
  const { neighbours, count, tags, ghostStart } = lattice
  if (!(tags[entry]! & fluid)) return false
  for (let b = 0; b < 3; b++) {
    const below = neighbours[2 * b * count + entry]!
    const above = neighbours[(2 * b + 1) * count + entry]!
    if (below === 0 || above === 0 || below >= ghostStart || above >= ghostStart) return false
    for (let a = 0; a < 3; a++)
      out[3 * a + b] =
        (values[floatsPerCell * above + a]! - values[floatsPerCell * below + a]!) /
        (2 * lattice.frame.spacing)
  }
  return true
}

/** Middle eigenvalue of S² + Ω², which is the symmetric part of the gradient's square. */
export function lambda2(g: ArrayLike<number>): number {
  const square = (a: number, b: number) =>
    g[3 * a]! * g[b]! + g[3 * a + 1]! * g[3 + b]! + g[3 * a + 2]! * g[6 + b]!
  const xy = (square(0, 1) + square(1, 0)) / 2
  const xz = (square(0, 2) + square(2, 0)) / 2
  const yz = (square(1, 2) + square(2, 1)) / 2
  return middleEigenvalue(square(0, 0), square(1, 1), square(2, 2), xy, xz, yz)
}

/** Of a symmetric matrix, in closed form (Smith 1961). */
function middleEigenvalue(xx: number, yy: number, zz: number, xy: number, xz: number, yz: number): number {
  const mean = (xx + yy + zz) / 3
  const [a, b, c] = [xx - mean, yy - mean, zz - mean]
  const p = Math.sqrt((a * a + b * b + c * c + 2 * (xy * xy + xz * xz + yz * yz)) / 6)
  if (p === 0) return mean
  const determinant = a * (b * c - yz * yz) - xy * (xy * c - yz * xz) + xz * (xy * yz - b * xz)
  const angle = Math.acos(Math.min(1, Math.max(-1, determinant / (2 * p ** 3)))) / 3
  const largest = mean + 2 * p * Math.cos(angle)
  const smallest = mean + 2 * p * Math.cos(angle + (2 * Math.PI) / 3)
  return 3 * mean - largest - smallest
}
