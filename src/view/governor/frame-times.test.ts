import { expect, test } from 'vitest'
import { FrameTimes, keptFrames } from './frame-times'

test('the newest frames are kept, with their work and how many came late', () => {
  const times = new FrameTimes()
  let now = 0
  for (let n = 0; n < 3 * keptFrames; n++) {
    now += n % 4 === 0 ? 30 : 10
    times.begin(now)
    times.end(now + 2)
  }
  const { work, rate, late } = times.summary(13.9)
  expect(work).toBeCloseTo(2, 5)
  expect(rate).toBeCloseTo(1000 / 15, 3)
  expect(late).toBeCloseTo(0.25, 6)
})

test('before the first frame there is nothing to say', () => {
  expect(new FrameTimes().summary(13.9)).toEqual({ work: 0, rate: 0, late: 0 })
})
