import { cellCount, type LatticeFrame } from '../../core/lattice'

/** 1 in the outermost cells of a lattice: all others have all of their neighbours. */
export function rimCells(frame: LatticeFrame): Uint8Array {
  const [nx, ny, nz] = frame.size
  const rim = new Uint8Array(cellCount(frame))
  for (let k = 0, row = 0; k < nz; k++)
    for (let j = 0; j < ny; j++, row += nx) {
      if (k === 0 || j === 0 || k === nz - 1 || j === ny - 1) rim.fill(1, row, row + nx)
      else {
        rim[row] = 1
        rim[row + nx - 1] = 1
      }
    }
  return rim
}

/** Whether a cell's neighbour on a side (0–5: down and up along x, y, z) lies on the lattice. */
export function hasNeighbour(frame: LatticeFrame, cell: number, side: number): boolean {
  const [nx, ny, nz] = frame.size
  const axis = side >> 1
  const at = axis === 0 ? cell % nx : axis === 1 ? Math.floor(cell / nx) % ny : Math.floor(cell / (nx * ny))
  const n = axis === 0 ? nx : axis === 1 ? ny : nz
  return (side & 1) === 1 ? at < n - 1 : at > 0
}

/** Steps to the six neighbours, in the order of sides. */
export const sideSteps = (frame: LatticeFrame): Int32Array => {
  const [nx, ny] = frame.size
  return Int32Array.of(-1, 1, -nx, nx, -nx * ny, nx * ny)
}
