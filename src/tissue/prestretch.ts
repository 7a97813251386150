import { cross, dot, normalize, type Vec3 } from '../core/vec3'
import type { TissueModel } from './model'

/** The tetrahedra of a model seen from their stress-free state. */
export interface StressFree {
  /** Unit direction of the fibres, F0⁻¹ d made unit, xyz a tetrahedron; zero where there are none. */
  readonly fibre: Float32Array
  /** det F0: imaged volume over stress-free volume. */
  readonly volumeRatio: Float32Array
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
  }
  if (model.prestretch) for (let t = 0; t < model.tetCount; t++) relieve(model.prestretch, t, made)
  known.set(model, made)
  return made
}

/** By the adjugate of F0: F0⁻¹ d is along (b × c · d, c × a · d, a × b · d), det F0 = a · b × c. */
function relieve(prestretch: Float32Array, t: number, { fibre, volumeRatio }: StressFree): void {
  const at = (o: number): Vec3 => [prestretch[o]!, prestretch[o + 1]!, prestretch[o + 2]!]
  const [a, b, c] = [at(9 * t), at(9 * t + 3), at(9 * t + 6)]
  const d: Vec3 = [fibre[3 * t]!, fibre[3 * t + 1]!, fibre[3 * t + 2]!]
  fibre.set(normalize([dot(cross(b, c), d), dot(cross(c, a), d), dot(cross(a, b), d)]), 3 * t)
  volumeRatio[t] = dot(a, cross(b, c))
}
