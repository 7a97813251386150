import { Fault } from '../../core/fault'
import type { InputFile } from '../input-file'
import { checkCount, cutShort, type NamedSurface, namedSurfaces, stemOf } from './named-surface'
import { conventionOf, toLps } from './patient-space'
import { latin1, TextTokens } from './text-tokens'

/** Bytes of a binary STL: a header of 80, a count of 4, then 50 a triangle (normal, three corners, two spare). */
const headerBytes = 84
const triangleBytes = 50

const headOf = (bytes: Uint8Array) => latin1(bytes.subarray(0, 512))
const isText = (bytes: Uint8Array) =>
  /^\s*solid\b/.test(headOf(bytes)) && /\bfacet\b|\bendsolid\b/.test(headOf(bytes))
const countOf = (bytes: Uint8Array) =>
  bytes.length < headerBytes ? -1 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(80, true)

export const isStl = (bytes: Uint8Array): boolean =>
  isText(bytes) || (countOf(bytes) > 0 && bytes.length === headerBytes + triangleBytes * countOf(bytes))

/** Reads an STL surface, binary or text; each `solid` of a text is a part. */
export function readStl(file: InputFile): NamedSurface[] {
  const { bytes } = file
  const exact = countOf(bytes) >= 0 && bytes.length === headerBytes + triangleBytes * countOf(bytes)
  return !exact && isText(bytes) ? readText(file) : readBinary(file)
}

function readBinary({ name, bytes }: InputFile): NamedSurface[] {
  const convention = conventionOf(latin1(bytes.subarray(0, 80)))
  const notes = [...convention.notes]
  const count = trueCount(name, bytes, notes)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const positions = new Float64Array(9 * count)
  for (let t = 0; t < count; t++)
    for (let n = 0; n < 9; n++)
      positions[9 * t + n] = view.getFloat32(headerBytes + triangleBytes * t + 12 + 4 * n, true)
  const triangles = Uint32Array.from({ length: 3 * count }, (_, n) => n)
  return namedSurfaces(name, {
    ...convention,
    notes,
    positions: toLps(positions, convention.space),
    parts: [{ name: stemOf(name), triangles }],
  })
}

/** The count of the header; where the length says otherwise beyond doubt, that of the length. */
function trueCount(name: string, bytes: Uint8Array, notes: string[]): number {
  const said = countOf(bytes)
  const fits = (bytes.length - headerBytes) / triangleBytes
  if (said < 0) throw new Fault(name, 'it is not an STL surface', 'Give a binary or text .stl file')
  if (said === fits) return said
  if (Number.isInteger(fits) && fits > 0 && (said === 0 || said === 0xffffffff)) {
    notes.push(`The header does not say how many triangles follow: ${fits} were read.`)
    return fits
  }
  if (said > 0 && said < fits && said >= 0.5 * fits) {
    notes.push(
      `${bytes.length - headerBytes - triangleBytes * said} bytes after the last triangle were left out.`,
    )
    return said
  }
  if (said > 20e6 || said < fits)
    throw new Fault(name, 'it is not an STL surface', 'Give a binary or text .stl file')
  throw cutShort(name, `${bytes.length} of ${headerBytes + triangleBytes * said} bytes`)
}

function readText({ name, bytes }: InputFile): NamedSurface[] {
  const text = latin1(bytes)
  if (!/endsolid/.test(text.slice(-300))) throw cutShort(name, 'its last solid does not end')
  checkCount(name, Math.floor(text.length / 100), 'triangles')
  const convention = conventionOf(text.slice(0, 512))
  const tokens = new TextTokens(name, text)
  const positions: number[] = []
  const parts = new Map<string, number[]>()
  let triangles: number[] = []
  for (let word = tokens.word(); word; word = tokens.word()) {
    if (word === 'vertex') {
      for (let n = 0; n < 3; n++) positions.push(tokens.number('corners'))
      triangles.push(positions.length / 3 - 1)
    } else if (word === 'solid') {
      const part =
        tokens
          .line()
          .split(/SPACE=|UNIT=|;/)[0]
          ?.trim() || stemOf(name)
      triangles = parts.get(part) ?? []
      parts.set(part, triangles)
    } else if (word === 'endsolid') tokens.line()
    else if (word === 'endfacet' && triangles.length % 3 !== 0)
      throw new Fault(name, 'a facet does not have three corners', 'Export the surface again')
  }
  const named = [...parts].map(([part, ids]) => ({
    name: parts.size === 1 ? stemOf(name) : part,
    triangles: ids,
  }))
  return namedSurfaces(name, {
    ...convention,
    positions: toLps(Float64Array.from(positions), convention.space),
    parts: named,
  })
}
