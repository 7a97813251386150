import { cross, dot, normalize, type Vec3 } from '../core/vec3'
import { lame } from './materials'
import type { TissueModel } from './model'

/** The tetrahedra of a model seen from their stress-free state. */
export interface StressFree {
  /** Unit direction of the fibres, F0⁻¹ d made unit, xyz a tetrahedron; zero where there are none. */
  readonly fibre: Float32Array
  /** det F0: imaged volume over stress-free volume. */
  readonly volumeRatio: Float32Array
  /** Least square of a stretch of F0, 1 at most: |F F0|² is never less than this |F|². */
  readonly leastSquare: Float32Array
  /** How much of its strain a piece shares with its neighbours (`share-strain.ts`), 0 to 1. */
  readonly share: Float32Array
}

const known = new WeakMap<TissueModel, StressFree>()

/**
 * The stress-free state of a model's tetrahedra. With g' = F0ᵀ g and this direction a, s = |Σ x_k (g'_k·a)| is the
 * elastic stretch of the fibre, |F d| / |F0⁻¹ d| for the imaged direction d.
 */
export function stressFree(model: TissueModel): StressFree {
  const found = known.get(model)
  if (found) return found
  const made = {
    fibre: model.fibre.slice(),
    volumeRatio: new Float32Array(model.tetCount).fill(1),
    leastSquare: new Float32Array(model.tetCount).fill(1),
    share: new Float32Array(model.tetCount).fill(1),
  }
  if (model.prestretch) for (let t = 0; t < model.tetCount; t++) relieve(model.prestretch, t, made)
  shareOf(model, made)
  known.set(model, made)
  return made
}

/** By the adjugate of F0: F0⁻¹ d is along (b × c · d, c × a · d, a × b · d), det F0 = a · b × c. */
function relieve(prestretch: Float32Array, t: number, { fibre, volumeRatio, leastSquare }: StressFree): void {
  const at = (o: number): Vec3 => [prestretch[o]!, prestretch[o + 1]!, prestretch[o + 2]!]
  const [a, b, c] = [at(9 * t), at(9 * t + 3), at(9 * t + 6)]
  const d: Vec3 = [fibre[3 * t]!, fibre[3 * t + 1]!, fibre[3 * t + 2]!]
  fibre.set(normalize([dot(cross(b, c), d), dot(cross(c, a), d), dot(cross(a, b), d)]), 3 * t)
  volumeRatio[t] = dot(a, cross(b, c))
  leastSquare[t] = Math.min(
    1,
    leastEigenvalue(dot(a, a), dot(b, b), dot(c, c), dot(a, b), dot(a, c), dot(b, c)),
  )
}

/** Of a symmetric matrix by its entries, the least root of its cubic (Smith 1961). */
function leastEigenvalue(xx: number, yy: number, zz: number, xy: number, xz: number, yz: number): number {
  const mean = (xx + yy + zz) / 3
  const [x, y, z] = [xx - mean, yy - mean, zz - mean]
  const size = Math.sqrt((x * x + y * y + z * z + 2 * (xy * xy + xz * xz + yz * yz)) / 6)
  if (size < 1e-9) return mean
  const determinant = x * (y * z - yz * yz) - xy * (xy * z - yz * xz) + xz * (xy * yz - y * xz)
  const turn = Math.acos(Math.min(Math.max(determinant / (2 * size ** 3), -1), 1)) / 3
  return Math.max(mean + 2 * size * Math.cos(turn + (2 * Math.PI) / 3), 0)
}

/**
 * Two things take away from what a piece shares. The pressure that F0 holds acts on changes of shape with lambda' (J0 - 1):
 * what the piece keeps of its shear modulus, mu s² (1 - 2/3 share), must carry that, or pieces that hold different
 * pressures would fold between each other. And -mu J makes no force within a body of one stiffness, but it would fold the
 * stiffer side of an interface: what is shared is never more than the softest piece around has.
 */
function shareOf({ materials, material, tets, tetCount, nodeCount }: TissueModel, made: StressFree): void {
  const moduli = materials.map(lame)
  const least = new Float32Array(nodeCount).fill(Infinity)
  for (let e = 0; e < 4 * tetCount; e++) {
    const { mu } = moduli[material[e >> 2]!]!
    least[tets[e]!] = Math.min(least[tets[e]!]!, mu)
  }
  for (let t = 0; t < tetCount; t++) {
    const { mu, lambda } = moduli[material[t]!]!
    const carried = ((lambda / mu) * Math.abs(made.volumeRatio[t]! - 1)) / made.leastSquare[t]!
    let around = mu
    for (let c = 0; c < 4; c++) around = Math.min(around, least[tets[4 * t + c]!]!)
    made.share[t] = Math.min(Math.max(1.5 * (1 - carried), 0), 1) * (around / mu)
  }
}
