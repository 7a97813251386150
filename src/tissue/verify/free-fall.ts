import type { Gpu } from '../../gpu'
import { buildTissueModel } from '../model'
import { boxHeart } from '../solids'
import { TissueSolver } from '../solver'
import { fullPace } from '../solver-options'
import { type Row, row } from './row'

const gravity = 9.81

/** v = g t, with no strain to help or hinder. */
export async function freeFall(gpu: Gpu): Promise<Row[]> {
  const model = buildTissueModel(boxHeart([0.012, 0.012, 0.012], 2e-3), { edge: 4e-3, anchored: false })
  const solver = await TissueSolver.create(gpu, model, { ...fullPace, damping: 0, gravity: [0, 0, -gravity] })
  const steps = 30
  solver.run(steps)
  const v = await solver.readVelocities()
  solver.dispose()
  let momentum = 0
  let mass = 0
  model.mass.forEach((m, n) => {
    momentum -= m * v[3 * n + 2]!
    mass += m
  })
  return [
    row({
      name: 'free fall: momentum over mass after .05 s',
      reference: (gravity * steps) / 600,
      computed: momentum / mass,
      tolerance: 0.02,
      unit: 'm/s',
      resolution: `${model.tetCount} tetrahedra, 10 substeps a frame`,
    }),
  ]
}
