import type { Gpu } from '../../gpu'
import { elastic } from '../energy'
import { lame, tissueMaterials } from '../materials'
import type { TissueModel } from '../model'
import { TissueSolver } from '../solver'
import { solveStatic, still } from '../static-solve'
import { uncut } from '../topology'
import { bar, beyond } from './bar'
import { type Row, row } from './row'

/**
 * Uniaxial stretch l of this energy: no lateral stress gives J - 1 = mu (l - 1) / (l lambda'), lateral stretch
 * sqrt(J / l), and axial stress P = mu l + (lambda' (J - 1) - mu) J / l.
 */
export async function uniaxialStretch(gpu: Gpu): Promise<Row[]> {
  const model = bar()
  const stretch = 1.2
  const { mu, lambda } = lame(tissueMaterials[0]!)
  const j = 1 + (mu * (stretch - 1)) / (stretch * lambda)
  const lateral = Math.sqrt(j / stretch)
  // The whole bar starts at the closed form; its ends stay there.
  const start = model.rest.map((x, o) => x * (o % 3 === 2 ? stretch : lateral))
  const solver = await TissueSolver.create(gpu, model, still)
  solver.setFixed(beyond(model, (z) => Math.abs(z) > 0.0275))
  solver.setPositions(
    start.map((x, o) =>
      o % 3 === 2 || Math.abs(model.rest[o - (o % 3) + 2]!) > 0.0275 ? x : model.rest[o]!,
    ),
  )
  const { positions: got } = await solveStatic(solver, { tolerance: 1e-6 })
  solver.dispose()
  const { forces } = elastic(uncut(model), got)
  let pull = 0
  for (let n = 0; n < model.nodeCount; n++) if (model.rest[3 * n + 2]! > 0.0275) pull -= forces[3 * n + 2]!
  const waist = lateralStretch(model, got)
  const resolution = `${model.tetCount} tetrahedra, 5 edges across`
  return [
    row({
      name: 'uniaxial stretch 1.2: lateral stretch at the waist',
      reference: lateral,
      computed: waist,
      tolerance: 0.001,
      unit: '',
      resolution,
    }),
    row({
      name: 'uniaxial stretch 1.2: nominal stress',
      reference: mu * stretch + ((lambda * (j - 1) - mu) * j) / stretch,
      computed: pull / 0.02 ** 2,
      tolerance: 0.01,
      unit: 'Pa',
      resolution,
    }),
  ]
}

/** Ratio of widths now and at rest of the middle third, by least squares through the axis. */
function lateralStretch(model: TissueModel, positions: Float32Array): number {
  let [above, below] = [0, 0]
  for (let n = 0; n < model.nodeCount; n++) {
    if (Math.abs(model.rest[3 * n + 2]!) > 0.01) continue
    for (const d of [0, 1]) {
      const x = model.rest[3 * n + d]!
      if (Math.abs(x) > 0.0101) continue
      above += x * positions[3 * n + d]!
      below += x * x
    }
  }
  return above / below
}
