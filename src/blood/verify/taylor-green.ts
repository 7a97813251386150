import { wallKind } from '../../geometry/blood-domain'
import type { Gpu } from '../../gpu'
import { FlowSolver } from '../flow-solver'
import { closedBox } from './aligned'
import { type BloodCheck, check } from './row'
import { setFlow } from './set-flow'

/** Greatest -dE/dt and E(5) at Re 100, of a spectral run (Brachet et al. 1983 draw the same curve). */
const published = { dissipation: 0.012975, energyAt5: 0.073964 }
const between = 0.125

/**
 * Taylor–Green vortex, Re 100 (V0 = L = 1): u = sin x cos y cos z, v = -cos x sin y cos z, w = 0 at the start, whose
 * mean kinetic energy E falls fastest at t = 4.90. Its planes x, y, z = 0 and pi stay planes of symmetry: an eighth of
 * the periodic box between smooth walls is computed. -dE/dt holds all that is lost, to viscosity and to the scheme.
 * @param across cells along an edge of the whole box, 2 pi
 */
export async function taylorGreen(gpu: Gpu, across: number, tolerance: number): Promise<BloodCheck[]> {
  const solver = await startVortex(gpu, across / 2)
  const energies = [await meanEnergy(solver)]
  for (let n = 1; n * between <= 5.75; n++) {
    await solver.step(1e5, n * between)
    energies.push(await meanEnergy(solver))
  }
  const at = `${across}³, an eighth computed, ${solver.steps} steps`
  solver.destroy()
  const rates = energies.slice(2).map((e, n) => ((energies[n] as number) - e) / (2 * between))
  return [
    check('Taylor–Green, Re 100: peak of -dE/dt', published.dissipation, Math.max(...rates), tolerance, at),
    check(
      'Taylor–Green, Re 100: E at t = 5',
      published.energyAt5,
      energies[5 / between] as number,
      tolerance,
      at,
    ),
  ]
}

async function startVortex(gpu: Gpu, cells: number): Promise<FlowSolver> {
  const { smooth } = wallKind
  const domain = closedBox([cells, cells, cells], Math.PI / cells, [0, 0, 0], {
    sides: [smooth, smooth, smooth, smooth, smooth, smooth],
  })
  const solver = await FlowSolver.create(gpu, domain, { density: 1, viscosity: 0.01 }, { maxStep: 0.1 })
  const { sin, cos } = Math
  await setFlow(
    solver,
    ([x, y, z]) => [sin(x) * cos(y) * cos(z), -cos(x) * sin(y) * cos(z), 0],
    ([x, y, z]) => ((cos(2 * x) + cos(2 * y)) * (cos(2 * z) + 2)) / 16,
  )
  return solver
}

/** Of a box whose walls lie on faces, density 1. */
async function meanEnergy(solver: FlowSolver): Promise<number> {
  const { faceVelocity } = await solver.snapshot()
  return faceVelocity.reduce((sum, u) => sum + u * u, 0) / 2 / solver.cellCount
}
