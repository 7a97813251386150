import type { ScanValues } from '../scan'
import { binaryOf } from './data-values'
import { pixelFormat } from './pixel-format'
import type { Slice } from './slice'

const isFloat = (s: Slice) => Boolean(s.file.data.elements['x7fe00008'] ?? s.file.data.elements['x7fe00009'])

/** Stored values that mean “outside of the picture” (pixel padding), lowest and highest. */
function paddingOf(slice: Slice): readonly [number, number] | undefined {
  const kind = pixelFormat(slice.file).signed ? 'int16' : 'uint16'
  const value = binaryOf(slice.file.data, 'x00280120', kind)
  if (value === undefined) return undefined
  const limit = binaryOf(slice.file.data, 'x00280121', kind) ?? value
  return [Math.min(value, limit), Math.max(value, limit)]
}

/** Gathers the slices of a stack, rescaled to their unit. */
export interface RealValues {
  /** Adds the stored values of slice `n`. */
  readonly add: (stored: ArrayLike<number>, n: number) => void
  /** All values; padding has become the least value of the picture. */
  readonly finish: () => {
    readonly values: ScanValues
    readonly padded: number
    readonly range: readonly [number, number]
  }
}

/**
 * Values are kept in 16 bits where they are whole and fit, as those of every CT do whatever its header allows for; the
 * first that do not make it 32-bit floats.
 */
export function realValues(slices: readonly Slice[]): RealValues {
  const count = slices[0] ? slices[0].size[0] * slices[0].size[1] : 0
  const whole = slices.every((s) => Number.isInteger(s.slope) && Number.isInteger(s.intercept) && !isFloat(s))
  const length = count * slices.length
  let values: ScanValues = whole ? new Int16Array(length) : new Float32Array(length)
  const paddings = slices.map(paddingOf)
  const mask = paddings.some((p) => p) ? new Uint8Array(length) : undefined
  let padded = 0
  let [low, high] = [Infinity, -Infinity]
  const add = (stored: ArrayLike<number>, n: number) => {
    const { slope, intercept } = slices[n] as Slice
    const [from, to] = paddings[n] ?? [1, 0]
    const offset = n * count
    let [least, most] = [Infinity, -Infinity]
    for (let p = 0; p < count; p++) {
      const v = stored[p] as number
      if (v >= from && v <= to) {
        ;(mask as Uint8Array)[offset + p] = 1
        padded++
        continue
      }
      if (v < least) least = v
      if (v > most) most = v
    }
    const ends = least <= most ? [least * slope + intercept, most * slope + intercept] : []
    low = Math.min(low, ...ends)
    high = Math.max(high, ...ends)
    if (values instanceof Int16Array && (low < -32768 || high > 32767)) values = Float32Array.from(values)
    for (let p = 0; p < count; p++) values[offset + p] = (stored[p] as number) * slope + intercept
  }
  const finish = () => {
    if (low > high) [low, high] = [0, 0]
    if (mask && padded > 0) for (let o = 0; o < length; o++) if (mask[o]) values[o] = low
    return { values, padded, range: [low, high] as const }
  }
  return { add, finish }
}
