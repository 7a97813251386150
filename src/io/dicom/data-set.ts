import type { DataSet, Element } from 'dicom-parser'
import { Inflate } from 'fflate'
import { Fault } from '../../core/fault'
import type { InputFile } from '../input-file'
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

/** Inflated data may be this much; more is no scan. */
const mostInflated = 2 ** 31
const pixelData = 'x7fe00010'
/** Value representations with a four-byte length that dicom-parser 1.8 does not know. */
const longNumbers = new Set(['OV', 'SV', 'UV'])

/** True if the bytes are DICOM, with or without preamble and meta header. */
export function isDicom(file: InputFile): boolean {
  const { bytes } = file
  if (metaStart(bytes) !== undefined) return true
  return startsWithElement(bytes, 0) !== undefined
}

/** Where the meta header begins, after `DICM`. */
function metaStart(bytes: Uint8Array): number | undefined {
  for (const at of [128, 0])
    if (bytes[at] === 0x44 && bytes[at + 1] === 0x49 && bytes[at + 2] === 0x43 && bytes[at + 3] === 0x4d)
      return at + 4
  return undefined
}

/** Transfer syntax of a first element (group 2 or 8) at `at`; undefined if there is none that can be right. */
function startsWithElement(bytes: Uint8Array, at: number): string | undefined {
  if (bytes.length < at + 8) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const vr = /^[A-Z]{2}$/.test(String.fromCharCode(bytes[at + 4] as number, bytes[at + 5] as number))
  const little = view.getUint16(at, true)
  if ((little === 8 || little === 2) && view.getUint16(at + 2, true) < 0x3000) {
    if (vr) return explicitLittleEndian
    const length = view.getUint32(at + 4, true)
    return length <= bytes.length - at && length < 0x10000 ? implicitLittleEndian : undefined
  }
  return vr && view.getUint16(at, false) === 8 && view.getUint16(at + 2, false) < 0x3000
    ? explicitBigEndian
    : undefined
}

/**
 * Parses a file up to its pixel data.
 * @throws Fault if no element can be read
 */
export function parseDicom(file: InputFile): DicomFile {
  const { bytes } = file
  const start = metaStart(bytes) ?? 0
  const meta = readMeta(bytes, start)
  const declared = meta.uid
  const inflating = declared !== undefined && transferSyntax(declared).deflated
  const body = inflating ? inflateBody(file, meta.end) : bytes
  const at = inflating ? 0 : meta.end
  const seen = startsWithElement(body, at)
  // Where the header is silent, or says explicit though no value representation stands there, the bytes decide.
  const uid =
    declared === undefined || (seen && !transferSyntax(declared).encapsulated && !inflating)
      ? (seen ?? declared ?? implicitLittleEndian)
      : declared
  const syntax = transferSyntax(uid)
  const parsed = readElements(body, at, syntax)
  if (Object.keys(parsed.data.elements).length === 0)
    throw new Fault(file.name, 'it is cut short: no DICOM element can be read', 'Copy or export it again')
  const sopClass = textOf(parsed.data, 'x00080016') ?? meta.mediaClass ?? ''
  return { name: file.name, syntax, sopClass, ...parsed }
}

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

/** A text value, trimmed; undefined where it is absent, empty or cannot be read. */
export function textOf(data: DataSet, tag: string, index?: number): string | undefined {
  try {
    return data.string(tag, index)?.replaceAll('\0', '').trim() || undefined
  } catch {
    return undefined
  }
}

/** All numbers of a decimal or integer string; empty where one of them is no number. */
export function numbersOf(data: DataSet, tag: string): readonly number[] {
  const parts = textOf(data, tag)?.split('\\') ?? []
  const numbers = parts.map((part) => (part.trim() ? Number(part) : Number.NaN))
  return numbers.every(Number.isFinite) ? numbers : []
}

/** The first number of a decimal or integer string. */
export const numberOf = (data: DataSet, tag: string): number | undefined => {
  const value = Number.parseFloat(textOf(data, tag)?.split('\\')[0] ?? '')
  return Number.isFinite(value) ? value : undefined
}

export type BinaryNumber = 'uint16' | 'int16' | 'uint32' | 'int32' | 'float' | 'double'

/** A binary number; undefined where it is absent or shorter than its kind. */
export function binaryOf(data: DataSet, tag: string, kind: BinaryNumber, index = 0): number | undefined {
  try {
    return data[kind](tag, index)
  } catch {
    return undefined
  }
}

/** Items of a sequence. */
export const itemsOf = (data: DataSet | undefined, tag: string): readonly DataSet[] =>
  (data?.elements[tag]?.items ?? []).flatMap((item) => (item.dataSet ? [item.dataSet] : []))
