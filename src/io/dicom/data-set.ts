import type { DataSet, Element } from 'dicom-parser'
import { Inflate } from 'fflate'
import { Fault } from '../../core/fault'
import type { InputFile } from '../input-file'
import { textOf } from './data-values'
import { type ByteStream, dicomParser } from './parser-module'
import {
  explicitBigEndian,
  explicitLittleEndian,
  implicitLittleEndian,
  type TransferSyntax,
  transferSyntax,
} from './transfer-syntax'

/** One DICOM file, parsed up to its pixels. */
export interface DicomFile {
  readonly name: string
  readonly data: DataSet
  readonly syntax: TransferSyntax
  /** The pixel element, its data not parsed; absent where the file has none or ends before it. */
  readonly pixels?: Element
  /** The file ends inside an element. */
  readonly cutShort: boolean
  /** What the file is (SOP class), from its data set or else its meta header. */
  readonly sopClass: string
}

type Coding = Pick<TransferSyntax, 'explicit' | 'bigEndian'>

/** Inflated data may be this much; more is no scan. */
const mostInflated = 2 ** 31
const pixelData = 'x7fe00010'
/** Bytes that may stand before the first element of a file without meta header. */
const mostStray = 8
/** Value representations that begin a data set. */
const firstVrs = new Set(['UL', 'CS', 'UI', 'DA', 'TM', 'SH', 'LO'])
/** Value representations with a four-byte length that dicom-parser 1.8 does not know. */
const longNumbers = new Set(['OV', 'SV', 'UV'])

/** True if the bytes are DICOM, with or without preamble and meta header. */
export const isDicom = ({ bytes }: InputFile): boolean =>
  metaStart(bytes) !== undefined || bareStart(bytes) !== undefined

/** Where the meta header begins, after `DICM`. */
function metaStart(bytes: Uint8Array): number | undefined {
  for (const at of [128, 0])
    if (bytes[at] === 0x44 && bytes[at + 1] === 0x49 && bytes[at + 2] === 0x43 && bytes[at + 3] === 0x4d)
      return at + 4
  return undefined
}

/** Where the elements of a file without `DICM` begin: at its start, or behind a few stray bytes. */
function bareStart(bytes: Uint8Array): number | undefined {
  for (let at = 0; at <= mostStray; at++) if (elementCoding(bytes, at)) return at
  return undefined
}

/**
 * How the first element (of group 2 or 8) at `at` is written, judged by what stands there: a value representation, and
 * a length that leads to an element of the same or a later group. Undefined if it is no element.
 */
function elementCoding(bytes: Uint8Array, at: number): Coding | undefined {
  if (bytes.length < at + 16) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const vr = String.fromCharCode(bytes[at + 4] as number, bytes[at + 5] as number)
  const explicit = firstVrs.has(vr)
  // Two letters that begin no data set: a length of that many bytes would not either.
  if (!explicit && /^[A-Z]{2}$/.test(vr)) return undefined
  for (const bigEndian of [false, true]) {
    const group = view.getUint16(at, !bigEndian)
    if ((group !== 8 && group !== 2) || (bigEndian && !explicit)) continue
    const length = explicit ? view.getUint16(at + 6, !bigEndian) : view.getUint32(at + 4, true)
    const next = at + 8 + length
    if (next + 2 > bytes.length || (length & 1) === 1) continue
    const nextGroup = view.getUint16(next, !bigEndian)
    if (nextGroup >= group && nextGroup < 0x7fff) return { explicit, bigEndian }
  }
  return undefined
}

/**
 * Parses a file up to its pixel data.
 * @throws Fault if no element can be read
 */
export function parseDicom(file: InputFile): DicomFile {
  const { bytes } = file
  const meta = readMeta(bytes, metaStart(bytes) ?? bareStart(bytes) ?? 0)
  const declared = meta.uid === undefined ? undefined : transferSyntax(meta.uid)
  const inflating = declared?.deflated === true
  const body = inflating ? inflateBody(file, meta.end) : bytes
  const at = inflating ? 0 : meta.end
  // How the elements are written shows in the bytes, and they are believed rather than a header that differs.
  const coding = elementCoding(body, at)
  const syntax = { ...(declared ?? transferSyntax(uidOf(coding))), ...coding }
  const parsed = readElements(body, at, syntax)
  if (Object.keys(parsed.data.elements).length === 0)
    throw new Fault(file.name, 'it is cut short: no DICOM element can be read', 'Copy or export it again')
  const sopClass = textOf(parsed.data, 'x00080016') ?? meta.mediaClass ?? ''
  return { name: file.name, syntax, sopClass, ...parsed }
}

const uidOf = (coding: Coding | undefined) =>
  coding?.explicit ? (coding.bigEndian ? explicitBigEndian : explicitLittleEndian) : implicitLittleEndian

/** The meta header (group 2), always explicit little endian; its length element is not trusted. */
function readMeta(bytes: Uint8Array, start: number) {
  const stream = new dicomParser.ByteStream(dicomParser.littleEndianByteArrayParser, bytes, start)
  const elements: Record<string, Element> = {}
  let end = start
  try {
    while (stream.position + 8 <= bytes.length) {
      if (bytes[stream.position] !== 2 || bytes[stream.position + 1] !== 0) break
      const element = dicomParser.readDicomElementExplicit(stream)
      if (stream.position > bytes.length) break
      element.parser = dicomParser.littleEndianByteArrayParser
      elements[element.tag] = element
      end = stream.position
    }
  } catch {
    // A meta header that cannot be read is left out: the elements behind it say what is needed.
  }
  const text = (tag: string) => {
    const e = elements[tag]
    return (
      e &&
      dicomParser
        .readFixedString(bytes, e.dataOffset, e.length)
        .replace(/[\0 ]+$/, '')
        .trim()
    )
  }
  return { end, uid: text('x00020010') || undefined, mediaClass: text('x00020002') }
}

function inflateBody(file: InputFile, from: number): Uint8Array {
  const parts: Uint8Array[] = []
  let total = 0
  const inflate = new Inflate((part) => {
    total += part.length
    if (total > mostInflated) throw new Error('too long')
    parts.push(part)
  })
  try {
    inflate.push(file.bytes.subarray(from), true)
  } catch {
    // What was inflated before the damage is parsed; the pixels will be found missing.
  }
  const body = new Uint8Array(total)
  let at = 0
  for (const part of parts) {
    body.set(part, at)
    at += part.length
  }
  return body
}

function readElements(bytes: Uint8Array, at: number, syntax: TransferSyntax) {
  const parser = syntax.bigEndian
    ? dicomParser.bigEndianByteArrayParser
    : dicomParser.littleEndianByteArrayParser
  const elements: Record<string, Element> = {}
  const data = new dicomParser.DataSet(parser, bytes, elements)
  let cutShort = at >= bytes.length
  let pixels: Element | undefined
  if (!cutShort) {
    const stream = new dicomParser.ByteStream(parser, bytes, at)
    try {
      while (stream.position < bytes.length) {
        const element = readElement(stream, bytes, syntax.explicit)
        if (element.tag === pixelData) {
          pixels = element
          break
        }
        if (stream.position > bytes.length) {
          cutShort = true
          break
        }
        elements[element.tag] = element
      }
    } catch {
      cutShort = true
    }
  }
  return { data, cutShort, pixels }
}

function readElement(stream: ByteStream, bytes: Uint8Array, explicit: boolean): Element {
  if (!explicit) return dicomParser.readDicomElementImplicit(stream, pixelData)
  const at = stream.position
  const vr = String.fromCharCode(bytes[at + 4] ?? 0, bytes[at + 5] ?? 0)
  if (!longNumbers.has(vr)) return dicomParser.readDicomElementExplicit(stream, [], pixelData)
  const tag = dicomParser.readTag(stream)
  stream.seek(4)
  const length = stream.readUint32()
  const element = { tag, vr, length, dataOffset: stream.position }
  stream.seek(length)
  return element
}
