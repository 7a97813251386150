import { gunzipSync, gzipSync } from 'fflate'
import type { LatticeFrame } from '../core/lattice'
import { fromFieldStep, toFieldStep } from '../geometry/signed-distance'

/** Gzip, the same bytes for the same data. */
export const packed = (data: Uint8Array): Uint8Array => gzipSync(data, { level: 6, mtime: 0 })

/**
 * What a gzip stream holds, when it is of the length that is expected.
 * @throws Error in words when it is not
 */
export function unpacked(data: Uint8Array, length: number): Uint8Array {
  // The last four bytes of a gzip stream are the length of what it holds.
  const stored =
    data.length > 18 ? new DataView(data.buffer, data.byteOffset + data.length - 4).getUint32(0, true) : -1
  if (stored !== length) throw new Error('does not fit the lattice')
  const out = new Uint8Array(length)
  try {
    gunzipSync(data, { out })
  } catch {
    throw new Error('cannot be unpacked')
  }
  return out
}

/** A distance field as 16-bit steps, as differences to the cell before, low bytes first, then high bytes. */
export function encodedField(frame: LatticeFrame, field: Float32Array): Uint8Array {
  const n = field.length
  const out = new Uint8Array(2 * n)
  let last = 0
  for (let o = 0; o < n; o++) {
    const value = toFieldStep(frame, field[o] as number)
    const difference = (value - last) & 0xffff
    last = value
    out[o] = difference & 0xff
    out[n + o] = difference >> 8
  }
  return out
}

export function decodedField(frame: LatticeFrame, bytes: Uint8Array): Float32Array {
  const n = bytes.length / 2
  const out = new Float32Array(n)
  let last = 0
  for (let o = 0; o < n; o++) {
    last = ((last + ((bytes[o] as number) | ((bytes[n + o] as number) << 8))) << 16) >> 16
    out[o] = fromFieldStep(frame, last)
  }
  return out
}
