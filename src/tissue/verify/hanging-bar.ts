import { mm } from '../../core/units'
import type { Gpu } from '../../gpu'
import { tissueMaterials } from '../materials'
import { TissueSolver } from '../solver'
import { solveStatic, still } from '../static-solve'
import { bar, beyond, heightAt } from './bar'
import { type Row, row } from './row'

/** Weight at which the bar's strain stays under half a percent, where the linear closed form holds. m/s² */
const lightGravity = 1

/** Bar under its own weight: the section at depth s below the clamp sinks by rho g (L s - s²/2) / E. */
export async function hangingBar(gpu: Gpu): Promise<Row[]> {
  const model = bar()
  const material = tissueMaterials[0]!
  const solver = await TissueSolver.create(gpu, model, { ...still, gravity: [0, 0, -lightGravity] })
  // The clamp stands a width below the top, where its hold on the section's width is not felt any more.
  solver.setFixed(beyond(model, (z) => z > 0.0275))
  const { positions: got } = await solveStatic(solver, { tolerance: 1e-6 })
  solver.dispose()
  const [upper, lower] = [heightAt(model, got, 0.01), heightAt(model, got, -0.026)]
  const sink = (z: number): number => {
    const s = 0.03 - z
    return (material.density * lightGravity * (0.06 * s - (s * s) / 2)) / material.young
  }
  return [
    row({
      name: 'bar under its own weight: lengthening between two sections',
      reference: (sink(lower.rest) - sink(upper.rest)) / mm,
      computed: (upper.now - upper.rest - (lower.now - lower.rest)) / mm,
      tolerance: 0.01,
      unit: 'mm',
      resolution: `${model.tetCount} tetrahedra, 5 edges across`,
    }),
  ]
}
