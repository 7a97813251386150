import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Gpu, openGpu } from '../gpu'
import { runVessel } from './run-vessel'
import { turnedVessel } from './run-vessel.fixture'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

// A beat into a windkessel: curves, averages and wall shear have to survive the break as well as the flow.
const spec = {
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
    const { cost, ...result } = await runVessel(gpu, spec, read, 'pipe.json', options)
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
