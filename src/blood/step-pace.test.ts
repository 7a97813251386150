import { expect, test } from 'vitest'
import { StepPace } from './step-pace'

const limits = { spacing: 1e-3, courant: 0.6, viscosity: 3e-6, inflow: 0, most: 0.005 }
/** One look at a fastest cell with so much flow through it, 1/s. */
const looked = (pace: StepPace, rate: number) => {
  const fine = pace.saw(Float32Array.of(rate, 0.5, 0, 0), [])
  pace.choose(limits)
  return fine
}

test('a step shrinks at once and grows by 15 % at most', () => {
  const pace = new StepPace()
  looked(pace, 1000)
  const first = pace.dt
  expect(first).toBeCloseTo(1 / (1000 / 0.6 + (6 * 3e-6) / (0.8 * 1e-6)), 9)
  looked(pace, 100)
  expect(pace.dt).toBeCloseTo(1.15 * first, 9)
  looked(pace, 4000)
  expect(pace.dt).toBeLessThan(0.3 * first)
})

test('looks after every step at first, and after five once the flow is quiet', () => {
  const pace = new StepPace()
  expect(pace.isLookDue).toBe(true)
  looked(pace, 100)
  pace.stepped()
  expect(pace.isLookDue).toBe(true)
  for (let n = 0; n < 20; n++) pace.stepped()
  looked(pace, 100)
  for (let n = 0; n < 4; n++) pace.stepped()
  expect([pace.isLookDue, pace.isLookNext]).toEqual([false, true])
})

test('looks after the step in hand while something is watched, and no longer than that', () => {
  const pace = new StepPace()
  for (let n = 0; n < 30; n++) pace.stepped()
  looked(pace, 100)
  pace.watch()
  expect(pace.isLookNext).toBe(true)
  pace.stepped()
  expect(pace.isLookDue).toBe(true)
  looked(pace, 100)
  pace.stepped()
  expect(pace.isLookDue).toBe(false)
})

test('after an edit the pressure gets more iterations, and figures are not to be trusted', () => {
  const pace = new StepPace()
  expect([pace.iterations(1), pace.isUnsettled]).toEqual([8, true])
  pace.stepped()
  expect(pace.iterations(1)).toBe(5)
  for (let n = 0; n < 9; n++) pace.stepped()
  expect([pace.iterations(1), pace.isUnsettled]).toEqual([1, false])
  pace.begin()
  expect(pace.iterations(1)).toBe(8)
})

test('tells a flow that has diverged', () => {
  expect(looked(new StepPace(), Number.NaN)).toBe(false)
  expect(new StepPace().saw(Float32Array.of(1, 2e4, 0, 0), [])).toBe(false)
})
