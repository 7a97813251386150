import { normalize, scale } from '../../core/vec3'
import type { Gpu } from '../../gpu'
import { FlowSolver } from '../flow-solver'
import { type BloodCheck, check, density } from './row'
import { pipe } from './shapes'

/**
 * Poiseuille: dp/dx = 8 mu U / R² in a round pipe that lies oblique to the lattice, fed with the developed profile;
 * and the order at which the error falls with the spacing.
 */
export async function poiseuille(gpu: Gpu, cellsAcross: readonly number[]): Promise<BloodCheck[]> {
  const rows: BloodCheck[] = []
  for (const cells of cellsAcross) {
    const gradient = await pipeGradient(gpu, cells, 2)
    rows.push(
      check(
        'Poiseuille, pipe oblique to the lattice, Re 2: dp/dx R²/(8 mu U)',
        1,
        gradient,
        2.6 / cells ** 2,
        `${cells} cells across`,
      ),
    )
  }
  const [first, last] = [rows[0] as BloodCheck, rows.at(-1) as BloodCheck]
  const ratio = (cellsAcross.at(-1) as number) / (cellsAcross[0] as number)
  const order = Math.log(first.error / Math.max(last.error, 1e-6)) / Math.log(ratio)
  rows.push({
    name: 'Poiseuille: order of convergence (at least 1.5)',
    reference: 2,
    computed: order,
    error: Math.max(0, 2 - order) / 2,
    tolerance: 0.25,
    resolution: `${cellsAcross.join(', ')} cells across`,
  })
  return rows
}

/**
 * The same at Re 500: in parallel flow no momentum is gained or lost by what the blood carries along, so what differs
 * from 1 is made at the walls by the scheme. It falls with the square of the spacing and grows with Re.
 */
export async function pipeAtSpeed(gpu: Gpu, cells: number): Promise<BloodCheck> {
  const gradient = await pipeGradient(gpu, cells, 500)
  const name = 'Pipe oblique to the lattice at Re 500: dp/dx R²/(8 mu U)'
  return check(name, 1, gradient, 25 / cells ** 2, `${cells} cells across`)
}

async function pipeGradient(gpu: Gpu, cells: number, reynolds: number): Promise<number> {
  const [radius, speed] = [0.005, 0.02]
  const viscosity = (density * speed * 2 * radius) / reynolds
  const length = 3 * radius
  const axis = normalize([1, 2, 3])
  const domain = pipe(radius, length, (2 * radius) / cells, axis)
  const solver = await FlowSolver.create(gpu, domain, { density, viscosity }, { maxStep: 1 })
  solver.setControl({
    ports: {
      in: { flow: -speed * Math.PI * radius ** 2, profile: 'developed' },
      out: { pressure: 0 },
    },
  })
  await solver.step(reynolds > 100 ? 60 * cells : Math.round(20 + cells ** 2 / 2))
  const ends = [-0.25, 0.25].map((f) => scale(axis, f * length))
  const [p, q] = await solver.probe(ends)
  solver.destroy()
  return ((p?.pressure ?? 0) - (q?.pressure ?? 0)) / (0.5 * length) / ((8 * viscosity * speed) / radius ** 2)
}
