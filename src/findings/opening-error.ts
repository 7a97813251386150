/**
 * Relative error of an area measured on the lattice by how many cells lie across it: the envelope of what the tubes,
 * holes and slits at random angles of tests/verification/openings.test.ts show. Half a cell of the rim is not known below
 * six cells; from there five per cent at most.
 */
export const areaError = (cellsAcross: number): number =>
  cellsAcross >= 6 ? 0.05 : Math.min(1, 0.05 + 0.1 * (6 / Math.max(cellsAcross, 0.5) - 1))
