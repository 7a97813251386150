import { normalize, scale } from '../../core/vec3'
import type { Gpu } from '../../gpu'
import { FlowSolver } from '../flow-solver'
import { type BloodCheck, check, density } from './row'
import { pipe } from './shapes'

/** Asked: 1.5 % at ten cells across and .6 % at twenty, by second order between them and beyond. */
const bound = (cells: number) => (cells === 20 ? 0.006 : 0.015 * (10 / cells) ** 2)
const leastOrder = 1.4

/**
 * Poiseuille: Q = pi R⁴ dp/dx / (8 mu) in a round pipe that lies oblique to the lattice, fed with the developed profile;
 * and the order at which the error falls with the spacing. In parallel flow nothing is gained or lost by what the blood
 * carries along, so the same holds at every Reynolds number: what differs is made by the scheme in the cells that the
 * wall cuts.
 */
export async function poiseuille(
  gpu: Gpu,
  cellsAcross: readonly number[],
  reynolds: number,
): Promise<BloodCheck[]> {
  const rows: BloodCheck[] = []
  const name = `Pipe oblique to the lattice, Re ${reynolds}`
  for (const cells of cellsAcross) {
    const flow = 1 / (await pipeGradient(gpu, cells, reynolds))
    rows.push(check(`${name}: Q / Q Poiseuille`, 1, flow, bound(cells), `${cells} cells across`))
  }
  return rows.length > 1 ? [...rows, orderOf(name, rows, cellsAcross)] : rows
}

function orderOf(name: string, rows: readonly BloodCheck[], cellsAcross: readonly number[]): BloodCheck {
  const [first, last] = [rows[0]!, rows.at(-1)!]
  const ratio = cellsAcross.at(-1)! / cellsAcross[0]!
  const order = Math.log(first.error / Math.max(last.error, 1e-6)) / Math.log(ratio)
  return {
    name: `${name}: order of convergence (at least ${leastOrder})`,
    reference: leastOrder,
    computed: order,
    error: Math.max(0, 1 - order / leastOrder),
    tolerance: 0,
    resolution: `${cellsAcross.join(', ')} cells across`,
  }
}

/** dp/dx R² / (8 mu U) over the middle half. */
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
