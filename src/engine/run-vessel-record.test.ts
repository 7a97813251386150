import { expect, test } from 'vitest'
import type { FlowSolver } from '../blood'
import { Recorder } from './run-vessel-record'

/** Curves that repeat from the second beat on: the first one still fills. */
function recorder() {
  const solver = { domain: { ports: [{ id: 'in' }, { id: 'out' }] } } as unknown as FlowSolver
  const made = new Recorder(solver, [], 0.5, 1060, [])
  const rows = Array.from({ length: 30 }, (_, n) => {
    const time = (n + 1) / 20
    const rise = time <= 0.5 ? 50 : 0
    const wave = Math.sin(4 * Math.PI * time)
    return {
      time,
      flows: [-2 - wave, 2 + wave],
      pressures: [1000 + 100 * wave - rise, 900],
      probes: [],
      powerLoss: 0.01,
      line: [],
    }
  })
  made.restore(rows)
  return made
}

test('each beat has its means and its greatest pressure, and the last two are compared', () => {
  const beats = recorder().beats(0.5)
  expect(beats.map((b) => b.samples)).toEqual([10, 10, 10])
  expect(beats.map((b) => Math.round(b.ports[0]!.pressure_Pa))).toEqual([950, 1000, 1000])
  expect(beats[2]!.ports[0]!.most_Pa).toBeGreaterThan(1090)
  expect(beats[1]!.ports[1]!.flowOut_m3_s).toBeCloseTo(2, 9)
  expect(beats[2]!.powerLoss_W).toBeCloseTo(0.01, 9)
  expect(recorder().settledOverBeats(0.5)).toBeCloseTo(1, 6)
})

test('curves go out and come back unchanged', () => {
  const again = recorder()
  again.restore(JSON.parse(JSON.stringify(recorder().save())))
  expect(again.beats(0.5)).toEqual(recorder().beats(0.5))
  expect(again.powerLoss().average).toBeCloseTo(0.01, 12)
})
