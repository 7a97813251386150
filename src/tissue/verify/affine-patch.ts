import type { Gpu } from '../../gpu'
import { buildTissueModel, type TissueModel } from '../model'
import { boxHeart } from '../solids'
import { TissueSolver } from '../solver'
import { solveStatic, still } from '../static-solve'
import { type Row, row } from './row'

/** 1 on the nodes of tetrahedra that the surface crosses, and on those with fewer than an inner node's 24. */
function rim(m: TissueModel): Uint8Array {
  const count = new Uint8Array(m.nodeCount)
  m.tets.forEach((n, e) => {
    if (m.fraction[e >> 2]! === 1) count[n]! += 1
  })
  return count.map((c) => (c < 24 ? 1 : 0))
}

/** Half the box's side, m. */
const half = 0.012

/** With the rim moved by x → A x the inside follows exactly. */
export async function affinePatch(gpu: Gpu): Promise<Row[]> {
  const model = buildTissueModel(boxHeart([half, half, half], 2e-3), { edge: 4e-3, anchored: false })
  const a = [1.1, 0.05, 0, 0, 0.95, 0.02, 0.03, 0, 1.02]
  const fixed = rim(model)
  const wanted = model.rest.map((_, o) => {
    const n = 3 * Math.floor(o / 3)
    return [0, 1, 2].reduce((sum, e) => sum + a[3 * (o % 3) + e]! * model.rest[n + e]!, 0)
  })
  const solver = await TissueSolver.create(gpu, model, still)
  solver.setFixed(fixed)
  solver.setPositions(wanted.map((x, o) => (fixed[Math.floor(o / 3)] ? x : model.rest[o]!)))
  const { positions: got } = await solveStatic(solver, { tolerance: 1e-8 })
  solver.dispose()
  const worst = got.reduce((most, x, o) => Math.max(most, Math.abs(x - wanted[o]!)), 0)
  return [
    row({
      name: 'affine patch: furthest node from the affine place, over the box',
      reference: 0,
      computed: worst / (2 * half),
      tolerance: 1e-4,
      unit: '',
      resolution: `${model.tetCount} tetrahedra`,
    }),
  ]
}
