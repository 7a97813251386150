import type { LatticeFrame } from '../../core/lattice'
import { far, squaredDistances } from './squared-distances'

/**
 * Distance of every cell of blood to the nearest wall, in cells (0 outside of blood): Euclidean distance between cell
 * centres, less half a cell, so that it is measured to the face. A closed link counts as wall, half a cell away.
 */
export function lumenDepth(frame: LatticeFrame, mask: Uint8Array, closed: Uint16Array): Float32Array {
  const squares = new Float32Array(mask.length)
  for (let o = 0; o < mask.length; o++) squares[o] = mask[o] ? far : 0
  const steps = [1, frame.size[0], frame.size[0] * frame.size[1]] as const
  for (let o = 0; o < mask.length; o++)
    for (let a = 0; a < 3; a++)
      if (closed[3 * o + a]) {
        squares[o] = Math.min(squares[o] as number, 1)
        const next = o + (steps[a as 0 | 1 | 2] as number)
        squares[next] = Math.min(squares[next] as number, 1)
      }
  squaredDistances(frame.size, squares)
  for (let o = 0; o < mask.length; o++)
    squares[o] = mask[o] ? Math.max(0.5, Math.sqrt(squares[o] as number) - 0.5) : 0
  return squares
}
