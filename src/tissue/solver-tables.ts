import type { Uniform } from '../gpu'
import { materialTable } from './activation'
import { shapeGradients } from './bcc'
import type { TissueModel } from './model'
import type { SolverKernels } from './solver-kernels'
import type { SolverOptions } from './solver-options'

/** Sends what every kernel knows of the lattice, its materials and the step (`lib/tables.wgsl`). */
export function createTables(
  kernels: SolverKernels,
  model: TissueModel,
  { gravity, substep }: Required<SolverOptions>,
): Uniform {
  const { edge } = model.lattice
  const gradient = new Float32Array(4 * 48)
  shapeGradients(edge).forEach((g, n) => {
    gradient[4 * Math.floor(n / 3) + (n % 3)] = g
  })
  const tables = kernels.sweep.uniform('tables').set({
    gradient,
    material: materialTable(model.materials, {}),
    gravity: [...gravity, 0],
    inverse_h2: 1 / substep ** 2,
    step_limit: edge / 2,
  })
  tables.write()
  return tables
}
