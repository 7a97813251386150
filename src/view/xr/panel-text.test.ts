import { expect, test } from 'vitest'
import { textWidth, wrapped } from './panel-text'

test('a text is broken between words, loses none of them and keeps to the width', () => {
  const text = 'Another cut runs closer than the tissue lattice can part: draw the blade farther from it'
  const lines = wrapped(text, 0.2, 0.012)
  expect(lines.length).toBeGreaterThan(1)
  expect(lines.join(' ')).toBe(text)
  expect(textWidth(lines, 0.012)).toBeLessThanOrEqual(0.2)
})

test('a word longer than the line stands alone', () => {
  expect(wrapped('an incomprehensibility here', 0.05, 0.01)).toEqual(['an', 'incomprehensibility', 'here'])
})
