/** Rows of [age in years, value], ascending; between them straight lines, beyond them the last. */
type AgeTable = readonly (readonly [number, number])[]

/**
 * Median weight, kg, boys and girls averaged: WHO Child Growth Standards (2006) to 24 months, CDC growth charts (2000)
 * to 18 years; from 20 the adult of 70 kg that the program assumes.
 */
export const usualWeight: AgeTable = [
  [0, 3.3],
  [0.083, 4.3],
  [0.25, 6.1],
  [0.5, 7.6],
  [0.75, 8.6],
  [1, 9.3],
  [1.5, 10.6],
  [2, 11.9],
  [3, 14.1],
  [4, 16.1],
  [5, 18.2],
  [6, 20.5],
  [7, 23],
  [8, 25.7],
  [9, 28.8],
  [10, 32.4],
  [11, 36.5],
  [12, 41],
  [13, 45.7],
  [14, 50.2],
  [15, 54],
  [16, 57.4],
  [17, 59.8],
  [18, 61.7],
  [20, 70],
]

/** Median length or height, m; sources as for weight. */
export const usualHeight: AgeTable = [
  [0, 0.495],
  [0.083, 0.542],
  [0.25, 0.606],
  [0.5, 0.667],
  [0.75, 0.711],
  [1, 0.749],
  [1.5, 0.815],
  [2, 0.868],
  [3, 0.95],
  [4, 1.015],
  [5, 1.085],
  [6, 1.153],
  [7, 1.219],
  [8, 1.279],
  [9, 1.334],
  [10, 1.385],
  // biome-ignore lint/suspicious/noApproximativeNumericConstant: a height
  [11, 1.443],
  [12, 1.504],
  [13, 1.566],
  [14, 1.621],
  [15, 1.659],
  [16, 1.68],
  [17, 1.691],
  [18, 1.696],
  [20, 1.75],
]

/** Median heart rate at rest, beats a minute: Fleming et al., Lancet 377, 2011, table of centiles (middle of each age). */
export const usualHeartRate: AgeTable = [
  [0, 127],
  [0.125, 143],
  [0.375, 140],
  [0.625, 134],
  [0.875, 128],
  [1.25, 123],
  [1.75, 116],
  [2.5, 110],
  [3.5, 104],
  [5, 98],
  [7, 91],
  [10, 84],
  [13.5, 78],
  [16.5, 73],
  [20, 70],
]

/** First and ninety-ninth centile of the heart rate, beats a minute: Fleming et al. 2011; adults 40–110, own. */
export const lowHeartRate: AgeTable = [
  [0, 90],
  [0.125, 107],
  [0.375, 104],
  [0.625, 98],
  [0.875, 93],
  [1.25, 88],
  [1.75, 82],
  [2.5, 76],
  [3.5, 70],
  [5, 65],
  [7, 59],
  [10, 52],
  [13.5, 47],
  [16.5, 43],
  [20, 40],
]
export const highHeartRate: AgeTable = [
  [0, 164],
  [0.125, 181],
  [0.375, 175],
  [0.625, 168],
  [0.875, 161],
  [1.25, 156],
  [1.75, 149],
  [2.5, 142],
  [3.5, 136],
  [5, 131],
  [7, 123],
  [10, 115],
  [13.5, 108],
  [16.5, 104],
  [20, 110],
]

/** Mean haemoglobin, g/L, girls and boys averaged: Dallman, in Nathan and Oski’s Hematology of Infancy and Childhood. */
export const usualHaemoglobin: AgeTable = [
  [0, 170],
  [0.02, 175],
  [0.04, 165],
  [0.083, 140],
  [0.167, 115],
  [0.42, 115],
  [1, 120],
  [4, 125],
  [9, 135],
  [15, 142],
  [20, 140],
]

export function usualAt(table: AgeTable, ageYears: number): number {
  const [first] = table
  let [a, x] = first as readonly [number, number]
  for (const [b, y] of table) {
    if (ageYears <= b) return b === a ? y : x + ((y - x) * Math.max(0, ageYears - a)) / (b - a)
    a = b
    x = y
  }
  return x
}

/** The age at which a growing value is usual; undefined from where it grows no more. */
export function ageWhere(table: AgeTable, value: number): number | undefined {
  for (let n = 1; n < table.length; n++) {
    const [a, x] = table[n - 1] as readonly [number, number]
    const [b, y] = table[n] as readonly [number, number]
    if (value < y) return a + ((b - a) * Math.max(0, value - x)) / (y - x)
  }
  return undefined
}
