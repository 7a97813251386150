import { add, normalize, scale, tangents, type Vec3 } from '../../core/vec3'
import type { Gpu } from '../../gpu'
import { FlowSolver } from '../flow-solver'
import { type BloodCheck, density, within } from './row'
import { pierced } from './shapes'

interface Hole {
  readonly cells: number
  /** Plate, in diameters of the hole; 0: a sheet. */
  readonly thickness: number
  readonly axis: Vec3
  readonly reynolds: number
}

const diameter = 0.006
const drop = 1000

/** Along an axis of the lattice, along the diagonal of a face, and along no line of symmetry. */
export const angles: readonly Vec3[] = [
  [0, 0, 1],
  [1, 1, 0],
  [1, 2, 3],
]

/**
 * Sharp-edged hole: dp = ½ rho (Q / (Cd A))², dp between the corners beside the plate. A plate of up to a fifth of the
 * hole's diameter: Cd .60–.65 at high Re (ISO 5167), about .69 at Re 500. A plate of three quarters of the
 * diameter: .65–.8, between a jet that stays off the hole's wall and a short tube's, which fills it.
 */
export async function orifice(gpu: Gpu, hole: Hole): Promise<BloodCheck> {
  const cd = await discharge(gpu, hole)
  const [name, range] =
    hole.thickness > 0.5
      ? ['Thick plate, ¾ of the hole', [0.65, 0.8] as const]
      : hole.reynolds < 1000
        ? ['Thin plate', [0.65, 0.69] as const]
        : ['Thin plate', [0.6, 0.65] as const]
  const at = `${hole.cells} cells across the hole, wall ${hole.thickness} of it, axis ${hole.axis.join(' ')}`
  return within(`${name}, Re ${hole.reynolds}: Cd`, range, cd, at)
}

async function discharge(gpu: Gpu, { cells, thickness, axis, reynolds }: Hole): Promise<number> {
  const speed = Math.sqrt((2 * drop) / density)
  const domain = pierced(diameter, cells, thickness, axis)
  const viscosity = (density * speed * 0.65 * diameter) / reynolds
  const solver = await FlowSolver.create(gpu, domain, { density, viscosity })
  solver.setControl({ ports: { in: { pressure: drop }, out: { pressure: 0 } } })
  await solver.step(1e5, (5 * diameter) / speed)
  let [flow, across] = [0, 0]
  for (let n = 0; n < 8; n++) {
    await solver.step(1e5, solver.time + (0.5 * diameter) / speed)
    flow += (await solver.measure()).ports['out']?.flow ?? 0
    across += await cornerDrop(solver, cells, thickness, axis)
  }
  solver.destroy()
  return flow / 8 / (((Math.PI * diameter ** 2) / 4) * Math.sqrt((2 * across) / 8 / density))
}

/** Mean difference of pressure between twelve places on either side, two cells off the plate and off the duct. */
async function cornerDrop(solver: FlowSolver, cells: number, thickness: number, axis: Vec3): Promise<number> {
  const n = normalize(axis)
  const [u, v] = tangents(n)
  const spacing = diameter / cells
  const ring = (side: number) =>
    Array.from({ length: 12 }, (_, k) => {
      const turn = (2 * Math.PI * k) / 12
      const out = add(scale(u, Math.cos(turn)), scale(v, Math.sin(turn)))
      const along = side * ((thickness * diameter) / 2 + 2 * spacing)
      return add(scale(out, 1.4 * diameter - 2 * spacing), scale(n, along))
    })
  const mean = async (side: number) =>
    (await solver.probe(ring(side))).reduce((sum, p) => sum + p.pressure, 0) / 12
  return (await mean(-1)) - (await mean(1))
}
