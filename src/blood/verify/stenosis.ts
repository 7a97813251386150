import type { Vec3 } from '../../core/vec3'
import type { Gpu } from '../../gpu'
import { FlowSolver } from '../flow-solver'
import { halfBeyond } from './aligned'
import { type BloodCheck, check, density } from './row'
import { ring, turned } from './shapes'

/** Pressure drop, mmHg, by flow, mL/s: Young and Tsai's formula for the vessel below. */
const published: Readonly<Record<number, number>> = { 1: 1.01, 2: 2.7, 3: 5.09, 4: 8.16, 5: 11.93 }
const [radius, stenosis, viscosity] = [0.002, 0.008, 0.0035]
/** Where the pressure is read, in diameters behind the stenosis: in the jet, and where it has risen again. */
const behind = [7, 30] as const
/** Way of the mean flow until it is steady, m; the jet runs four times as fast. */
const settling = 0.15

/**
 * Young and Tsai (1973) with the viscous term of Young, Cholvin and Roth (1975) for hollow cylindrical plugs, whose bore
 * leaves 25 % of the area of a 4 mm vessel over 8 mm here. dp = Kv mu U / D + ½ rho Kt (A0/As - 1)² U², Kt 1.52, fitted
 * by them to measurements. Its second term has the form of Borda and Carnot's loss, which is what is lost for good: the
 * drop is taken from one diameter before to where the pressure has risen again, less Poiseuille's of the straight pipe
 * between. In the experiments the jet breaks down and does so soon; here, between two planes of symmetry (a quarter is
 * computed, Re in the bore up to 970), it stays laminar and takes thirty diameters. Seven behind it is named beside it.
 */
export async function youngTsai(gpu: Gpu, cells: number, flow_mL_s: number): Promise<BloodCheck> {
  const flow = flow_mL_s * 1e-6
  const speed = flow / (Math.PI * radius ** 2)
  const off = radius / cells
  const solver = await FlowSolver.create(gpu, vesselOf(cells), { density, viscosity })
  solver.setControl({ ports: { in: { flow: -flow / 4, profile: 'developed' }, out: { pressure: 0 } } })
  await solver.step(1e6, settling / speed)
  const drops = [0, 0]
  for (let n = 0; n < 8; n++) {
    await solver.step(1e6, solver.time + 0.002 / speed)
    const places = [-stenosis / 2 - 2 * radius, ...behind.map((d) => stenosis / 2 + 2 * d * radius)]
    const [before, ...after] = await solver.probe(places.map((z): Vec3 => [off, off, z]))
    after.forEach((p, i) => {
      drops[i] = (drops[i] as number) + ((before?.pressure ?? 0) - p.pressure) / 8
    })
  }
  const straight = (d: number) => ((8 * viscosity * speed) / radius ** 2) * (2 + 2 * d) * radius
  const [near, far] = drops.map((drop, i) => (drop - straight(behind[i] as number)) / 133.322)
  const at = `${cells} cells across the vessel, ${solver.cellCount} cells (a quarter), ${solver.steps} steps; ${near?.toFixed(2)} mmHg ${behind[0]} diameters behind`
  solver.destroy()
  const name = `Young–Tsai stenosis of 75 %, ${flow_mL_s} mL/s: mmHg`
  return check(name, published[flow_mL_s] as number, far ?? Number.NaN, 0.1, at)
}

function vesselOf(cells: number) {
  const whole = turned({
    axis: [0, 0, 1],
    spacing: (2 * radius) / cells,
    from: -stenosis / 2 - 4 * radius,
    to: stenosis / 2 + 2 * ((behind[1] as number) + 3) * radius,
    radius,
    wall: (s, r) => Math.max(r - radius, -ring(Math.abs(s) - stenosis / 2, radius / 2 - r)),
  })
  return halfBeyond(halfBeyond(whole, 0, 0), 1, 0)
}
