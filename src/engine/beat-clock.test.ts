import { expect, test } from 'vitest'
import { BeatClock } from './beat-clock'

test('the flow may go as far as the pace times the time that passed, and a pause does not count', () => {
  const clock = new BeatClock()
  expect(clock.mayReach(0, 0.5, 10)).toBeCloseTo(10.008, 9)
  clock.dilation(0, 10)
  expect(clock.mayReach(100, 0.5, 10)).toBeCloseTo(10.05, 9)
  clock.dilation(100, 10.05)
  expect(clock.mayReach(60_000, 0.5, 10.05)).toBeCloseTo(10.058, 9)
})

test('dilation is that of the last seconds', () => {
  const clock = new BeatClock()
  clock.mayReach(0, 1, 0)
  for (let wall = 0; wall <= 10_000; wall += 100) clock.dilation(wall, wall < 5000 ? 0 : (wall - 5000) * 1e-4)
  expect(clock.dilation(10_100, 0.51)).toBeCloseTo(0.1, 2)
})
