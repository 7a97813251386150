import type { LatticeFrame } from '../../core/lattice'

const far = 1e9

/**
 * Distance of every cell of blood to the nearest wall, in cells (0 outside of blood): exact Euclidean distance between
 * cell centres (Felzenszwalb & Huttenlocher, Theory of Computing 8, 2012), less half a cell, so that it is measured to
 * the face. A closed link counts as wall, half a cell away.
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
  for (let axis = 0; axis < 3; axis++) lowerEnvelopes(frame, squares, axis)
  for (let o = 0; o < mask.length; o++)
    squares[o] = mask[o] ? Math.max(0.5, Math.sqrt(squares[o] as number) - 0.5) : 0
  return squares
}

/** One pass of the transform: along every line of an axis, the least of value + squared distance. */
function lowerEnvelopes(frame: LatticeFrame, f: Float32Array, axis: number): void {
  const n = frame.size[axis] as number
  const step = [1, frame.size[0], frame.size[0] * frame.size[1]][axis] as number
  const line = new Float64Array(n)
  const feet = new Int32Array(n)
  const starts = new Float64Array(n + 1)
  const block = step * n
  for (let base = 0; base < f.length; base += block)
    for (let m = 0; m < step; m++) {
      let rough = false
      for (let i = 0; i < n; i++) {
        line[i] = f[base + m + i * step] as number
        if (line[i] !== line[0]) rough = true
      }
      if (rough) envelope(line, n, feet, starts, f, base + m, step)
    }
}

function envelope(
  line: Float64Array,
  n: number,
  feet: Int32Array,
  starts: Float64Array,
  out: Float32Array,
  base: number,
  step: number,
): void {
  let k = 0
  feet[0] = 0
  starts[0] = -far
  starts[1] = far
  for (let q = 1; q < n; q++) {
    let s = crossing(line, q, feet[k] as number)
    while (s <= (starts[k] as number)) {
      k--
      s = crossing(line, q, feet[k] as number)
    }
    k++
    feet[k] = q
    starts[k] = s
    starts[k + 1] = far
  }
  k = 0
  for (let q = 0; q < n; q++) {
    while ((starts[k + 1] as number) < q) k++
    const p = feet[k] as number
    out[base + q * step] = (q - p) * (q - p) + (line[p] as number)
  }
}

/** Where the parabolas at q and p < q are equal; with equal far values it lies midway and does no harm. */
const crossing = (line: Float64Array, q: number, p: number): number =>
  ((line[q] as number) + q * q - ((line[p] as number) + p * p)) / (2 * q - 2 * p)
