import { expect, it } from 'vitest'
import { type PageLayout, pageWindow } from './page-window'

/** Where the middle of the whole picture comes to lie, shares of the page. */
const middleOf = (width: number, height: number, layout: PageLayout) => {
  const shown = pageWindow(width, height, layout)!
  return [(width / 2 - shown.x) / shown.width, (height / 2 - shown.y) / shown.height]
}

it('puts the heart right of the words, left of a healthy one, and over the words where the page is upright', () => {
  expect(middleOf(1440, 900, 'family')[0]).toBeGreaterThan(0.55)
  expect(middleOf(1440, 900, 'healthy')[0]).toBeLessThan(0.3)
  expect(middleOf(820, 1180, 'family')[0]).toBeCloseTo(0.5)
  expect(middleOf(820, 1180, 'family')[1]).toBeLessThan(0.45)
})

it('leaves the heart in the middle of a desk, and moves it off the panels of a tablet upright', () => {
  expect(pageWindow(1440, 900, 'work')).toBeNull()
  expect(middleOf(820, 1180, 'work')[0]).toBeGreaterThan(0.5)
})

it('keeps the shape of the picture', () => {
  const shown = pageWindow(820, 1180, 'healthy')!
  expect(shown.width / shown.height).toBeCloseTo(820 / 1180)
})
