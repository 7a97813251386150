import { expect, test } from 'vitest'
import { buttonWidth, cell, entriesOf, perSheet, sheetCount, tab } from './palette-layout'

test('every entry is on one sheet, and a sheet that is no more shows the last one', () => {
  const entries = Array.from({ length: 2 * perSheet + 1 }, (_, n) => n)
  expect(sheetCount(entries.length)).toBe(3)
  expect([0, 1, 2].flatMap((sheet) => entriesOf(entries, sheet))).toEqual(entries)
  expect(entriesOf(entries.slice(0, 3), 2)).toEqual([0, 1, 2])
  expect(sheetCount(0)).toBe(1)
})

test('no two buttons of the palette overlap, tabs on either side included', () => {
  for (const worn of ['left', 'right'] as const) {
    const places = [
      ...Array.from({ length: perSheet + 3 }, (_, n) => cell(n)),
      ...Array.from({ length: 7 }, (_, n) => tab(n, worn)),
    ]
    for (const [n, [x, y]] of places.entries())
      for (const [a, b] of places.slice(n + 1))
        expect(Math.abs(x - a) > buttonWidth || Math.abs(y - b) > 0.0241).toBe(true)
  }
})
