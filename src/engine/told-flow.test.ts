import { expect, test } from 'vitest'
import { hasTold } from './told-flow'

test('a run that was ended before two crossings, or still changes by a quarter, has told nothing', () => {
  expect(hasTold({ settled: 0 })).toBe(false)
  expect(hasTold({ settled: 0.01 / 0.25 })).toBe(false)
})

test('one that changes by a tenth has', () => expect(hasTold({ settled: 0.01 / 0.1 })).toBe(true))
