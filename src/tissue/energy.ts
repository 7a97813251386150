import { type Activation, materialTable } from './activation'
import { shapeGradients } from './bcc'
import { stressFree } from './prestretch'
import { type SlotStrain, shareStrain } from './share-strain'
import { isWhole, type TissueTopology } from './topology'

/** Elastic energy [J] and elastic force on each node [N], in 64 bits: the twin of `lib/tissue.wgsl`. */
export interface Elastic {
  readonly energy: number
  readonly forces: Float64Array
}

/**
 * Ground substance mu/2 (|F|² - 3) - mu (J - 1) + lambda'/2 (J - 1)² and fibres k/2 (s - 1)₊² + T_a s, s = |F a|, over
 * the stress-free volume, F the elastic deformation from the stress-free piece; less what neighbours take from it
 * (`share-strain.ts`).
 * @param isShared false: each slot alone
 */
export function elastic(
  topology: TissueTopology,
  positions: ArrayLike<number>,
  activation: Activation = {},
  isShared = true,
): Elastic {
  const { energy, forces } = elasticAlone(topology, positions, activation)
  if (!isShared) return { energy, forces }
  const { strain, gradients, cofactors } = imagedStrain(topology, positions, activation)
  const shift = shareStrain(topology, strain)
  for (let e = 0; e < 4 * topology.slotCount; e++) {
    const slot = e >> 2
    const g = 12 * topology.model.shape[topology.slotTet[slot]!]! + 3 * (e & 3)
    for (let d = 0; d < 3; d++)
      for (let k = 0; k < 3; k++) {
        const n = 9 * slot + 3 * d + k
        const stress =
          strain.shear[slot]! * shift.f[n]! + strain.bulk[slot]! * shift.dilation[slot]! * cofactors[n]!
        forces[3 * topology.slotNodes[e]! + d]! -= stress * gradients[g + k]!
      }
  }
  return { energy: energy - shift.energy, forces }
}

/** F from the imaged piece by rows and what else slots share, with J0 cof F: the slope of J by F. */
function imagedStrain(topology: TissueTopology, positions: ArrayLike<number>, activation: Activation) {
  const { model, slotTet, slotNodes, slotVolume, slotCount } = topology
  const gradients = shapeGradients(model.lattice.edge)
  const materials = materialTable(model.materials, activation)
  const { volumeRatio, leastSquare, share } = stressFree(model)
  const strain: SlotStrain = {
    f: new Float64Array(9 * slotCount),
    dilation: new Float64Array(slotCount),
    shear: new Float64Array(slotCount),
    bulk: new Float64Array(slotCount),
  }
  const cofactors = new Float64Array(9 * slotCount)
  for (let slot = 0; slot < slotCount; slot++) {
    const tet = slotTet[slot]!
    const shape = 12 * model.shape[tet]!
    const f = deformation(
      slotNodes.subarray(4 * slot, 4 * slot + 4),
      gradients.subarray(shape, shape + 12),
      positions,
    )
    const c = cofactor(f)
    const ratio = volumeRatio[tet]!
    strain.f.set(f, 9 * slot)
    cofactors.set(
      c.map((v) => ratio * v),
      9 * slot,
    )
    strain.dilation[slot] = ratio * (f[0]! * c[0]! + f[1]! * c[1]! + f[2]! * c[2]! - 1)
    const volume = isWhole(topology, slot) ? (share[tet]! * slotVolume[slot]!) / ratio : 0
    strain.shear[slot] = volume * materials[4 * model.material[tet]!]! * leastSquare[tet]!
    strain.bulk[slot] = volume * materials[4 * model.material[tet]! + 1]!
  }
  return { strain, gradients, cofactors }
}

/** The energy and forces of slots that share nothing. */
function elasticAlone(
  topology: TissueTopology,
  positions: ArrayLike<number>,
  activation: Activation,
): Elastic {
  const { model, slotTet, slotNodes } = topology
  const gradients = shapeGradients(model.lattice.edge)
  const materials = materialTable(model.materials, activation)
  const { fibre, volumeRatio } = stressFree(model)
  const forces = new Float64Array(3 * topology.nodeCount)
  let energy = 0
  for (let slot = 0; slot < topology.slotCount; slot++) {
    const tet = slotTet[slot]!
    const volume = topology.slotVolume[slot]! / volumeRatio[tet]!
    const ids = slotNodes.subarray(4 * slot, 4 * slot + 4)
    const shape = 12 * model.shape[tet]!
    const f0 = model.prestretch?.subarray(9 * tet, 9 * tet + 9)
    const g = prestretched(gradients.subarray(shape, shape + 12), f0)
    const f = deformation(ids, g, positions)
    const material = materials.subarray(4 * model.material[tet]!, 4 * model.material[tet]! + 4)
    const parts = [ground(f, material), alongFibre(f, fibre.subarray(3 * tet, 3 * tet + 3), material)]
    for (const { density, stress } of parts) {
      energy += volume * density
      for (let k = 0; k < 4; k++)
        for (let d = 0; d < 3; d++)
          for (let e = 0; e < 3; e++) forces[3 * ids[k]! + d]! -= volume * stress[3 * d + e]! * g[3 * k + e]!
    }
  }
  return { energy, forces }
}

/** Energy density [Pa] and first Piola stress dPsi/dF [Pa], by rows. */
interface Response {
  readonly density: number
  readonly stress: Float64Array
}

function ground(f: Float64Array, material: Float32Array): Response {
  const [mu, lambda] = [material[0]!, material[1]!]
  const c = cofactor(f)
  const j = f[0]! * c[0]! + f[1]! * c[1]! + f[2]! * c[2]!
  const square = f.reduce((sum, v) => sum + v * v, 0)
  return {
    density: (mu / 2) * (square - 3) - mu * (j - 1) + (lambda / 2) * (j - 1) ** 2,
    stress: f.map((v, n) => mu * v + (lambda * (j - 1) - mu) * c[n]!),
  }
}

function alongFibre(f: Float64Array, a: Float32Array, material: Float32Array): Response {
  const [stiffness, active] = [material[2]!, material[3]!]
  const fa = [0, 1, 2].map((d) => f[3 * d]! * a[0]! + f[3 * d + 1]! * a[1]! + f[3 * d + 2]! * a[2]!)
  const s = Math.max(Math.hypot(...fa), 1e-6)
  const stretch = Math.max(s - 1, 0)
  const tension = Math.hypot(...a) > 0 ? stiffness * stretch + active : 0
  return {
    density: Math.hypot(...a) > 0 ? (stiffness / 2) * stretch ** 2 + active * s : 0,
    stress: Float64Array.from({ length: 9 }, (_, n) => (tension / s) * fa[Math.floor(n / 3)]! * a[n % 3]!),
  }
}

/** F0ᵀ g of the four corners; `f0` by columns. */
function prestretched(g: Float64Array, f0: Float32Array | undefined): Float64Array {
  if (!f0) return g
  return g.map((_, n) => {
    const [corner, column] = [3 * Math.floor(n / 3), 3 * (n % 3)]
    return f0[column]! * g[corner]! + f0[column + 1]! * g[corner + 1]! + f0[column + 2]! * g[corner + 2]!
  })
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
