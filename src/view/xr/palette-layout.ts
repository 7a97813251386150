/** A place on the palette, metres from its middle, in its plane. */
type PalettePlace = readonly [x: number, y: number, z: number]

export const columns = 3
/** Rows that a page has room for; more entries turn over to the next sheet. */
const rows = 6
const column = 0.092
const row = 0.028
export const buttonWidth = 0.088

/** Entries of one sheet. */
export const perSheet = columns * rows

export const sheetCount = (entries: number): number => Math.max(Math.ceil(entries / perSheet), 1)

/** The entries of a sheet; a sheet that is no more (an entry went away) is the last one. */
export function entriesOf<T>(entries: readonly T[], sheet: number): readonly T[] {
  const at = Math.min(sheet, sheetCount(entries.length) - 1)
  return entries.slice(at * perSheet, (at + 1) * perSheet)
}

/** Place of the nth entry of a sheet, three to a row; those from `perSheet` on lie in the fixed row below. */
export const cell = (n: number): PalettePlace => [
  ((n % columns) - (columns - 1) / 2) * column,
  (rows / 2 - Math.floor(n / columns)) * row,
  0,
]

/** Place of the nth tab: a column on the side away from the heart. */
export const tab = (n: number, worn: 'left' | 'right'): PalettePlace => [
  (worn === 'left' ? -1 : 1) * ((columns + 1) / 2) * column,
  (rows / 2 - n) * row,
  0,
]
