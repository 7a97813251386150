import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LatticeFrame } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import type { BloodDomain, DomainGate } from '../geometry/blood-domain'
import { floatsPerCell } from '../geometry/blood-field'
import { domainFromDistance } from '../geometry/domain-from-distance'
import { facesAcross } from '../geometry/domain-from-distance-ports'
import { type Gpu, openGpu } from '../gpu'
import { FlowSolver } from './flow-solver'
import { pipe } from './verify/shapes'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())
const fluid = { density: 1060, viscosity: 0.0035 }

/** Two boxes without any port, joined by one gate: a shut heart in small. */
function twoRooms(): BloodDomain {
  const h = 0.001
  const frame: LatticeFrame = { size: [12, 12, 20], spacing: h, origin: [0, 0, 0] }
  const box = (p: Vec3, z: number) =>
    Math.max(Math.abs(p[0] - 0.0055) - 0.004, Math.abs(p[1] - 0.0055) - 0.004, Math.abs(p[2] - z) - 0.004)
  const inside = (p: Vec3) => Math.min(box(p, 0.0055), box(p, 0.0135))
  const pieces = domainFromDistance(frame, inside, (_, p) => (p[2] < 0.0095 ? 1 : 2))
  const faces = facesAcross(pieces, { centre: [0.0055, 0.0055, 0.0095], normal: [0, 0, 1], radius: 0.003 })
  const keep = new Set(faces.cell)
  const k = 9
  for (let c = 0; c < 144; c++) if (!keep.has(c + 144 * k)) pieces.open[2][c + 144 * k] = 0
  const gate: DomainGate = { ...faces, id: 'mitral', from: 1, to: 2, area: Math.PI * 0.003 ** 2 }
  return { ...pieces, gates: [gate], ports: [], sheets: [], leaks: [], warnings: [] }
}

// Continuity: what one room loses passes the gate; a shut gate lets nothing pass, and the pressure stays finite
// although no port sets its level.
test('a chamber without a port moves its volume through the open gate, and nothing through the shut one', async () => {
  const solver = await FlowSolver.create(gpu, twoRooms(), fluid, { gateRamp: 0.02, maxStep: 0.002 })
  const flow = 2e-6
  solver.setControl({ gates: { mitral: 1 }, sources: { 1: flow, 2: -flow } })
  await solver.step(12)
  const open = await solver.measure()
  expect(open.gates['mitral']?.flow).toBeCloseTo(flow, 8)
  solver.setControl({ gates: { mitral: 0 }, sources: {} })
  await solver.step(1000, solver.time + 0.024)
  const shut = await solver.measure()
  expect(shut.gates['mitral']?.openness).toBe(0)
  expect(shut.gates['mitral']?.flow).toBe(0)
  expect(Number.isFinite(shut.structurePressure[1] as number)).toBe(true)
  // The chamber is at full stroke when its gate opens by a first slit: 1.4 m/s through all of it, ten times that there.
  const stroke = 4e-5
  solver.setControl({ gates: { mitral: 1 }, sources: { 1: stroke, 2: -stroke } })
  await solver.step(12)
  const opened = await solver.measure()
  expect(opened.gates['mitral']?.flow).toBeCloseTo(stroke, 7)
  expect(opened.maxSpeed).toBeLessThan(30)
  solver.destroy()
})

// V ds/dt = inflow (s_in - s): bounded by what was there and what comes in, and it does come in.
test('oxygen and tracers go with the flow', async () => {
  const solver = await FlowSolver.create(gpu, pipe(0.004, 0.012, 0.001, [0, 0, 1]), fluid, {
    tracers: { count: 200, saturation: { 1: 0.6 } },
  })
  solver.setControl({
    ports: { in: { flow: -1e-5 }, out: { pressure: 0 } },
    inflowSaturation: { ports: { in: 0.95 } },
  })
  const volume = solver.cellCount * 1e-9
  await solver.step(1000, (0.4 * volume) / 1e-5)
  const mean = (await solver.structureSaturation())[1] as number
  expect(mean).toBeGreaterThan(0.6 + 0.35 * 0.3)
  expect(mean).toBeLessThan(0.6 + 0.35 * 0.55)
  const tracers = await solver.readTracers()
  let forward = 0
  for (let t = 0; t < 200; t++) {
    const [x, y, , saturation, , , w] = tracers.subarray(8 * t, 8 * t + 8)
    expect(Math.hypot(x as number, y as number)).toBeLessThan(0.0052)
    expect(saturation).toBeGreaterThan(0.599)
    expect(saturation).toBeLessThan(0.951)
    forward += Math.sign(w as number)
  }
  expect(forward).toBeGreaterThan(180)
  solver.destroy()
})

// Windkessel at rest flow: p = (Rp + Rd) Q after a few C Rd.
test('a windkessel settles at its resistance', async () => {
  const solver = await FlowSolver.create(gpu, pipe(0.004, 0.01, 0.001, [0, 0, 1]), fluid)
  const flow = 1e-5
  const windkessel = { Rp: 2e7, C: 1e-10, Rd: 1e8 }
  solver.setControl({ ports: { in: { flow: -flow }, out: { windkessel } } })
  await solver.step(2000, 6 * windkessel.C * windkessel.Rd)
  const { ports } = await solver.measure()
  expect((ports['out']?.pressure ?? 0) / ((windkessel.Rp + windkessel.Rd) * flow)).toBeCloseTo(1, 1)
  expect(ports['out']?.flow).toBeCloseTo(flow, 8)
  solver.destroy()
})

test('the same steps give the same numbers', async () => {
  const run = async () => {
    const solver = await FlowSolver.create(gpu, pipe(0.004, 0.01, 0.001, [0, 1, 2]), fluid)
    solver.setControl({ ports: { in: { pressure: 200 }, out: { pressure: 0 } } })
    await solver.step(12)
    const { velocity } = await solver.field()
    solver.destroy()
    return velocity
  }
  expect(await run()).toEqual(await run())
})

// Danckwerts (1953): the age of what flows out, weighted by flow, tends to tau = volume / flow whatever the profile. In
// Poiseuille flow without diffusion, started with a = 0, it is tau (1 - tau / (4 t)) once t > tau / 2: the residence
// times have the density tau² / (2 t³).
test('the age of the outflow of a pipe is volume / flow, less what is still on its way', async () => {
  const flow = 5e-6
  const length = 0.008
  const domain = pipe(0.003, length, 0.001, [0, 0, 1])
  const solver = await FlowSolver.create(gpu, domain, { density: 1060, viscosity: 0.05 }, { age: true })
  solver.setControl({ ports: { in: { flow: -flow, profile: 'developed' }, out: { pressure: 0 } } })
  const area = domain.ports[1]!.area
  const tau = (area * length) / flow
  const time = 2 * tau
  await solver.step(5000, time)
  const { lattice, values } = await solver.snapshot()
  const [nx, ny] = lattice.frame.size
  let [aged, passed] = [0, 0]
  const out = domain.ports[1]!
  const last = Math.floor(out.cell[0]! / (nx * ny))
  for (let cell = nx * ny * last; cell < nx * ny * (last + 1); cell++) {
    const at = floatsPerCell * lattice.entryOf[cell]!
    const share = values[at + 6]! * values[at + 2]!
    aged += share * values[at + 5]!
    passed += share
  }
  expect(aged / passed / (tau * (1 - tau / (4 * time)))).toBeGreaterThan(0.94)
  expect(aged / passed / (tau * (1 - tau / (4 * time)))).toBeLessThan(1.06)
  // Blood that nothing moves is as old as the flow; none is older.
  expect(Math.max(...values.filter((_, n) => n % floatsPerCell === 5))).toBeLessThanOrEqual(time * 1.001)
  solver.destroy()
})
