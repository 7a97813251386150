import type { ScanValues } from '../scan'
import { binaryOf } from './data-set'
import { type PixelFormat, pixelFormat, type Slice } from './slice'

/** Writes one slice's stored values, rescaled to their unit, at `offset`; padding becomes not-a-number's stand-in. */
export interface RealValues {
  readonly values: ScanValues
  /** Voxels that the scanner marked as outside of the picture. */
  readonly padded: number
}

/** The kind of array that holds the rescaled values of all slices without loss. */
export function arrayFor(slices: readonly Slice[], length: number): ScanValues {
  let low = 0
  let high = 0
  let whole = true
  const formats = new Map<Slice['file'], PixelFormat>()
  for (const s of slices) {
    const f = formats.get(s.file) ?? pixelFormat(s.file)
    formats.set(s.file, f)
    whole &&= Number.isInteger(s.slope) && Number.isInteger(s.intercept) && !isFloat(s)
    const least = f.signed ? -(2 ** (f.stored - 1)) : 0
    const most = f.signed ? 2 ** (f.stored - 1) - 1 : 2 ** f.stored - 1
    low = Math.min(low, least * s.slope + s.intercept, most * s.slope + s.intercept)
    high = Math.max(high, least * s.slope + s.intercept, most * s.slope + s.intercept)
  }
  if (whole && low >= -32768 && high <= 32767) return new Int16Array(length)
  // A CT that is stored in 16 bits with an offset claims more than HU can be; what goes beyond is metal or padding.
  if (whole && low >= 0 && high <= 65535) return new Uint16Array(length)
  return new Float32Array(length)
}

const isFloat = (s: Slice) => Boolean(s.file.data.elements['x7fe00008'] ?? s.file.data.elements['x7fe00009'])

/** Stored values that mean “outside of the picture” (pixel padding), lowest and highest. */
export function paddingOf(slice: Slice): readonly [number, number] | undefined {
  const kind = pixelFormat(slice.file).signed ? 'int16' : 'uint16'
  const value = binaryOf(slice.file.data, 'x00280120', kind)
  if (value === undefined) return undefined
  const limit = binaryOf(slice.file.data, 'x00280121', kind) ?? value
  return [Math.min(value, limit), Math.max(value, limit)]
}

/**
 * Rescales one slice into the volume at `offset`.
 * @param mask gets 1 where the slice is padding
 * @returns how many voxels are padding
 */
export function rescaleSlice(
  slice: Slice,
  stored: ArrayLike<number>,
  out: ScanValues,
  offset: number,
  mask?: Uint8Array,
): number {
  const { slope, intercept } = slice
  const padding = mask && paddingOf(slice)
  const count = slice.size[0] * slice.size[1]
  let padded = 0
  for (let n = 0; n < count; n++) {
    const v = stored[n] as number
    out[offset + n] = v * slope + intercept
    if (padding && v >= padding[0] && v <= padding[1]) {
      mask[offset + n] = 1
      padded++
    }
  }
  return padded
}
