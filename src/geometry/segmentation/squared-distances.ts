type Size = readonly [number, number, number]

/** No distance yet; larger than the square of any lattice's diagonal in cells. */
export const far = 1e9

/**
 * Turns values of cells (0 at what distances are taken to, `far` elsewhere) into the exact squared Euclidean distance
 * in cells, in place: the least over all cells of value + squared distance (Felzenszwalb & Huttenlocher, Theory of
 * Computing 8, 2012).
 */
export function squaredDistances(size: Size, squares: Float32Array): void {
  for (let axis = 0; axis < 3; axis++) lowerEnvelopes(size, squares, axis)
}

/** One pass of the transform: along every line of an axis, the least of value + squared distance. */
function lowerEnvelopes(size: Size, f: Float32Array, axis: number): void {
  const n = size[axis] as number
  const step = [1, size[0], size[0] * size[1]][axis] as number
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
