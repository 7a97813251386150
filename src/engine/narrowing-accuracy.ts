/** From so many cells across its throat the test stenosis was not measured any more. */
const enough = 12

/**
 * What has to be said of the 3D pressure drop over a narrowing with so few cells across its throat. Measured on Young and
 * Tsai's bore of a quarter of a vessel's area, with 6 cells across it, against their formula: -2, +10, +17.5 and +21 % at
 * Reynolds numbers of 190, 390, 580 and 770 in the bore. The layer between the jet and the blood around it is thinner than
 * such a cell.
 */
export function narrowingAccuracy(cellsAcross: number): string | null {
  if (cellsAcross >= enough) return null
  const seen =
    cellsAcross < 5.5
      ? 'below six the pressure drop is too rough for a figure'
      : 'in a test stenosis on six it told up to 21 % too much'
  return `The 3D flow has ${cellsAcross.toFixed(0)} cells across the narrowing, too few for the edge of its jet: ${seen}`
}
