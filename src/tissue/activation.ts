import { type Chamber, lame, type TissueMaterial } from './materials'

/**
 * Active tension of each chamber's muscle along its fibres, Pa (force over stress-free area); left out, 0. It does not
 * depend on length or speed: the shortening that it brings is the model's, the size of it the caller's.
 */
export type Activation = Readonly<Partial<Record<Chamber, number>>>

/** Most materials that the `Tables` of `sweep.wgsl` and `coarse.wgsl` hold. */
const materialRoom = 16

/** (mu, lambda', k_f, T_a) of each material, Pa. */
export function materialTable(materials: readonly TissueMaterial[], activation: Activation): Float32Array {
  const table = new Float32Array(4 * materialRoom)
  materials.forEach((m, n) => {
    const { mu, lambda } = lame(m)
    table.set([mu, lambda, m.fibreStiffness ?? 0, (m.chamber && activation[m.chamber]) || 0], 4 * n)
  })
  return table
}
