import type { Vec3 } from '../../core/vec3'
import type { BloodDomain } from '../../geometry/blood-domain'
import { floatsPerCell } from '../../geometry/blood-field'
import type { Gpu } from '../../gpu'
import type { FlowSnapshot } from '../flow-snapshot'
import { FlowSolver } from '../flow-solver'
import { halfBeyond } from './aligned'
import { type BloodCheck, check } from './row'
import { setFlow } from './set-flow'
import { vessel } from './shapes'

/** Metres, kg/m³, Pa·s, m/s: height and width of the channel, the cylinder's diameter and place, mean and top speed. */
const [height, diameter, centre] = [0.41, 0.1, [0.5, 0.2]] as const
const [density, viscosity, speed, fastest] = [1, 0.001, 0.2, 0.45]
/** The channel of the benchmark is 2.5 m long: at Re 20 what lies five diameters behind the cylinder has no effect. */
const end = 1

/**
 * Schäfer & Turek (1996), case 3D-1Z: a cylinder across a square channel at Re 20, inflow 16 Um y z (H - y) (H - z) / H⁴
 * with Um = .45 m/s. c_D = 2 F / (rho U² D H) = 6.18533 (Braack & Richter 2006). The force is what the momentum of a
 * box round the cylinder loses: pressure, what is carried through and friction on its sides and on the channel's wall.
 * The half of the channel beyond its plane of symmetry is computed.
 */
export async function cylinderDrag(gpu: Gpu, cellsAcrossChannel: number): Promise<BloodCheck> {
  const spacing = height / cellsAcrossChannel
  const solver = await FlowSolver.create(gpu, channel(spacing), { density, viscosity }, { maxStep: 1 })
  const flow = -0.5 * speed * height ** 2
  const profile = ([, y, z]: Vec3) =>
    (16 * fastest * Math.max(0, y * (height - y)) * Math.max(0, z * (height - z))) / height ** 4
  solver.setControl({ ports: { in: { flow, profile }, out: { pressure: 0 } } })
  // Everywhere as at the inlet at first: then what the cylinder changes is carried past it eight times its diameter.
  await setFlow(
    solver,
    (p) => [profile(p), 0, 0],
    () => 0,
  )
  await solver.step(1e6, (8 * diameter) / speed)
  const force = 2 * dragOn(await solver.snapshot(), spacing)
  const at = `${(diameter / spacing).toFixed(1)} cells across the cylinder, ${solver.cellCount} cells (a half), ${solver.steps} steps`
  solver.destroy()
  const drag = (2 * force) / (density * speed ** 2 * diameter * height)
  return check('Cylinder in a channel, 3D-1Z, Re 20: c_D', 6.18533, drag, 0.03, at)
}

function channel(spacing: number): BloodDomain {
  const [along, across] = [Math.round(end / spacing), Math.round(height / spacing)]
  const frame = {
    size: [along + 8, across + 4, across + 4] as const,
    spacing,
    origin: [-3.5 * spacing, -1.5 * spacing, -1.5 * spacing] as const,
  }
  const wall = ([x, y, z]: Vec3) => {
    const sides = Math.max(Math.abs(y - height / 2), Math.abs(z - height / 2)) - height / 2
    return Math.max(sides, diameter / 2 - Math.hypot(x - centre[0], y - centre[1]))
  }
  const middle = height / 2
  const whole = vessel(frame, wall, [
    { id: 'in', centre: [0, middle, middle], normal: [-1, 0, 0], radius: height },
    { id: 'out', centre: [along * spacing, middle, middle], normal: [1, 0, 0], radius: height },
  ])
  return halfBeyond(sealed(whole), 2, middle)
}

/** Closes faces that lie in a wall: the samples on them cannot tell its two sides. */
function sealed(domain: BloodDomain): BloodDomain {
  const { fill, frame } = domain
  const [nx, ny] = frame.size
  domain.open.forEach((open, axis) => {
    const step = [1, nx, nx * ny][axis]!
    for (let c = 0; c + step < fill.length; c++) if (fill[c] === 0 || fill[c + step] === 0) open[c] = 0
  })
  return domain
}

/** Force along x on half of the cylinder, N. */
function dragOn({ lattice, values, faceVelocity }: FlowSnapshot, h: number): number {
  const { frame, entryOf, neighbours, count } = lattice
  const [nx, ny, nz] = frame.size
  const plane = (axis: 0 | 1, at: number) => Math.round((at - frame.origin[axis]) / h + 0.5)
  const [x1, x2] = [plane(0, centre[0] - diameter), plane(0, centre[0] + diameter)]
  const [y1, y2] = [plane(1, centre[1] - diameter), plane(1, centre[1] + diameter)]
  const entry = (i: number, j: number, k: number) => entryOf[i + nx * (j + ny * k)]!
  const cell = (i: number, j: number, k: number) => {
    const at = floatsPerCell * entry(i, j, k)
    return { u: values[at]!, v: values[at + 1]!, p: values[at + 3]! }
  }
  /** Velocity along `axis` on the lower face of a cell. */
  const below = (axis: 0 | 1, i: number, j: number, k: number) =>
    faceVelocity[axis * count + neighbours[2 * axis * count + entry(i, j, k)]!]!
  let force = 0
  for (let k = 0; k < nz; k++) {
    if (!entry(x1, y1, k)) continue
    for (let j = y1; j < y2; j++)
      for (const [i, inward] of [
        [x1, 1],
        [x2, -1],
      ] as const) {
        const [before, after] = [cell(i - 1, j, k), cell(i, j, k)]
        const u = below(0, i, j, k)
        const stretch = (after.u - before.u) / h
        force += inward * (density * u * u + (before.p + after.p) / 2 - viscosity * stretch) * h * h
      }
    for (let i = x1; i < x2; i++)
      for (const [j, inward] of [
        [y1, 1],
        [y2, -1],
      ] as const) {
        const [before, after] = [cell(i, j - 1, k), cell(i, j, k)]
        const carried = (density * below(1, i, j, k) * (before.u + after.u)) / 2
        force += inward * (carried - (viscosity * (after.u - before.u)) / h) * h * h
      }
  }
  // Friction on the channel's wall at z = H: a parabola through the first two cells.
  const top = Math.round((height - frame.origin[2]) / h - 0.5)
  for (let j = y1; j < y2; j++)
    for (let i = x1; i < x2; i++) {
      const slope = (3 * cell(i, j, top).u - cell(i, j, top - 1).u / 3) / h
      force -= viscosity * slope * h * h
    }
  return force
}
