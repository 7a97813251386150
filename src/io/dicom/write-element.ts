/** Value representations with a four-byte length. */
const longLengths = new Set(['OB', 'OW', 'OF', 'SQ', 'UN', 'UT'])

/** A text as DICOM pads it, to an even number of bytes. */
export const text = (value: string) => new TextEncoder().encode(value.length & 1 ? `${value}\0` : value)

export const u16 = (value: number): Uint8Array => new Uint8Array([value & 255, (value >> 8) & 255])

/** Group, tag, kind and a four-byte length. */
export function header(group: number, tag: number, kind: readonly number[], length: number): Uint8Array {
  const bytes = new Uint8Array(8 + kind.length)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, group, true)
  view.setUint16(2, tag, true)
  bytes.set(kind, 4)
  view.setUint32(4 + kind.length, length, true)
  return bytes
}

/** One element with its value, explicit little endian. */
export function element(group: number, tag: number, vr: string, value: Uint8Array): Uint8Array {
  if (longLengths.has(vr)) return joined([header(group, tag, [...text(vr), 0, 0], value.length), value])
  const short = header(group, tag, [], 0)
  short.set(text(vr), 4)
  new DataView(short.buffer).setUint16(6, value.length, true)
  return joined([short, value])
}

/** All parts, one after the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((n, part) => n + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
