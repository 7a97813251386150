import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Gpu, openGpu } from '../gpu'
import { runVessel } from './run-vessel'
import { turnedVessel } from './run-vessel.fixture'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

const filesOf = (vessel: Record<string, Uint8Array>) => async (path: string) => {
  const bytes = vessel[path.replace('.stl', '')]
  if (!bytes) throw new Error(`no ${path}`)
  return bytes
}
const spec = {
  spacing_mm: 1,
  density: 1060,
  viscosity: 0.106,
  wall: 'wall.stl',
  inlets: [{ name: 'in', surface: 'inlet.stl', flow_m3_s: 2e-6 }],
  outlets: [{ name: 'out', surface: 'outlet.stl', pressure_Pa: 500 }],
  duration_s: 0.12,
  average_from_s: 0.1,
  probes: [
    { name: 'before', point: [0, 0, 5] },
    { name: 'behind', point: [0, 0, 13] },
  ],
}

// Poiseuille: dp/dx = 8 mu U / R², centre line 2 U, wall shear 4 mu U / R.
test('a pipe from STL surfaces follows Poiseuille', async () => {
  const vessel = turnedVessel([
    [0, 5],
    [9, 5],
    [18, 5],
  ])
  const report = await runVessel(gpu, spec, filesOf(vessel))
  const speed = 2e-6 / (Math.PI * 0.005 ** 2)
  const gradient = (8 * 0.106 * speed) / 0.005 ** 2
  const [before, behind] = report.probes
  const drop = (before?.pressure_Pa.average ?? 0) - (behind?.pressure_Pa.average ?? 0)
  expect(drop / (0.008 * gradient)).toBeGreaterThan(0.96)
  expect(drop / (0.008 * gradient)).toBeLessThan(1.05)
  expect((before?.velocity_m_s.average[2] ?? 0) / (2 * speed)).toBeGreaterThan(0.95)
  expect(report.wallShear.timeAveraged_Pa / ((4 * 0.106 * speed) / 0.005)).toBeGreaterThan(0.9)
  expect(report.wallShear.timeAveraged_Pa / ((4 * 0.106 * speed) / 0.005)).toBeLessThan(1.1)
  expect(report.ports.map((p) => p.kind)).toEqual(['inlet', 'outlet'])
  expect(report.ports[1]?.flow_m3_s.final).toBeCloseTo(2e-6, 8)
  expect(report.mismatch).toBeLessThan(0.01)
  // Friction takes Q dp; the ports' pressures stand half a cell inside of either end.
  expect(report.powerLoss_W.average / (2e-6 * gradient * 0.017)).toBeGreaterThan(0.94)
  expect(report.powerLoss_W.average / (2e-6 * gradient * 0.017)).toBeLessThan(1.06)
  const line = report.centreLine.filter((p) => p.s_mm > 4 && p.s_mm < 13)
  const [first, last] = [line[0]!, line.at(-1)!]
  const fall = (first.pressure_Pa.average - last.pressure_Pa.average) / (1e-3 * (last.s_mm - first.s_mm))
  expect(fall / gradient).toBeGreaterThan(0.95)
  expect(fall / gradient).toBeLessThan(1.05)
})

test('a missing cap and a probe outside are faults that say so', async () => {
  const vessel = turnedVessel([
    [0, 5],
    [12, 5],
  ])
  const open = { ...spec, outlets: [{ name: 'out', surface: 'inlet.stl', pressure_Pa: 0 }] }
  await expect(runVessel(gpu, open, filesOf(vessel))).rejects.toThrow(/do not close/)
  const outside = { ...spec, probes: [{ name: 'lost', point: [20, 0, 5] }] }
  await expect(runVessel(gpu, outside, filesOf(vessel))).rejects.toThrow(/probe lost.*outside/)
})

// A beat into a windkessel: curves, averages and wall shear have to survive the break as well as the flow.
const beating = {
  spacing_mm: 1,
  density: 1060,
  viscosity: 0.02,
  wall: 'wall.stl',
  inlets: [{ name: 'in', surface: 'inlet.stl', flow_m3_s: 'beat.csv', flow_units: 'mL/s' }],
  outlets: [
    {
      name: 'out',
      surface: 'outlet.stl',
      pressure_Pa: { windkessel: { Rp: 1e7, C: 1e-9, Rd: 1e8, initial_Pa: 800 } },
    },
  ],
  duration_s: 0.008,
  average_from_s: 0.003,
  probes: [{ name: 'middle', point: [0, 0, 3] }],
}

test('a run that was broken off and resumed equals the unbroken one, bit for bit', async () => {
  const vessel = turnedVessel([
    [0, 3],
    [6, 3],
  ])
  const files: Record<string, Uint8Array> = {
    'wall.stl': vessel.wall,
    'inlet.stl': vessel.inlet,
    'outlet.stl': vessel.outlet,
    'beat.csv': new TextEncoder().encode('0,2\n0.003,6\n0.08,2\n'),
  }
  const read = async (path: string) => files[path]!
  const run = async (options: Parameters<typeof runVessel>[4]) => {
    const { cost, ...result } = await runVessel(gpu, beating, read, 'pipe.json', options)
    return result
  }
  let kept = new Uint8Array()
  const checkpoint = async (bytes: Uint8Array) => {
    kept = bytes.slice()
  }
  let field = ''
  const fields = async (bytes: Uint8Array) => {
    field += new TextDecoder().decode(bytes)
  }
  const whole = await run({ fields })
  const first = field
  field = ''
  const part = await run({ until: 0.004, checkpoint })
  expect(part.simulated_s).toBeLessThan(0.0079)
  const resumed = await run({ resume: { file: 'kept', bytes: kept }, fields })
  expect(resumed).toEqual(whole)
  expect(field).toBe(first)
  const other = run({ resume: { file: 'kept', bytes: new Uint8Array(9) } })
  await expect(other).rejects.toThrow(/kept.*is no checkpoint/)
})
