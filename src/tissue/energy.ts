import { shapeGradients } from './bcc'
import { lame } from './materials'
import type { TissueTopology } from './topology'

/** Elastic energy [J] and elastic force on each node [N], in 64 bits: the twin of `lib/neo_hookean.wgsl`. */
export interface Elastic {
  readonly energy: number
  readonly forces: Float64Array
}

/** Psi = mu/2 (|F|² - 3) - mu (J - 1) + lambda'/2 (J - 1)²; f_i = -V [mu F g_i + (lambda' (J - 1) - mu) cof F g_i]. */
export function elastic(topology: TissueTopology, positions: ArrayLike<number>): Elastic {
  const { model } = topology
  const gradients = shapeGradients(model.lattice.edge)
  const materials = model.materials.map(lame)
  const forces = new Float64Array(3 * topology.nodeCount)
  let energy = 0
  for (let slot = 0; slot < topology.slotCount; slot++) {
    const tet = topology.slotTet[slot]!
    const { mu, lambda } = materials[model.material[tet]!]!
    const volume = topology.slotVolume[slot]!
    const ids = topology.slotNodes.subarray(4 * slot, 4 * slot + 4)
    const g = gradients.subarray(12 * model.shape[tet]!, 12 * model.shape[tet]! + 12)
    const f = deformation(ids, g, positions)
    const c = cofactor(f)
    const j = f[0]! * c[0]! + f[1]! * c[1]! + f[2]! * c[2]!
    const square = f.reduce((sum, v) => sum + v * v, 0)
    energy += volume * ((mu / 2) * (square - 3) - mu * (j - 1) + (lambda / 2) * (j - 1) ** 2)
    for (let k = 0; k < 4; k++)
      for (let d = 0; d < 3; d++) {
        let sum = 0
        for (let e = 0; e < 3; e++)
          sum += (mu * f[3 * d + e]! + (lambda * (j - 1) - mu) * c[3 * d + e]!) * g[3 * k + e]!
        forces[3 * ids[k]! + d]! -= volume * sum
      }
  }
  return { energy, forces }
}

/** F = Σ x_k ⊗ g_k, by rows. */
function deformation(ids: Uint32Array, g: Float64Array, x: ArrayLike<number>): Float64Array {
  const f = new Float64Array(9)
  for (let k = 0; k < 4; k++)
    for (let d = 0; d < 3; d++)
      for (let e = 0; e < 3; e++) f[3 * d + e]! += x[3 * ids[k]! + d]! * g[3 * k + e]!
  return f
}

function cofactor(f: Float64Array): Float64Array {
  const c = new Float64Array(9)
  for (let d = 0; d < 3; d++)
    for (let e = 0; e < 3; e++) {
      const [p, q] = [(d + 1) % 3, (d + 2) % 3]
      const [r, s] = [(e + 1) % 3, (e + 2) % 3]
      c[3 * d + e] = f[3 * p + r]! * f[3 * q + s]! - f[3 * p + s]! * f[3 * q + r]!
    }
  return c
}
