import type { Vec3 } from '../../core/vec3'
import { wallKind } from '../../geometry/blood-domain'
import type { Gpu } from '../../gpu'
import { FlowSolver } from '../flow-solver'
import { closedBox } from './aligned'
import type { BloodCheck } from './row'

/** Along x through the middle: the lid's direction of velocity, in units of the lid's (Albensoeder & Kuhlmann 2005). */
const alongX: readonly (readonly [number, number])[] = [
  [-0.4766, 0.58964],
  [-0.4531, 0.33171],
  [-0.3516, 0.12183],
  [-0.1172, 0.03905],
  [0, 0.00802],
  [0.2187, -0.10999],
  [0.3281, -0.2516],
  [0.3984, -0.27293],
  [0.4453, -0.20623],
]
/** Along y through the middle: the velocity away from the lid. */
const alongY: readonly (readonly [number, number])[] = [
  [-0.4375, -0.21738],
  [-0.4062, -0.24407],
  [-0.3437, -0.22924],
  [-0.2656, -0.16987],
  [0, -0.03674],
  [0.3047, 0.15223],
  [0.3594, 0.31117],
  [0.4063, 0.43423],
  [0.4453, 0.33511],
  [0.4688, 0.18864],
]

const reynolds = 1000
/** Units: edge 1 m, lid 1 m/s, density 1. Steady to four digits by then (the slowest eddy turns in about ten). */
const seconds = 50

/**
 * Lid-driven cavity, cube [-.5, .5]³, lid at x = -.5 moving along +y, Re 1000, against the spectral solution of
 * Albensoeder & Kuhlmann (2005): root mean square of the difference over their places on both centre lines, in
 * units of the lid's velocity. The flow is symmetrical about z = 0: half of it is computed.
 * @param tolerance .03 at 32 cells along an edge, .02 at 48
 */
export async function lidDrivenCavity(gpu: Gpu, cells: number, tolerance: number): Promise<BloodCheck[]> {
  const { still, smooth, sliding } = wallKind
  const domain = closedBox([cells, cells, cells / 2], 1 / cells, [-0.5, -0.5, 0], {
    sides: [sliding, still, still, still, smooth, still],
    sliding: [0, 1, 0],
  })
  const fluid = { density: 1, viscosity: 1 / reynolds }
  const solver = await FlowSolver.create(gpu, domain, fluid, { maxStep: 0.6 / cells })
  await solver.step(1e6, seconds - 5)
  const before = await centreLines(solver, cells)
  await solver.step(1e6, seconds)
  const now = await centreLines(solver, cells)
  const at = `${cells}³, half of it computed, ${solver.steps} steps`
  solver.destroy()
  const expected = [...alongX, ...alongY].map(([, v]) => v)
  return [
    row(`Lid-driven cavity, Re ${reynolds}: rms on both centre lines`, now, expected, tolerance, at),
    row(`Lid-driven cavity, Re ${reynolds}: rms of the change over the last 5 s`, now, before, 0.002, at),
  ]
}

/** The plane of symmetry lies on faces; half a cell beside it stands for it, to second order. */
async function centreLines(solver: FlowSolver, cells: number): Promise<number[]> {
  const z = 0.5 / cells
  const v = await solver.probe(alongX.map(([x]): Vec3 => [x, 0, z]))
  const u = await solver.probe(alongY.map(([y]): Vec3 => [0, y, z]))
  return [...v.map((p) => p.velocity[1]), ...u.map((p) => p.velocity[0])]
}

function row(
  name: string,
  computed: readonly number[],
  expected: readonly number[],
  tolerance: number,
  resolution: string,
): BloodCheck {
  const squares = computed.reduce((sum, v, n) => sum + (v - (expected[n] as number)) ** 2, 0)
  const rms = Math.sqrt(squares / computed.length)
  return { name, reference: 0, computed: rms, error: rms, tolerance, resolution }
}
