import { Fault } from '../core/fault'

/** 1024 × 512 × 512 voxels, and what they take in memory. */
const mostVoxels = 2 ** 28
const mostBytes = 2 ** 30

/**
 * Checks what a header claims before any memory is taken for it.
 * @throws Fault for sizes that are no image’s or that are too large to open
 */
export function checkSize(file: string, size: readonly number[], bytesPerVoxel: number): void {
  if (size.length < 3 || size.some((n) => !Number.isSafeInteger(n) || n < 1))
    throw new Fault(file, 'its header gives no valid sizes', 'Export the file again')
  if (size.slice(0, 3).filter((n) => n > 1).length < 3)
    throw new Fault(
      file,
      `it is a picture of ${size.slice(0, 3).join(' × ')} voxels, not a volume`,
      'Give an image in three dimensions',
    )
  const voxels = size.slice(0, 3).reduce((a, b) => a * b)
  if (voxels <= mostVoxels && voxels * bytesPerVoxel <= mostBytes) return
  throw new Fault(
    file,
    `it claims ${size.slice(0, 3).join(' × ')} cells, more than can be opened`,
    'Crop it to the heart or resample it more coarsely',
  )
}

/** @throws Fault when a part of the position that a header gives is not a number, or an axis has no length. */
export function checkPlace(
  file: string,
  numbers: ArrayLike<number>,
  axes: readonly (readonly number[])[],
): void {
  for (let n = 0; n < numbers.length; n++)
    if (!Number.isFinite(numbers[n]))
      throw new Fault(file, 'its position in space is not given in numbers', 'Export the file again')
  const determinant = det(axes)
  const lengths = axes.map((axis) => Math.hypot(...axis))
  if (lengths.every((l) => l > 0) && Math.abs(determinant) > 1e-3 * lengths.reduce((a, b) => a * b)) return
  throw new Fault(file, 'its axes do not span a volume', 'Export the file again')
}

function det(m: readonly (readonly number[])[]): number {
  const [a, b, c] = m as [number[], number[], number[]]
  const n = (row: number[], i: number) => row[i] as number
  return (
    n(a, 0) * (n(b, 1) * n(c, 2) - n(b, 2) * n(c, 1)) -
    n(a, 1) * (n(b, 0) * n(c, 2) - n(b, 2) * n(c, 0)) +
    n(a, 2) * (n(b, 0) * n(c, 1) - n(b, 1) * n(c, 0))
  )
}

/** The image’s own numbers; whole numbers of 64 bits are kept in 32 where they fit. */
export function nativeValues(data: unknown): ArrayLike<number> {
  if (!(data instanceof BigInt64Array || data instanceof BigUint64Array)) return data as ArrayLike<number>
  const out = new Float64Array(data.length)
  let fits = true
  for (let o = 0; o < data.length; o++) {
    const v = Number(data[o])
    out[o] = v
    fits &&= v >= -(2 ** 31) && v < 2 ** 31
  }
  return fits ? Int32Array.from(out) : out
}
