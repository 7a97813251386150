import type { Gpu } from '../../gpu'
import { FlowSolver } from '../flow-solver'
import { bloodThinning, type Carreau } from '../fluid'
import { type BloodCheck, check } from './row'
import { pipe } from './shapes'

const [radius, viscosity] = [0.002, 0.0035]
/** Pa/m. The wall's shear rate is 50 / s then: the viscosity falls from 16 mu_inf on the axis to 1.6 at the wall. */
const gradient = 273

/**
 * Carreau blood driven through a round pipe by a steady gradient G: mu(g) g = G r / 2 gives the shear rate g(r), and
 * Q = pi ∫ r² g dr (Rabinowitsch 1929), here by Simpson's rule on 2000 parts. Newtonian blood of mu_inf would pass
 * nearly twice as much. Inertia is left out (density 1 kg/m³, Re below .1), so that ends do not matter.
 */
export async function carreauPipe(gpu: Gpu, cells: number): Promise<BloodCheck> {
  const spacing = (2 * radius) / cells
  const length = 1.5 * radius
  const fluid = { density: 1, viscosity, carreau: bloodThinning }
  const solver = await FlowSolver.create(gpu, pipe(radius, length, spacing, [0, 0, 1]), fluid, { maxStep: 1 })
  // As for Womersley's flow: the pressures stand at the centres of the cells beyond the ends.
  const drop = gradient * (length + spacing)
  solver.setControl({ ports: { in: { pressure: drop }, out: { pressure: 0 } } })
  // Five times the slowest decay, R² / 5.78 nu at the viscosity near the wall.
  await solver.step(1e6, (5 * radius ** 2) / (5.78 * 1.6 * viscosity))
  const flow = (await solver.measure()).ports['out']?.flow ?? Number.NaN
  const at = `${cells} cells across, ${solver.steps} steps`
  solver.destroy()
  const name = 'Carreau blood in a pipe: flow / quadrature'
  // Twice what a Newtonian pipe may err by: the viscosity, too, is known to second order.
  return check(name, 1, flow / flowOf(viscosity, bloodThinning), 5.2 / cells ** 2, at)
}

/** Q of the pipe above, m³/s. */
function flowOf(least: number, thinning: Carreau): number {
  const parts = 2000
  let sum = 0
  for (let n = 0; n <= parts; n++) {
    const r = (radius * n) / parts
    const weight = n === 0 || n === parts ? 1 : n % 2 ? 4 : 2
    sum += weight * r ** 2 * shearRate((gradient * r) / 2, least, thinning)
  }
  return (Math.PI * sum * radius) / parts / 3
}

/** Solves mu(g) g = stress for g by halving: the left side grows with g. */
function shearRate(stress: number, least: number, { atRest, time, power }: Carreau): number {
  const viscosityAt = (g: number) => least + (atRest - least) * (1 + (time * g) ** 2) ** ((power - 1) / 2)
  let [low, high] = [0, stress / least]
  for (let n = 0; n < 60; n++) {
    const middle = (low + high) / 2
    if (viscosityAt(middle) * middle < stress) low = middle
    else high = middle
  }
  return high
}
