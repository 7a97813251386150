import { Fault } from '../../core/fault'
import type { ScanValues } from '../scan'
import type { DicomFile } from './data-set'
import { binaryOf } from './data-values'
import type { PixelFormat } from './pixel-format'

/** Where a file keeps floating-point pixels instead of whole numbers. */
const floatPixels = 'x7fe00008'
const doublePixels = 'x7fe00009'

/** The length of an element that is made of pieces. */
export const undefinedLength = 0xffffffff

/** Bytes of all pixels of a file, uncompressed. */
export const pixelBytes = (format: PixelFormat): number =>
  Math.ceil((format.columns * format.rows * format.samples * format.frames * format.allocated) / 8)

/**
 * Checks that an uncompressed file holds as many bytes as its header says.
 * @throws Fault where it does not
 */
export function checkNative(file: DicomFile, format: PixelFormat): void {
  const element = nativeElement(file)
  if (!element) throw missing(file)
  if (element.length === undefinedLength)
    throw new Fault(
      file.name,
      'its pixels are in compressed pieces, though its header says they are not compressed',
      'Export the series again',
    )
  const there = Math.min(element.length, file.data.byteArray.length - element.dataOffset)
  const expected = pixelBytes(format)
  if (there < expected)
    throw new Fault(
      file.name,
      `it is cut short: it holds ${Math.max(0, there)} of ${expected} bytes of pixels`,
      'Copy or export the series again',
    )
}

export const missing = (file: DicomFile) =>
  new Fault(
    file.name,
    file.cutShort ? 'it is cut short: its pixels are missing' : 'it holds no pixels',
    'Copy or export the series again',
  )

const nativeElement = (file: DicomFile) =>
  file.data.elements[floatPixels] ?? file.data.elements[doublePixels] ?? file.pixels

/**
 * Stored values of one uncompressed frame: bytes put in this machine's order, bits above the stored ones (overlays)
 * taken off, the sign carried. Single bits are unpacked to 0 and 1.
 */
export function nativeFrame(file: DicomFile, format: PixelFormat, frame: number): ScanValues {
  checkNative(file, format)
  const element = nativeElement(file) as NonNullable<ReturnType<typeof nativeElement>>
  const bytes = file.data.byteArray as Uint8Array
  const count = format.columns * format.rows * format.samples
  const swapped = file.syntax.bigEndian
  if (format.allocated === 1) return bits(bytes, element.dataOffset, frame * count, count, wordsSwapped(file))
  const size = format.allocated / 8
  if (size === 1)
    return masked(
      eightBits(bytes, element.dataOffset, frame * count, count, format, wordsSwapped(file)),
      format,
    )
  const from = element.dataOffset + frame * count * size
  const copy = new Uint8Array(count * size)
  copy.set(bytes.subarray(from, from + count * size))
  if (swapped) reverseEach(copy, size)
  if (element.tag === floatPixels) return new Float32Array(copy.buffer)
  if (element.tag === doublePixels) return new Float64Array(copy.buffer)
  if (size === 8) throw new Fault(file.name, 'its pixels have 64 bits', 'Export the series with 16 bits')
  if (size === 2) {
    const words = format.signed ? new Int16Array(copy.buffer) : new Uint16Array(copy.buffer)
    return masked(words, format, binaryOf(file.data, 'x00280120', format.signed ? 'int16' : 'uint16'))
  }
  return masked(format.signed ? new Int32Array(copy.buffer) : new Uint32Array(copy.buffer), format)
}

/** Big endian files write bytes as 16-bit words (OW) more often than as bytes (OB). */
const wordsSwapped = (file: DicomFile) => file.syntax.bigEndian && file.pixels?.vr !== 'OB'

function eightBits(
  bytes: Uint8Array,
  start: number,
  first: number,
  count: number,
  format: PixelFormat,
  words: boolean,
): Uint8Array | Int8Array {
  const values = new Uint8Array(count)
  const flip = words ? 1 : 0
  for (let n = 0; n < count; n++) values[n] = bytes[start + ((first + n) ^ flip)] as number
  return format.signed ? new Int8Array(values.buffer) : values
}

function bits(bytes: Uint8Array, from: number, first: number, count: number, words: boolean): Uint8Array {
  const values = new Uint8Array(count)
  for (let n = 0; n < count; n++) {
    const bit = first + n
    const at = bit >> 3
    values[n] = ((bytes[from + (words ? at ^ 1 : at)] as number) >> (bit & 7)) & 1
  }
  return values
}

function reverseEach(bytes: Uint8Array, size: number): void {
  for (let at = 0; at + size <= bytes.length; at += size) bytes.subarray(at, at + size).reverse()
}

/** Takes off bits outside of the stored ones, but of padding, which may lie outside; whole words need no work. */
function masked<T extends Exclude<ScanValues, Float32Array | Float64Array>>(
  values: T,
  format: PixelFormat,
  padding?: number,
): T {
  if (format.stored === format.allocated) return values
  const low = format.highBit + 1 - format.stored
  const lift = 32 - format.highBit - 1
  const drop = lift + Math.max(0, low)
  if (lift < 0 || drop > 31) return values
  for (let n = 0; n < values.length; n++) {
    const v = values[n] as number
    if (v === padding) continue
    values[n] = format.signed ? (v << lift) >> drop : (v << lift) >>> drop
  }
  return values
}
