import { expect, test } from 'vitest'
import { nextIterations } from './pressure-effort'

// Each iteration leaves a third to a tenth: from 2, the ratio asked for is reached and held, never left again.
test.each([0.1, 0.2, 0.33])('settles where each iteration leaves %d', (factor) => {
  let now = 2
  const seen = Array.from({ length: 20 }, () => {
    now = nextIterations(now, factor ** now)
    return now
  })
  expect(factor ** now).toBeLessThanOrEqual(2e-3)
  expect(new Set(seen.slice(10)).size).toBe(1)
})

test('stays within its bounds and where the ratio is not known', () => {
  expect(nextIterations(8, 1)).toBe(8)
  expect(nextIterations(2, 0)).toBe(2)
  expect(nextIterations(3, Number.NaN)).toBe(3)
})
