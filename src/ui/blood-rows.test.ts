import { expect, test } from 'vitest'
import { averagedText, paceText } from './blood-rows'

test('the pace says what is known: standing still, preparing, the beat it is in, how alike beats are', () => {
  const at = (change: object) =>
    paceText({ running: true, dilation: 0.25, beats: 3, settled: 0.987, ...change })
  expect(at({ running: false })).toBe('Blood stands still')
  expect(at({ dilation: 0 })).toBe('Blood flow is being prepared')
  expect(at({ beats: 0, dilation: 0.0042 })).toBe('Blood shown at 0.004 × real time · beat 1')
  expect(at({})).toBe('Blood shown at 0.3 × real time · last two beats 99 % alike')
})

test('a mean over part of a beat says so', () => {
  expect(averagedText(null)).toBe('The wall is being measured')
  expect(averagedText(0.42)).toBe('Mean over 42 % of a beat so far')
  expect(averagedText(3.04)).toBe('Mean over 3.0 beats')
})
