import { normalize, scale, type Vec3 } from '../core/vec3'
import type { BloodDomain } from '../geometry/blood-domain'
import type { Gpu } from '../gpu'
import { FlowSolver } from './flow-solver'
import { orificeDuct, pierce, pipe, squareDuct } from './verify-shapes'

/** One figure against its reference; `error` is relative unless the reference is zero, then absolute. */
export interface BloodCheck {
  readonly name: string
  readonly reference: number
  readonly computed: number
  readonly error: number
  readonly tolerance: number
  readonly resolution: string
}

const density = 1060

const check = (
  name: string,
  reference: number,
  computed: number,
  tolerance: number,
  resolution: string,
): BloodCheck => ({
  name,
  reference,
  computed,
  error: reference === 0 ? Math.abs(computed) : Math.abs(computed / reference - 1),
  tolerance,
  resolution,
})

/**
 * The blood solver against closed forms and published figures.
 * @param options.long finer lattices and longer runs: minutes on a GPU, far more without one
 */
export async function verifyBlood(
  gpu: Gpu,
  options: { readonly long?: boolean } = {},
): Promise<BloodCheck[]> {
  const long = options.long ?? false
  return [
    ...(await poiseuille(gpu, long ? [8, 12, 16, 24] : [8, 12])),
    await squareDuctFriction(gpu, long ? 20 : 10),
    ...(await womersley(gpu, long ? 20 : 10)),
    ...(await orifice(gpu, long ? 12 : 6, long ? [500, 2000] : [500])),
    ...(await closedSheet(gpu)),
  ]
}

/**
 * Poiseuille: dp/dx = 8 mu U / R² in a round pipe that lies oblique to the lattice, fed with the developed profile;
 * and the order at which the error falls with the spacing.
 */
export async function poiseuille(gpu: Gpu, cellsAcross: readonly number[]): Promise<BloodCheck[]> {
  const rows: BloodCheck[] = []
  for (const cells of cellsAcross) {
    const gradient = await pipeGradient(gpu, cells)
    rows.push(
      check(
        'Poiseuille, pipe oblique to the lattice: dp/dx R²/(8 mu U)',
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

async function pipeGradient(gpu: Gpu, cells: number): Promise<number> {
  const [radius, speed, viscosity] = [0.005, 0.02, 0.0106]
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
  await solver.step(Math.round(20 + cells ** 2 / 2))
  const ends = [-0.25, 0.25].map((f) => scale(axis, f * length))
  const [p, q] = await solver.probe(ends)
  solver.destroy()
  return ((p?.pressure ?? 0) - (q?.pressure ?? 0)) / (0.5 * length) / ((8 * viscosity * speed) / radius ** 2)
}

/** Square duct, fully developed: Darcy f Re = 56.908, so dp/dx = 56.908 mu U / (2 a²). */
export async function squareDuctFriction(gpu: Gpu, cells: number): Promise<BloodCheck> {
  const [side, speed, viscosity] = [0.01, 0.01, 0.0106]
  const length = 2.5 * side
  const domain = squareDuct(side, length, side / cells)
  const solver = await FlowSolver.create(gpu, domain, { density, viscosity }, { maxStep: 1 })
  solver.setControl({ ports: { in: { flow: -speed * side ** 2 }, out: { pressure: 0 } } })
  await solver.step(40 + cells ** 2)
  const [p, q] = await solver.probe([
    [0, 0, 0.05 * length],
    [0, 0, 0.4 * length],
  ])
  solver.destroy()
  const gradient = ((p?.pressure ?? 0) - (q?.pressure ?? 0)) / (0.35 * length)
  const computed = (gradient * 2 * side ** 2) / (viscosity * speed)
  return check('Square duct: Darcy f Re', 56.908, computed, 0.03, `${cells} cells across`)
}

/**
 * Womersley: pulsating pressure gradient A cos(wt) in a round pipe, alpha = R sqrt(w rho / mu) = 4: the flow's
 * amplitude is .353099 of Poiseuille's for A. In the linear regime (speeds near zero) ends do not matter.
 */
export async function womersley(gpu: Gpu, cells: number): Promise<BloodCheck[]> {
  const [radius, viscosity, alpha] = [0.005, 0.0035, 4]
  const omega = (alpha / radius) ** 2 * (viscosity / density)
  const length = 1.5 * radius
  const amplitude = 1e-3
  const period = (2 * Math.PI) / omega
  const domain = pipe(radius, length, (2 * radius) / cells, [0, 0, 1])
  const solver = await FlowSolver.create(gpu, domain, { density, viscosity }, { maxStep: period / 60 })
  const drop = amplitude * (length + (2 * radius) / cells)
  solver.setControl({
    ports: { in: { pressure: (t) => drop * Math.cos(omega * t) }, out: { pressure: 0 } },
  })
  await solver.step(1e6, 1.5 * period)
  let [cosine, sine, samples] = [0, 0, 0]
  for (let n = 0; n < 20; n++) {
    await solver.step(1e6, (1.5 + (n + 1) / 20) * period)
    const flow = (await solver.measure()).ports['out']?.flow ?? 0
    cosine += flow * Math.cos(omega * solver.time)
    sine += flow * Math.sin(omega * solver.time)
    samples++
  }
  solver.destroy()
  const size = (2 * Math.hypot(cosine, sine)) / samples
  const phase = (Math.atan2(-sine, cosine) * 180) / Math.PI
  const steady = (Math.PI * radius ** 4 * amplitude) / (8 * viscosity)
  const at = `${cells} cells across, 60 steps a cycle`
  return [
    check('Womersley alpha 4: |Q| / Q Poiseuille', 0.353099, size / steady, 0.05, at),
    check('Womersley alpha 4: phase of Q, degrees', -65.568, phase, 0.06, at),
  ]
}

/**
 * Sharp-edged hole in a plate of no thickness: dp = ½ rho (Q / (Cd A))², dp between the corners beside the plate.
 * Cd .60–.69 over Re 500–5000 (thin plate, ISO 5167 and older measurements: about .69 at 500, .65 at 2000).
 */
export async function orifice(gpu: Gpu, cells: number, reynolds: readonly number[]): Promise<BloodCheck[]> {
  const diameter = 0.006
  const drop = 1000
  const speed = Math.sqrt((2 * drop) / density)
  const rows: BloodCheck[] = []
  for (const re of reynolds) {
    const { domain, spacing, half } = orificeDuct(diameter, cells, 2.5, 1.25, 2.5)
    const viscosity = (density * speed * 0.65 * diameter) / re
    const solver = await FlowSolver.create(gpu, domain, { density, viscosity })
    solver.setControl({ ports: { in: { pressure: drop }, out: { pressure: 0 } } })
    await solver.step(1e5, (3 * diameter) / speed)
    let [flow, across] = [0, 0]
    const corner = half - 1.5 * spacing
    for (let n = 0; n < 6; n++) {
      await solver.step(1e5, solver.time + (0.5 * diameter) / speed)
      const m = await solver.measure()
      const [p, q] = await solver.probe([
        [corner, corner, -2 * spacing],
        [corner, corner, 2 * spacing],
      ])
      flow += m.ports['out']?.flow ?? 0
      across += (p?.pressure ?? 0) - (q?.pressure ?? 0)
    }
    solver.destroy()
    const cd = flow / 6 / (((Math.PI * diameter ** 2) / 4) * Math.sqrt((2 * across) / 6 / density))
    rows.push(
      check(
        `Thin orifice, Re ${re}: Cd`,
        re < 1000 ? 0.69 : 0.65,
        cd,
        0.08,
        `${cells} cells across the hole`,
      ),
    )
  }
  return rows
}

/**
 * A closed plate holds a pressure and leaks nothing; pierced while under pressure (an edit) the flow stays finite
 * and what goes in comes out.
 */
export async function closedSheet(gpu: Gpu): Promise<BloodCheck[]> {
  const diameter = 0.006
  const cells = 6
  const { domain } = orificeDuct(diameter, cells, 2, 1, 1.5)
  const closed: BloodDomain = {
    ...domain,
    open: domain.open.map((a) => a.slice()) as unknown as BloodDomain['open'],
    crossed: domain.crossed.map((a) => a.slice()) as unknown as BloodDomain['crossed'],
  }
  pierce(closed, 0, 0)
  const solver = await FlowSolver.create(gpu, closed, { density, viscosity: 0.0035 })
  solver.setControl({ ports: { in: { pressure: 1000 }, out: { pressure: 0 } } })
  await solver.step(30)
  const before = await solver.measure()
  const points: Vec3[] = [
    [0, 0, -diameter / 3],
    [0, 0, diameter / 3],
  ]
  const [p, q] = await solver.probe(points)
  await solver.updateDomain(domain)
  await solver.step(30)
  const after = await solver.measure()
  const inflow = after.ports['in']?.flow ?? Number.NaN
  const outflow = after.ports['out']?.flow ?? Number.NaN
  solver.destroy()
  const at = `${cells} cells across the hole`
  return [
    check('Closed sheet: flow through it, m³/s', 0, before.ports['out']?.flow ?? Number.NaN, 1e-10, at),
    check('Closed sheet: pressure held, Pa', 1000, (p?.pressure ?? 0) - (q?.pressure ?? 0), 0.001, at),
    check('Opened under pressure: outflow / inflow', 1, -outflow / inflow, 0.005, at),
    check(
      'Opened under pressure: blood flows (speed > 0, finite)',
      1,
      after.maxSpeed > 0.05 && after.maxSpeed < 20 ? 1 : 0,
      0,
      at,
    ),
  ]
}
