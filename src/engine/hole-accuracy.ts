/** From so many cells across the test holes were not measured any more. */
const enough = 12

/**
 * What has to be said of the 3D flow through holes with so few cells across. Measured on holes of 8 mm under 40 mmHg in a
 * heart of .75 mm, at three angles to the lattice, against the published Cd of a sharp-edged hole, .60–.65 (.62 taken): in
 * a wall of 1.5 mm .62 at 4 cells, .68–.73 at 6, .62–.68 at 8, .66–.71 at 10; in a wall of 3 mm .76–.77 at 6. The cause is the
 * lattice of the flow: the gap between jet and wall is a tenth of the hole wide, less than a cell or little more. That
 * the heart's lattice rounds the rim adds about .01 since every face asks the heart's own field (.73 for .74 before).
 * In a sheet of no thickness, as a patch is, at 6 cells: .60–.67 at three angles at Re 9,000 (.64 published), .61–.68 at
 * Re 500 (.69): there too little may pass, least where the sheet lies along the lattice.
 */
export function holeAccuracy(cellsAcross: readonly number[]): string | null {
  const least = Math.min(...cellsAcross)
  if (least >= enough) return null
  const seen =
    least < 6
      ? 'below six the flow is too rough for a figure'
      : 'in test holes in a thin wall it let up to 17 % too much through, in a wall over a third as thick as the hole is wide 25 %, through one in a patch up to 12 % too little'
  return `The 3D flow has ${least.toFixed(0)} cells across the opening, too few for the gap between the jet and the hole’s edge: ${seen}`
}
