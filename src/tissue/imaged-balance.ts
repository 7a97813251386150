import { materialTable } from './activation'
import { shapeGradients } from './bcc'
import type { BlockMatrix } from './block-matrix'
import type { TissueModel } from './model'
import { stressFree } from './prestretch'

/**
 * Elastic forces [N] on the nodes of a prestretched model in its imaged shape, and (into `matrix`) minus their
 * derivative by the nodes' places [N/m], in 64 bits. With F = F0, g' = F0ᵀ g, V0 = V / det F0, C = cof F, fibre
 * direction a, n = F a / s and tension T:
 *
 *   f_k = -V0 [mu F + (lambda' (J - 1) - mu) C + T n ⊗ a] g'_k
 *   K_kl = V0 [mu g'_k·g'_l I + lambda' (C g'_k)(C g'_l)ᵀ + (lambda' (J - 1) - mu) [F (g'_l × g'_k)]×
 *          + (a·g'_k)(a·g'_l) (k n nᵀ + T/s (I - n nᵀ))]
 *
 * The energy is that of `energy.ts`.
 */
export function imagedBalance(model: TissueModel, matrix: BlockMatrix): Float64Array {
  const { tets, prestretch } = model
  const gradients = shapeGradients(model.lattice.edge)
  const table = materialTable(model.materials, {})
  const { fibre, volumeRatio } = stressFree(model)
  const force = new Float64Array(3 * model.nodeCount)
  matrix.value.fill(0)
  const g = new Float64Array(12)
  const cg = new Float64Array(12)
  for (let t = 0; t < model.tetCount; t++) {
    const f = prestretch ? prestretch.subarray(9 * t, 9 * t + 9) : identity
    const a = fibre.subarray(3 * t, 3 * t + 3)
    const shape = 12 * model.shape[t]!
    for (let k = 0; k < 4; k++)
      for (let d = 0; d < 3; d++)
        g[3 * k + d] =
          f[3 * d]! * gradients[shape + 3 * k]! +
          f[3 * d + 1]! * gradients[shape + 3 * k + 1]! +
          f[3 * d + 2]! * gradients[shape + 3 * k + 2]!
    const j = volumeRatio[t]!
    const volume = model.volume[t]! / j
    // cof(F0) F0ᵀ g = J g.
    for (let n = 0; n < 12; n++) cg[n] = j * gradients[shape + n]!
    const m = 4 * model.material[t]!
    const [mu, lambda, stiffness] = [table[m]!, table[m + 1]!, table[m + 2]!]
    const bulk = lambda * (j - 1) - mu
    const fa = [0, 1, 2].map((d) => f[d]! * a[0]! + f[3 + d]! * a[1]! + f[6 + d]! * a[2]!)
    const s = Math.hypot(fa[0]!, fa[1]!, fa[2]!)
    const tension = s > 1 ? stiffness * (s - 1) : 0
    const along = s > 1 ? stiffness : 0
    const across = s > 0 ? tension / s : 0
    const n = fa.map((v) => (s > 0 ? v / s : 0))
    for (let k = 0; k < 4; k++) {
      const [gx, gy, gz] = [g[3 * k]!, g[3 * k + 1]!, g[3 * k + 2]!]
      const ga = gx * a[0]! + gy * a[1]! + gz * a[2]!
      for (let d = 0; d < 3; d++) {
        const ground = mu * (f[d]! * gx + f[3 + d]! * gy + f[6 + d]! * gz) + bulk * cg[3 * k + d]!
        force[3 * tets[4 * t + k]! + d]! -= volume * (ground + tension * ga * n[d]!)
      }
      for (let l = 0; l < 4; l++) {
        const [hx, hy, hz] = [g[3 * l]!, g[3 * l + 1]!, g[3 * l + 2]!]
        const [cx, cy, cz] = [hy * gz - hz * gy, hz * gx - hx * gz, hx * gy - hy * gx]
        const wx = bulk * (f[0]! * cx + f[3]! * cy + f[6]! * cz)
        const wy = bulk * (f[1]! * cx + f[4]! * cy + f[7]! * cz)
        const wz = bulk * (f[2]! * cx + f[5]! * cy + f[8]! * cz)
        const fibres = ga * (hx * a[0]! + hy * a[1]! + hz * a[2]!)
        const own = mu * (gx * hx + gy * hy + gz * hz) + fibres * across
        const o = 9 * matrix.blockOf[16 * t + 4 * k + l]!
        for (let d = 0; d < 3; d++)
          for (let e = 0; e < 3; e++)
            matrix.value[o + 3 * d + e]! +=
              volume * (lambda * cg[3 * k + d]! * cg[3 * l + e]! + fibres * (along - across) * n[d]! * n[e]!)
        matrix.value[o]! += volume * own
        matrix.value[o + 4]! += volume * own
        matrix.value[o + 8]! += volume * own
        matrix.value[o + 1]! -= volume * wz
        matrix.value[o + 2]! += volume * wy
        matrix.value[o + 3]! += volume * wz
        matrix.value[o + 5]! -= volume * wx
        matrix.value[o + 6]! -= volume * wy
        matrix.value[o + 7]! += volume * wx
      }
    }
  }
  return force
}

const identity = Float32Array.from([1, 0, 0, 0, 1, 0, 0, 0, 1])
