import { Fault } from '../../core/fault'
import type { InputFile } from '../input-file'
import { checkCount, cutShort, type NamedSurface, namedSurfaces, pushFan, stemOf } from './named-surface'
import { conventionOf, toLps } from './patient-space'
import { latin1, TextTokens } from './text-tokens'

interface Property {
  readonly name: string
  readonly type: NumberType
  /** Type of the length of a list; left out for a single number. */
  readonly list?: NumberType
}
interface Element {
  readonly name: string
  readonly count: number
  readonly properties: readonly Property[]
}
interface Header {
  readonly format: string
  readonly comments: string
  readonly elements: readonly Element[]
  readonly end: number
}

const bytesOfType = { i1: 1, u1: 1, i2: 2, u2: 2, i4: 4, u4: 4, f4: 4, f8: 8 } as const
type NumberType = keyof typeof bytesOfType
const typeNames: Readonly<Record<string, NumberType>> = {
  char: 'i1',
  int8: 'i1',
  uchar: 'u1',
  uint8: 'u1',
  short: 'i2',
  int16: 'i2',
  ushort: 'u2',
  uint16: 'u2',
  int: 'i4',
  int32: 'i4',
  uint: 'u4',
  uint32: 'u4',
  float: 'f4',
  float32: 'f4',
  double: 'f8',
  float64: 'f8',
}

export const isPly = (bytes: Uint8Array): boolean => /^ply\r?[\r\n]/.test(latin1(bytes.subarray(0, 5)))

/** Reads a PLY surface: text, or binary of either byte order; polygons become fans. */
export function readPly({ name, bytes }: InputFile): NamedSurface[] {
  const header = readHeader(name, bytes)
  checkBody(name, header, bytes.length)
  const next = /ascii/.test(header.format)
    ? textNumbers(name, bytes, header.end)
    : binaryNumbers(name, bytes, header.end, /little/.test(header.format))
  let positions: Float64Array = new Float64Array(0)
  const triangles: number[] = []
  for (const element of header.elements) {
    if (element.name === 'vertex') positions = readPoints(name, element, next)
    else readFaces(name, element, next, triangles)
  }
  const convention = conventionOf(header.comments)
  return namedSurfaces(name, {
    ...convention,
    positions: toLps(positions, convention.space),
    parts: [{ name: stemOf(name), triangles }],
  })
}

function readHeader(file: string, bytes: Uint8Array): Header {
  const text = latin1(bytes.subarray(0, 65536))
  if (!isPly(bytes)) throw new Fault(file, 'it is not a PLY surface', 'Give a .ply file')
  const close = /(^|[\r\n])end_header(\r\n|\n|\r)/.exec(text)
  if (!close) throw cutShort(file, 'its header does not end')
  const elements: { name: string; count: number; properties: Property[] }[] = []
  const comments: string[] = []
  let format = ''
  for (const line of text.slice(0, close.index).split(/\r\n|\n|\r/)) {
    const [key, first = '', ...rest] = line.trim().split(/\s+/)
    if (key === 'format') format = first
    else if (key === 'comment' || key === 'obj_info') comments.push(line)
    else if (key === 'element') {
      checkCount(file, Number(rest[0]), first)
      elements.push({ name: first, count: Number(rest[0]), properties: [] })
    } else if (key === 'property') elements.at(-1)?.properties.push(propertyOf(file, first, rest))
  }
  if (!/^(ascii|binary_little_endian|binary_big_endian)$/.test(format))
    throw new Fault(file, `its format “${format}” is not known`, 'Export it as binary PLY')
  return { format, comments: comments.join('\n'), elements, end: close.index + close[0].length }
}

function propertyOf(file: string, type: string, rest: readonly string[]): Property {
  const isList = type === 'list'
  const value = typeNames[isList ? (rest[1] ?? '') : type]
  const list = isList ? typeNames[rest[0] ?? ''] : undefined
  if (!value || (isList && !list))
    throw new Fault(file, `its property “${[type, ...rest].join(' ')}” is not known`, 'Export it again')
  return { name: rest.at(-1) ?? '', type: value, ...(list ? { list } : {}) }
}

/** The least that the counted elements take must be there before room is made for them. */
function checkBody(file: string, { format, elements, end }: Header, length: number): void {
  const text = format === 'ascii'
  const least = elements.reduce((sum, e) => {
    const each = e.properties.reduce((n, p) => n + (text ? 2 : bytesOfType[p.list ?? p.type]), 0)
    return sum + e.count * each
  }, 0)
  if (end + least > length + 1)
    throw cutShort(file, `${length} bytes, where at least ${end + least} are announced`)
}

type NextNumber = (type: NumberType) => number

function textNumbers(file: string, bytes: Uint8Array, start: number): NextNumber {
  const tokens = new TextTokens(file, latin1(bytes.subarray(start)))
  return () => tokens.number('elements')
}

function binaryNumbers(file: string, bytes: Uint8Array, start: number, little: boolean): NextNumber {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = start
  return (type) => {
    const from = at
    at += bytesOfType[type]
    if (at > bytes.length) throw cutShort(file, 'it ends among its elements')
    if (type === 'f4') return view.getFloat32(from, little)
    if (type === 'u1') return view.getUint8(from)
    if (type === 'i4') return view.getInt32(from, little)
    if (type === 'u4') return view.getUint32(from, little)
    if (type === 'f8') return view.getFloat64(from, little)
    if (type === 'i1') return view.getInt8(from)
    return type === 'u2' ? view.getUint16(from, little) : view.getInt16(from, little)
  }
}

function readPoints(file: string, element: Element, next: NextNumber): Float64Array {
  const axes = element.properties.map((p) => ['x', 'y', 'z'].indexOf(p.name))
  if (![0, 1, 2].every((a) => axes.includes(a)))
    throw new Fault(file, 'its points have no x, y and z', 'Export the surface again')
  const positions = new Float64Array(3 * element.count)
  for (let v = 0; v < element.count; v++)
    for (let n = 0; n < axes.length; n++) {
      const p = element.properties[n] as Property
      const axis = axes[n] as number
      if (p.list) for (let left = next(p.list); left > 0; left--) next(p.type)
      else if (axis < 0) next(p.type)
      else positions[3 * v + axis] = next(p.type)
    }
  return positions
}

function readFaces(file: string, element: Element, next: NextNumber, triangles: number[]): void {
  const corners: number[] = []
  for (let f = 0; f < element.count; f++)
    for (const p of element.properties) {
      const count = p.list ? next(p.list) : 1
      const isFace = element.name === 'face' && /^vert(ex|ices)?_ind(ex|ices)$/.test(p.name)
      if (isFace && count > 1000)
        throw new Fault(file, `a face has ${count} corners`, 'Export the surface as triangles')
      corners.length = 0
      for (let n = 0; n < count; n++) corners.push(next(p.type))
      if (isFace) pushFan(triangles, corners)
    }
}
