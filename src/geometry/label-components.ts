import type { LatticeFrame } from '../core/lattice'

/** The six face neighbours of a cell that lie on the lattice. */
export function faceNeighbours(frame: LatticeFrame, cell: number, visit: (neighbour: number) => void): void {
  const [nx, ny, nz] = frame.size
  const i = cell % nx
  const j = Math.floor(cell / nx) % ny
  const k = Math.floor(cell / (nx * ny))
  if (i > 0) visit(cell - 1)
  if (i < nx - 1) visit(cell + 1)
  if (j > 0) visit(cell - nx)
  if (j < ny - 1) visit(cell + nx)
  if (k > 0) visit(cell - nx * ny)
  if (k < nz - 1) visit(cell + nx * ny)
}

/** Up to 26 neighbours of a cell; `near` 2 leaves out the corners (18 neighbours). */
export function allNeighbours(
  frame: LatticeFrame,
  cell: number,
  visit: (neighbour: number) => void,
  near: 2 | 3 = 3,
): void {
  const [nx, ny, nz] = frame.size
  const i = cell % nx
  const j = Math.floor(cell / nx) % ny
  const k = Math.floor(cell / (nx * ny))
  for (let c = -1; c <= 1; c++)
    for (let b = -1; b <= 1; b++)
      for (let a = -1; a <= 1; a++) {
        const steps = Math.abs(a) + Math.abs(b) + Math.abs(c)
        if (steps === 0 || steps > near) continue
        const [x, y, z] = [i + a, j + b, k + c]
        if (x < 0 || y < 0 || z < 0 || x >= nx || y >= ny || z >= nz) continue
        visit(x + nx * (y + ny * z))
      }
}

/** The cells among `waiting` that join on to `first` by any of 26 neighbours, it before them; they are taken out of `waiting`. */
export function joinedTo(frame: LatticeFrame, first: number, waiting: Set<number>): number[] {
  const found = [first]
  waiting.delete(first)
  for (let n = 0; n < found.length; n++)
    allNeighbours(frame, found[n] as number, (m) => {
      if (waiting.delete(m)) found.push(m)
    })
  return found
}

/** Pieces of the cells labelled `id`, joined through faces, the largest first. */
export function labelComponents(frame: LatticeFrame, labels: Uint8Array, id: number): number[][] {
  const seen = new Uint8Array(labels.length)
  const pieces: number[][] = []
  for (let start = 0; start < labels.length; start++) {
    if (labels[start] !== id || seen[start]) continue
    const piece = [start]
    seen[start] = 1
    for (let n = 0; n < piece.length; n++)
      faceNeighbours(frame, piece[n] as number, (m) => {
        if (labels[m] !== id || seen[m]) return
        seen[m] = 1
        piece.push(m)
      })
    pieces.push(piece)
  }
  return pieces.sort((a, b) => b.length - a.length)
}
