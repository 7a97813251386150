/**
 * A field folded with a kernel along one axis; past an edge the field goes on as it ends there.
 * @param size cells of the field in x, y and z; x changes fastest
 * @param kernel an odd count of weights, the middle one at the cell itself
 */
export function blurredAlong(
  from: Float32Array,
  size: readonly [number, number, number],
  axis: number,
  kernel: readonly number[],
): Float32Array {
  const reach = (kernel.length - 1) / 2
  const to = new Float32Array(from.length)
  const step = [1, size[0], size[0] * size[1]][axis] as number
  const n = size[axis] as number
  const block = step * n
  if (axis === 0) {
    blurRows(from, to, n, kernel)
    return to
  }
  for (let base = 0; base < from.length; base += block)
    for (let at = 0; at < n; at++)
      for (let t = -reach; t <= reach; t++) {
        const weight = kernel[t + reach] as number
        const row = base + at * step
        const source = base + Math.max(0, Math.min(n - 1, at + t)) * step
        for (let m = 0; m < step; m++)
          to[row + m] = (to[row + m] as number) + weight * (from[source + m] as number)
      }
  return to
}

function blurRows(from: Float32Array, to: Float32Array, n: number, kernel: readonly number[]): void {
  const reach = (kernel.length - 1) / 2
  for (let base = 0; base < from.length; base += n)
    for (let at = 0; at < n; at++) {
      let sum = 0
      for (let t = -reach; t <= reach; t++) {
        const source = base + (at + t < 0 ? 0 : at + t < n ? at + t : n - 1)
        sum = Math.fround(sum + (kernel[t + reach] as number) * (from[source] as number))
      }
      to[base + at] = sum
    }
}
