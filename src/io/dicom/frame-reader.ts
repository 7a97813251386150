import { inflateSync } from 'fflate'
import { Fault } from '../../core/fault'
import type { DicomFile } from './data-set'
import { decodeFrames } from './gdcm-codec'
import { checkNative, missing, nativeFrame, pixelBytes, undefinedLength } from './native-values'
import { dicomParser } from './parser-module'
import { type PixelFormat, pixelFormat } from './pixel-format'
import { makeRest } from './rest'
import { deflatedFrames } from './transfer-syntax'

interface Fragment {
  readonly start: number
  readonly bytes: Uint8Array
}

/** A frame to be read. */
export interface FrameRequest {
  readonly file: DicomFile
  readonly frame: number
}

/** Starting the decoder takes as long as a slice: so many pixels are given to it at a time. */
const pixelsAtOnce = 2 ** 22

/**
 * Checks that the pixels of a file are all there, without decoding them.
 * @throws Fault where they are not
 */
export function checkPixels(file: DicomFile): void {
  const format = pixelFormat(file)
  if (file.syntax.encapsulated) compressedFrames(file, format)
  else checkNative(file, format)
}

/**
 * Reads the stored values of frames, in order; `take` gets each with its number in the list. Uncompressed frames are
 * read directly, compressed ones by GDCM, many at a time.
 */
export async function readFrames(
  requests: readonly FrameRequest[],
  take: (values: ArrayLike<number>, request: number) => void,
  onProgress?: (fraction: number) => void,
): Promise<void> {
  const formats = new Map<DicomFile, PixelFormat>()
  const formatOf = (file: DicomFile) => {
    const format = formats.get(file) ?? pixelFormat(file)
    formats.set(file, format)
    return format
  }
  const rest = makeRest()
  for (let n = 0; n < requests.length; ) {
    const { file, frame } = requests[n] as FrameRequest
    const format = formatOf(file)
    if (!file.syntax.encapsulated) {
      take(nativeFrame(file, format, frame), n)
      n++
    } else {
      const batch = batchFrom(requests, n, formatOf)
      const values = await decoded(file, format, batch)
      const count = format.columns * format.rows
      for (let b = 0; b < batch.length; b++) take(part(values, b * count, count), n + b)
      n += batch.length
    }
    onProgress?.(n / requests.length)
    await rest()
  }
}

const part = (values: ArrayLike<number>, from: number, count: number): ArrayLike<number> =>
  ArrayBuffer.isView(values) ? (values as unknown as Uint16Array).subarray(from, from + count) : values

/** The requests from `first` on that can be decoded together. */
function batchFrom(
  requests: readonly FrameRequest[],
  first: number,
  formatOf: (file: DicomFile) => PixelFormat,
): readonly FrameRequest[] {
  const { file } = requests[first] as FrameRequest
  const format = formatOf(file)
  const most = Math.max(1, Math.floor(pixelsAtOnce / (format.columns * format.rows)))
  const same = (other: FrameRequest) => {
    const f = formatOf(other.file)
    return (
      other.file.syntax.uid === file.syntax.uid &&
      f.columns === format.columns &&
      f.rows === format.rows &&
      f.allocated === format.allocated &&
      f.stored === format.stored &&
      f.signed === format.signed
    )
  }
  let end = first + 1
  while (end < requests.length && end - first < most && same(requests[end] as FrameRequest)) end++
  return requests.slice(first, end)
}

async function decoded(file: DicomFile, format: PixelFormat, batch: readonly FrameRequest[]) {
  const frames = batch.map((r) => {
    const all = compressedFrames(r.file, pixelFormat(r.file))
    return all[r.frame] as Uint8Array
  })
  if (file.syntax.uid === deflatedFrames) return inflatedFrames(file, format, frames)
  try {
    return await decodeFrames(file, format, frames)
  } catch (fault) {
    if (batch.length === 1) throw fault
    // One of them is at fault: find out which.
    for (const request of batch) await decoded(request.file, format, [request])
    throw fault
  }
}

function inflatedFrames(file: DicomFile, format: PixelFormat, frames: readonly Uint8Array[]) {
  const count = format.columns * format.rows
  const one = { ...format, frames: 1 }
  const values = new Float64Array(count * frames.length)
  frames.forEach((frame, n) => {
    const bytes = new Uint8Array(pixelBytes(one))
    try {
      inflateSync(frame, { out: bytes })
    } catch {
      throw new Fault(file.name, 'its deflated frames are damaged', 'Export it again')
    }
    const data = { ...file.data, byteArray: bytes, elements: {} } as DicomFile['data']
    const pixels = { tag: 'x7fe00010', length: bytes.length, dataOffset: 0 }
    values.set(nativeFrame({ ...file, data, pixels }, one, 0), n * count)
  })
  return values
}

/**
 * The compressed frames of a file, by its fragments and offset table.
 * @throws Fault where fragments end early or do not make up the frames
 */
function compressedFrames(file: DicomFile, format: PixelFormat): readonly Uint8Array[] {
  const known = framesOf.get(file) ?? splitFrames(file, format)
  framesOf.set(file, known)
  return known
}

const framesOf = new WeakMap<DicomFile, readonly Uint8Array[]>()

function splitFrames(file: DicomFile, format: PixelFormat): readonly Uint8Array[] {
  const { fragments, offsets } = fragmentsOf(file)
  if (fragments.length === format.frames) return fragments.map((f) => f.bytes)
  if (format.frames === 1 && fragments.length > 0) return [joined(fragments)]
  const starts = offsets.length === format.frames ? offsets : jpegStarts(fragments)
  if (starts.length !== format.frames)
    throw new Fault(
      file.name,
      `it holds ${fragments.length} compressed pieces for ${format.frames} frames`,
      'It may be cut short: copy it again, or export it uncompressed',
    )
  return starts.map((start, n) => {
    const end = starts[n + 1] ?? Number.POSITIVE_INFINITY
    return joined(fragments.filter((f) => f.start >= start && f.start < end))
  })
}

/** Fragments that begin a JPEG picture (start-of-image marker). */
const jpegStarts = (fragments: readonly Fragment[]) =>
  fragments.filter((f) => f.bytes[0] === 0xff && f.bytes[1] === 0xd8).map((f) => f.start)

function fragmentsOf(file: DicomFile): { fragments: Fragment[]; offsets: number[] } {
  if (!file.pixels) throw missing(file)
  if (file.pixels.length !== undefinedLength)
    throw new Fault(
      file.name,
      `its pixels are not in compressed pieces, though its header says so (${file.syntax.words})`,
      'Export the series again',
    )
  const bytes = file.data.byteArray as Uint8Array
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const items: Fragment[] = []
  let at = file.pixels.dataOffset
  let first = 0
  while (at + 8 <= bytes.length && view.getUint32(at, true) === 0xe000fffe) {
    const length = view.getUint32(at + 4, true)
    if (at + 8 + length > bytes.length) break
    if (items.length === 0) first = at + 8 + length
    items.push({ start: at - first, bytes: bytes.subarray(at + 8, at + 8 + length) })
    at += 8 + length
  }
  const ended = at + 4 <= bytes.length && view.getUint32(at, true) === 0xe0ddfffe
  if (!ended || items.length < 2)
    throw new Fault(
      file.name,
      'it is cut short: its compressed pixels do not reach their end',
      'Copy or export the series again',
    )
  const table = (items.shift() as Fragment).bytes
  const offsets = Array.from({ length: table.length >> 2 }, (_, n) =>
    dicomParser.littleEndianByteArrayParser.readUint32(table, 4 * n),
  )
  return { fragments: items, offsets }
}

function joined(fragments: readonly Fragment[]): Uint8Array {
  const all = new Uint8Array(fragments.reduce((n, f) => n + f.bytes.length, 0))
  let at = 0
  for (const f of fragments) {
    all.set(f.bytes, at)
    at += f.bytes.length
  }
  return all
}
