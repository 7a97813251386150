import type { Vec3 } from '../../core/vec3'
import { type BloodDomain, wallKind } from '../../geometry/blood-domain'
import { floatsPerCell } from '../../geometry/blood-field'
import { domainFromDistance } from '../../geometry/domain-from-distance'
import type { Gpu } from '../../gpu'
import type { FlowSnapshot } from '../flow-snapshot'
import { FlowSolver } from '../flow-solver'
import { closedBox } from './aligned'
import { type BloodCheck, check, density } from './row'
import { setFlow } from './set-flow'

const fluid = { density, viscosity: 0.0035 }
const spacing = 0.001

/**
 * Continuity: two chambers without a port, joined by a hole of 4 × 4 mm; the first pushes out half of its volume in a
 * stroke of .3 s (a half sine), the second takes it up. What has passed the hole is what was pushed: the difference
 * would be blood made or lost, here as a share of the chamber's volume.
 * @param iterations of the pressure a step; left out, as many as a heart gets
 */
export async function closedVolume(gpu: Gpu, iterations?: number): Promise<BloodCheck> {
  const { domain, hole } = twoChambers()
  const [volume, stroke] = [8 ** 3 * spacing ** 3, 0.3]
  const peak = (0.5 * volume * Math.PI) / (2 * stroke)
  const solver = await FlowSolver.create(gpu, domain, fluid, {
    sections: [hole],
    ...(iterations !== undefined && { iterations }),
  })
  let [pushed, passed, spent] = [0, 0, 0]
  while (solver.time < stroke - 1e-9) {
    const before = solver.time
    const flow = peak * Math.sin((Math.PI * before) / stroke)
    solver.setControl({ sources: { 1: flow, 2: -flow } })
    spent += solver.pressureIterations
    await solver.step(1, stroke)
    pushed += flow * (solver.time - before)
    passed += ((await solver.measure()).sections[0]?.flow ?? Number.NaN) * (solver.time - before)
  }
  const at = `two chambers of 8 mm, ${solver.steps} steps, ${(spent / solver.steps).toFixed(1)} iterations each`
  solver.destroy()
  return check(
    'Closed chambers: volume made or lost in a stroke / volume',
    0,
    (passed - pushed) / volume,
    1e-6,
    at,
  )
}

function twoChambers() {
  const { still } = wallKind
  const domain = closedBox([8, 8, 16], spacing, [0, 0, 0], {
    sides: [still, still, still, still, still, still],
  })
  const [nx, ny] = domain.frame.size
  const cells: number[] = []
  for (let c = 0; c < domain.fill.length; c++) {
    const [i, j, k] = [c % nx, Math.floor(c / nx) % ny, Math.floor(c / (nx * ny))]
    if (domain.structure[c] && k > 8) domain.structure[c] = 2
    if (k !== 8) continue
    if (Math.abs(i - 4.5) < 2 && Math.abs(j - 4.5) < 2) cells.push(c)
    else domain.open[2][c] = 0
  }
  const hole = {
    axis: new Uint8Array(cells.length).fill(2),
    cell: Uint32Array.from(cells),
    sign: new Int8Array(cells.length).fill(1),
  }
  return { domain, hole }
}

/**
 * Oxygen in a closed ball that turns half round about an axis oblique to the lattice, venous blood in one half and arterial
 * in the other: nothing flows in or out, so that what there is stays, and no place is poorer or richer than both were.
 */
export async function oxygenKept(gpu: Gpu): Promise<BloodCheck[]> {
  const [venous, arterial, turn] = [0.65, 0.98, 0.2]
  const solver = await FlowSolver.create(gpu, ball(0.006), fluid, {
    tracers: { count: 1, saturation: { 1: venous, 2: arterial } },
  })
  const rate = (2 * Math.PI) / turn / 3
  await setFlow(
    solver,
    ([x, y, z]) => [rate * (2 * z - 2 * y), rate * (2 * x - z), rate * (y - 2 * x)],
    () => 0,
  )
  const before = oxygenIn(await solver.snapshot())
  await solver.step(1e5, turn / 2)
  const after = oxygenIn(await solver.snapshot())
  const at = `ball of 12 cells across, ${solver.steps} steps`
  solver.destroy()
  const outside = Math.max(0, venous - after.least, after.most - arterial)
  return [
    check('Oxygen in a closed ball: now / at the start', 1, after.sum / before.sum, 1e-5, at),
    // Values are single-precision numbers below 1.
    check('Oxygen in a closed ball: farthest outside of its bounds', 0, outside, 2e-7, at),
    check('Oxygen in a closed ball: it was stirred (0 no, 1 yes)', 1, after.mixed > 0.02 ? 1 : 0, 0, at),
  ]
}

function ball(radius: number): BloodDomain {
  const n = Math.ceil((2 * radius) / spacing) + 4
  const start = -((n - 1) / 2) * spacing
  const frame = { size: [n, n, n] as const, spacing, origin: [start, start, start] as Vec3 }
  const pieces = domainFromDistance(
    frame,
    (p) => Math.hypot(...p) - radius,
    (_, p) => (p[0] < 0 ? 1 : 2),
  )
  return { ...pieces, gates: [], ports: [], sheets: [], leaks: [], warnings: [] }
}

/** Sum over the blood, as the solver weighs its cells, bounds, and the share of cells that are neither one nor the other. */
function oxygenIn({ lattice, values }: FlowSnapshot) {
  let [sum, cells, between, least, most] = [0, 0, 0, 1, 0]
  for (let e = 0; e < lattice.ghostStart; e++) {
    if (!(lattice.tags[e]! & 0x20000)) continue
    const saturation = values[floatsPerCell * e + 4]!
    sum += saturation * Math.max(0.3, values[floatsPerCell * e + 6]!)
    cells++
    if (saturation > 0.7 && saturation < 0.93) between++
    least = Math.min(least, saturation)
    most = Math.max(most, saturation)
  }
  return { sum, least, most, mixed: between / cells }
}
