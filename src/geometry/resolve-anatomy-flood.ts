import { cellCount, type LatticeFrame } from '../core/lattice'
import type { Vec3 } from '../core/vec3'

/** The faces of a lattice as a graph: how far one cell is from its neighbour in memory along each axis. */
export const strides = (frame: LatticeFrame): readonly [number, number, number] => [
  1,
  frame.size[0],
  frame.size[0] * frame.size[1],
]

/** Key of a face, for sets of faces: three a cell. */
export const faceKey = (axis: number, cell: number): number => 3 * cell + axis

export function middleOfFace(frame: LatticeFrame, axis: number, cell: number): Vec3 {
  const [nx, ny] = frame.size
  const index = [cell % nx, Math.floor(cell / nx) % ny, Math.floor(cell / (nx * ny))]
  const at = (k: 0 | 1 | 2) =>
    frame.origin[k] + frame.spacing * ((index[k] as number) + (axis === k ? 0.5 : 0))
  return [at(0), at(1), at(2)]
}

type Open = readonly [ArrayLike<number>, ArrayLike<number>, ArrayLike<number>]

/** Calls `visit` for every neighbour of a cell that an open face joins to it. */
export function openNeighbours(
  frame: LatticeFrame,
  open: Open,
  cell: number,
  visit: (neighbour: number, axis: number, face: number) => void,
): void {
  const step = strides(frame)
  const n = cellCount(frame)
  for (let axis = 0; axis < 3; axis++) {
    const s = step[axis] as number
    const faces = open[axis] as ArrayLike<number>
    if ((faces[cell] as number) > 0 && cell + s < n) visit(cell + s, axis, cell)
    if (cell >= s && (faces[cell - s] as number) > 0) visit(cell - s, axis, cell - s)
  }
}

/**
 * Cells reached from the seeds over open faces.
 * @param blocked keys of faces that count as closed (a gate's, for example)
 * @param allowed cells that may be entered; all when left out
 */
export function flood(
  frame: LatticeFrame,
  open: Open,
  seeds: Iterable<number>,
  blocked: ReadonlySet<number> = new Set(),
  allowed: (cell: number) => boolean = () => true,
): Uint8Array {
  const reached = new Uint8Array(cellCount(frame))
  const queue: number[] = []
  for (const cell of seeds) {
    if (reached[cell]) continue
    reached[cell] = 1
    queue.push(cell)
  }
  for (let cell = queue.pop(); cell !== undefined; cell = queue.pop())
    openNeighbours(frame, open, cell, (next, axis, face) => {
      if (reached[next] || blocked.has(faceKey(axis, face)) || !allowed(next)) return
      reached[next] = 1
      queue.push(next)
    })
  return reached
}

/**
 * Gives every cell of `wanted` that has no label the label of the nearest labelled cell, counted in open faces;
 * ties fall to the cell met first. Works in place.
 */
export function spreadLabels(
  frame: LatticeFrame,
  open: Open,
  label: Uint8Array,
  candidates: Iterable<number>,
  wanted: (cell: number) => boolean,
): void {
  let front: number[] = []
  for (const cell of candidates) if ((label[cell] as number) > 0) front.push(cell)
  while (front.length > 0) {
    const next: number[] = []
    for (const cell of front)
      openNeighbours(frame, open, cell, (other) => {
        if (label[other] || !wanted(other)) return
        label[other] = label[cell] as number
        next.push(other)
      })
    front = next
  }
}
