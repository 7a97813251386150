import { expect, test } from 'vitest'
import type { FlowMeasure, FlowSolver } from '../blood'
import { settleCrossings } from './settle-crossings'

/** A flow that has so much through it at each time; ten steps take 1 s. */
class Known {
  time = 0
  constructor(private readonly flowAt: (time: number) => number) {}
  async step(): Promise<void> {
    this.time += 1
  }
  async measure(): Promise<FlowMeasure> {
    const flow = this.flowAt(this.time)
    return { ports: { downstream: { flow }, upstream: { flow: -flow } } } as unknown as FlowMeasure
  }
}
const run = (flowAt: (time: number) => number, until: number, before = Number.NaN) => {
  const flow = new Known(flowAt)
  const solver = flow as unknown as FlowSolver
  return settleCrossings(
    solver,
    4,
    () => flow.time >= until,
    () => {},
    before,
  )
}

test('two crossings that are alike have settled; one alone has not', async () => {
  expect(await run(() => 2, 100)).toMatchObject({ mean: 2, settled: 1, mismatch: 0, stepCount: 80 })
  expect(await run(() => 2, 5)).toMatchObject({ mean: 2, wholeMean: 2, settled: 0 })
})

test('a crossing that was broken off tells nothing, however well its few steps agree', async () => {
  // The first crossing's mean is 2.5; its successor begins with just that.
  const swinging = (time: number) => (time <= 4 ? time : 2.5)
  expect(await run(swinging, 6)).toMatchObject({ mean: 2.5, wholeMean: 2.5, settled: 0 })
  expect(await run(() => 2, 2)).toMatchObject({ mean: 2, wholeMean: Number.NaN, settled: 0 })
})

test('what still changes by a tenth has settled to a tenth, and a look before counts', async () => {
  const found = await run(() => 1.1, 4, 1)
  expect(found.settled).toBeCloseTo(0.01 / (0.1 / 1.1), 6)
})
