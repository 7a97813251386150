import { PDFDocument } from '@cantoo/pdf-lib'
import { expect, it } from 'vitest'
import type { Page } from './page'
import { writePdf } from './write-pdf'

const page: Page = {
  width: 210,
  height: 297,
  title: 'patch-1',
  marks: [
    {
      kind: 'line',
      places: [
        [20, 20],
        [70, 20],
      ],
      width: 0.35,
      colour: '#1d2a33',
    },
    {
      kind: 'area',
      places: [
        [20, 30],
        [40, 30],
        [40, 50],
      ],
      colour: '#9cc4e4',
    },
    { kind: 'text', at: [20, 60], text: 'Näht ± 5 ✓', size: 2.2, colour: '#1d2a33', bold: true },
  ],
}

it('writes pages of their own size, at 1 : 1, with letters that a reader has', async () => {
  const bytes = await writePdf([page, { ...page, height: 420, width: 297 }], 'A heart')
  const back = await PDFDocument.load(bytes)
  const sizes = back.getPages().map((p) => [p.getWidth(), p.getHeight()].map((v) => (v / 72) * 25.4))
  expect(sizes[0]![0]).toBeCloseTo(210, 6)
  expect(sizes[0]![1]).toBeCloseTo(297, 6)
  expect(sizes[1]![1]).toBeCloseTo(420, 6)
  expect(back.getTitle()).toBe('A heart')
})
