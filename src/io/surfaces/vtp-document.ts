import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { unzlibSync } from 'fflate'
import { Fault } from '../../core/fault'
import { cutShort } from './named-surface'
import { latin1, TextTokens } from './text-tokens'

/** An element: attributes as `@Name`, its text as `#text`, children by name. */
export type VtpNode = { readonly [key: string]: unknown }

const readers: Readonly<
  Record<string, readonly [number, (v: DataView, at: number, little: boolean) => number]>
> = {
  Int8: [1, (v, at) => v.getInt8(at)],
  UInt8: [1, (v, at) => v.getUint8(at)],
  Int16: [2, (v, at, little) => v.getInt16(at, little)],
  UInt16: [2, (v, at, little) => v.getUint16(at, little)],
  Int32: [4, (v, at, little) => v.getInt32(at, little)],
  UInt32: [4, (v, at, little) => v.getUint32(at, little)],
  Int64: [8, (v, at, little) => Number(v.getBigInt64(at, little))],
  UInt64: [8, (v, at, little) => Number(v.getBigUint64(at, little))],
  Float32: [4, (v, at, little) => v.getFloat32(at, little)],
  Float64: [8, (v, at, little) => v.getFloat64(at, little)],
}
const mostBytes = 1.5e9

const list = (node: unknown): VtpNode[] =>
  (Array.isArray(node) ? node : node === undefined ? [] : [node]) as VtpNode[]

/** A .vtp file: its elements, and its arrays wherever and however they are stored. */
export class VtpDocument {
  private readonly root: VtpNode
  private readonly appended: Uint8Array
  private readonly appendedText: boolean
  private readonly little: boolean
  private readonly headerType: string
  private readonly compressed: boolean

  constructor(
    private readonly file: string,
    bytes: Uint8Array,
  ) {
    const { xml, appended, isText } = split(file, bytes)
    this.appended = appended
    this.appendedText = isText
    this.root = parsed(file, xml)
    const kind = String(this.root['@type'] ?? '')
    if (kind !== 'PolyData')
      throw new Fault(
        file,
        `it holds ${kind || 'nothing known'}, no surface`,
        'Extract its surface, save it as .vtp',
      )
    this.little = this.root['@byte_order'] !== 'BigEndian'
    this.headerType = String(this.root['@header_type'] ?? 'UInt32')
    const compressor = this.root['@compressor']
    this.compressed = compressor !== undefined
    if (this.compressed && compressor !== 'vtkZLibDataCompressor')
      throw new Fault(
        file,
        `its arrays are packed by ${String(compressor)}`,
        'Save it with zlib or without packing',
      )
  }

  pieces(): VtpNode[] {
    return list((this.root['PolyData'] as VtpNode | undefined)?.['Piece'])
  }

  /** Field data that is text (3D Slicer's SPACE is here), and comments. */
  conventionText(): string {
    const data = (this.root['PolyData'] as VtpNode | undefined)?.['FieldData'] as VtpNode | undefined
    return list(data?.['Array'])
      .map(
        (a) =>
          `${String(a['@Name'])}=${String.fromCharCode(...(this.decoded(a) ?? []).filter((c) => c > 0))}`,
      )
      .join('\n')
  }

  /** The section's array of that name, or its first; undefined where there is none. */
  array(section: VtpNode, name?: string): Float64Array | undefined {
    const arrays = list(section['DataArray'])
    const found = name ? arrays.find((a) => String(a['@Name']).toLowerCase() === name) : arrays[0]
    return found && this.decoded(found)
  }

  private decoded(array: VtpNode): Float64Array {
    const format = String(array['@format'] ?? 'ascii')
    const text = String(array['#text'] ?? '')
    if (format === 'ascii') return asciiNumbers(this.file, text)
    const type = String(array['@type'])
    if (format === 'binary') return this.numbers(type === 'String' ? 'Int8' : type, text.replace(/\s+/g, ''))
    const offset = Number(array['@offset'] ?? 0)
    if (!(offset >= 0 && offset < this.appended.length))
      throw cutShort(this.file, 'an array lies beyond its end')
    const rest = this.appended.subarray(offset)
    return this.numbers(type === 'String' ? 'Int8' : type, this.appendedText ? latin1(rest) : rest)
  }

  /** A block: a head of sizes, then the bytes; in base64 the head and the bytes are encoded apart. */
  private numbers(type: string, stored: string | Uint8Array): Float64Array {
    const [wide] = readers[this.headerType] ?? [4]
    const words = this.compressed ? this.packedHead(stored, wide) : this.head(stored, wide, 1)
    const headBytes = wide * words.length
    const sizes = this.compressed ? words.slice(3) : words
    const total = sizes.reduce((a, b) => a + b, 0)
    if (!(total <= mostBytes))
      throw new Fault(this.file, 'an array is larger than can be opened', 'Decimate it')
    const body = this.compressed
      ? bytesAt(this.file, stored, headBytes, 0, total)
      : bytesAt(this.file, stored, 0, headBytes, total)
    return this.values(type, this.compressed ? this.unpacked(body, words) : body)
  }

  private packedHead(stored: string | Uint8Array, wide: number): number[] {
    const blocks = this.head(stored, wide, 1)[0] as number
    if (!(blocks >= 0 && blocks < 1e6)) throw cutShort(this.file, 'the head of an array is broken')
    return this.head(stored, wide, 3 + blocks)
  }

  private head(stored: string | Uint8Array, wide: number, count: number): number[] {
    const bytes = bytesAt(this.file, stored, 0, 0, wide * count)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const read = readers[this.headerType]?.[1] ?? ((v, at, little) => v.getUint32(at, little))
    return Array.from({ length: count }, (_, n) => read(view, wide * n, this.little))
  }

  private unpacked(body: Uint8Array, [blocks, each, last, ...sizes]: readonly number[]): Uint8Array {
    const lastSize = last || (each as number)
    const total = Math.max(0, (blocks as number) - 1) * (each as number) + (blocks ? lastSize : 0)
    if (!(total <= mostBytes))
      throw new Fault(this.file, 'an array is larger than can be opened', 'Decimate it')
    const out = new Uint8Array(total)
    let at = 0
    sizes.forEach((size, n) => {
      const room = n === sizes.length - 1 ? lastSize : (each as number)
      const start = n * (each as number)
      try {
        out.set(unzlibSync(body.subarray(at, at + size), { out: new Uint8Array(room) }), start)
      } catch {
        throw cutShort(this.file, 'a packed array cannot be unpacked')
      }
      at += size
    })
    return out
  }

  private values(type: string, bytes: Uint8Array): Float64Array {
    const reader = readers[type]
    if (!reader) throw new Fault(this.file, `its number type “${type}” is not known`, 'Export it again')
    const [size, read] = reader
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const out = new Float64Array(Math.floor(bytes.length / size))
    for (let n = 0; n < out.length; n++) out[n] = read(view, n * size, this.little)
    return out
  }
}

/** The XML without what is appended to it (which may be raw bytes), and that. */
function split(file: string, bytes: Uint8Array) {
  const text = latin1(bytes)
  const start = text.indexOf('<AppendedData')
  if (start < 0) return { xml: text, appended: new Uint8Array(0), isText: false }
  const open = text.indexOf('>', start)
  const mark = text.indexOf('_', open)
  const end = text.lastIndexOf('</AppendedData>')
  if (open < 0 || mark < 0 || end < mark) throw cutShort(file, 'its appended data do not end')
  return {
    xml: `${text.slice(0, start)}</VTKFile>`,
    appended: bytes.subarray(mark + 1, end),
    isText: /encoding\s*=\s*["']base64/.test(text.slice(start, open)),
  }
}

function parsed(file: string, xml: string): VtpNode {
  const checked = XMLValidator.validate(xml)
  if (checked !== true) throw cutShort(file, `its XML is broken (${checked.err.msg})`)
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    alwaysCreateTextNode: true,
    parseTagValue: false,
    parseAttributeValue: false,
    processEntities: false,
  })
  try {
    return (parser.parse(xml) as { VTKFile?: VtpNode }).VTKFile ?? {}
  } catch {
    throw cutShort(file, 'its XML is broken')
  }
}

function asciiNumbers(file: string, text: string): Float64Array {
  const tokens = new TextTokens(file, text)
  const numbers: number[] = []
  for (let word = tokens.word(); word; word = tokens.word()) numbers.push(Number(word))
  return Float64Array.from(numbers)
}

/**
 * `count` bytes of a block from `from`. In base64, `encodedBefore` bytes were encoded as a piece of their own (padded
 * to four characters) before the piece that holds them.
 */
function bytesAt(
  file: string,
  stored: string | Uint8Array,
  encodedBefore: number,
  from: number,
  count: number,
): Uint8Array {
  if (typeof stored !== 'string') {
    const start = encodedBefore + from
    if (start + count > stored.length) throw cutShort(file, 'it ends in an array')
    return stored.slice(start, start + count)
  }
  const skipped = 4 * Math.ceil(encodedBefore / 3)
  const text = stored.slice(skipped, skipped + 4 * Math.ceil((from + count) / 3))
  let decoded: string
  try {
    decoded = atob(text)
  } catch {
    throw cutShort(file, 'an array is no base64')
  }
  if (decoded.length < from + count) throw cutShort(file, 'it ends in an array')
  return Uint8Array.from({ length: count }, (_, n) => decoded.charCodeAt(from + n))
}
