import { Fault } from '../core/fault'
import { mm } from '../core/units'
import { checkSize } from './image-limits'
import type { InputFile } from './input-file'

/** One segment of a 3D Slicer segmentation (`SegmentN_…` keys of a .seg.nrrd). */
export interface Segment {
  readonly value: number
  readonly layer: number
  readonly name: string
  /** Red, green and blue, 0–1. */
  readonly colour?: readonly [number, number, number]
  /** What the file calls it where `value` had to be another: labels above 255. */
  readonly fileValue?: number
  readonly code?: { readonly scheme: string; readonly value: string; readonly meaning: string }
}

export interface NrrdHeader {
  readonly fields: ReadonlyMap<string, string>
  readonly sizes: readonly number[]
  readonly bytesPerValue: number
  readonly segments: readonly Segment[]
  /** Which axis of a four-dimensional file is not space, and what it is; −1 for none. */
  readonly listAxis: -1 | 0 | 3
  readonly listKind: string
  /** Metres, where the file says. */
  readonly unit?: number
  /** Where the voxels begin in the file. */
  readonly dataOffset: number
}

const longestHeader = 1 << 20
const bytesOfType: readonly (readonly [RegExp, number])[] = [
  [/^(signed char|unsigned char|u?char|u?int8(_t)?)$/, 1],
  [/^(unsigned )?short( int)?$|^u(short|int16(_t)?)$|^signed short( int)?$|^int16(_t)?$/, 2],
  [/^(unsigned |signed )?int$|^u?int32(_t)?$|^uint$|^float$/, 4],
  [/^(unsigned |signed )?long long( int)?$|^u?int64(_t)?$|^u?longlong$|^double$/, 8],
]

/**
 * Reads the text header of a NRRD file (teem.sourceforge.net/nrrd/format.html): fields, key/value pairs and Slicer's
 * segments. Refuses what cannot be right before any voxel is decoded.
 */
export function readNrrdHeader(file: InputFile): NrrdHeader {
  const text = new TextDecoder('latin1').decode(file.bytes.subarray(0, longestHeader))
  if (!/^NRRD000[1-6]\r?\n/.test(text))
    throw new Fault(file.name, 'it is not a NRRD file', 'Save the segmentation as .seg.nrrd or .nrrd')
  const end = /\r?\n\r?\n/.exec(text)
  if (!end) throw truncated(file.name, 'the header has no end')
  const fields = new Map<string, string>()
  for (const line of text.slice(0, end.index).split(/\r?\n/).slice(1)) {
    const pair = line.startsWith('#') ? null : /^([^:]+):(?:=|\s)\s*(.*)$/.exec(line)
    if (pair) fields.set(pair[1] as string, (pair[2] as string).trim())
  }
  if (fields.has('data file') || fields.has('datafile'))
    throw new Fault(
      file.name,
      'its voxels lie in another file',
      'Save it as one .nrrd file with the data inside',
    )
  if (['line skip', 'lineskip', 'byte skip', 'byteskip'].some((key) => Number(fields.get(key) ?? 0) !== 0))
    throw new Fault(file.name, 'bytes lie between its header and its voxels', 'Save it as .nrrd again')
  const dataOffset = end.index + end[0].length
  const unit = unitOf(fields)
  const shape = shapeOf(file.name, fields)
  const segments = segmentsOf(file.name, fields, shape.listAxis === 0 ? (shape.sizes[0] as number) : 1)
  const header = { fields, ...shape, segments, ...(unit !== undefined && { unit }), dataOffset }
  checkLength(file, header)
  return header
}

const truncated = (file: string, what: string) =>
  new Fault(file, `it is cut short: ${what}`, 'Copy or export the file again')

function shapeOf(file: string, fields: ReadonlyMap<string, string>) {
  const sizes = (fields.get('sizes') ?? '').split(/\s+/).map(Number)
  const type = fields.get('type') ?? ''
  const bytesPerValue = bytesOfType.find(([pattern]) => pattern.test(type))?.[1]
  if (sizes.length !== Number(fields.get('dimension')) || sizes.some((n) => !Number.isInteger(n) || n < 1))
    throw new Fault(file, 'its header gives no valid sizes', 'Export the file again')
  if (!bytesPerValue) throw new Fault(file, `its voxel type “${type}” is not known`, 'Export the file again')
  if (sizes.length < 3 || sizes.length > 4)
    throw new Fault(file, `it has ${sizes.length} dimensions`, 'Give an image in three dimensions')
  const list = sizes.length === 4 ? listAxisOf(file, fields) : ({ listAxis: -1, listKind: '' } as const)
  const space = sizes.filter((_, axis) => axis !== list.listAxis)
  checkSize(file, space, bytesPerValue * (list.listAxis === 0 ? (sizes[0] as number) : 1))
  checkNumbers(file, fields)
  return { sizes, bytesPerValue, ...list }
}

/** Layers, moments or colours: the axis without a direction in space, which is the first or the last. */
function listAxisOf(file: string, fields: ReadonlyMap<string, string>) {
  const kinds = (fields.get('kinds') ?? '').split(/\s+/)
  const directions = fields.get('space directions')?.match(/none|\([^)]*\)/g) ?? []
  const isSpace = (axis: number) =>
    directions.length === 4
      ? directions[axis] !== 'none'
      : !/^(list|time|vector|.*color|.*-vector)$/i.test(kinds[axis] ?? '')
  const listAxis = !isSpace(0) ? 0 : !isSpace(3) || kinds.length < 4 ? 3 : undefined
  if (listAxis === undefined)
    throw new Fault(file, 'it has four dimensions of space', 'Give an image in three dimensions')
  const listKind = kinds[listAxis] ?? ''
  if (/color|vector|matrix|tensor/i.test(listKind))
    throw new Fault(
      file,
      `it has several values a voxel (${listKind})`,
      'Give an image with one grey value a voxel',
    )
  return { listAxis, listKind } as { listAxis: 0 | 3; listKind: string }
}

/** Spacing, directions and origin are numbers; `none` and `nan` only where an axis is not space. */
function checkNumbers(file: string, fields: ReadonlyMap<string, string>): void {
  const vectors = (fields.get('space directions') ?? '').match(/\([^)]*\)/g) ?? []
  const origin = fields.get('space origin')
  for (const vector of origin === undefined ? vectors : [...vectors, origin]) {
    const numbers = vector.replace(/[()]/g, '').split(',').map(Number)
    if (numbers.length === 3 && numbers.every(Number.isFinite)) continue
    throw new Fault(file, 'its position in space is not given in three numbers', 'Export the file again')
  }
  const spacings = (fields.get('spacings') ?? '').split(/\s+/).filter((s) => s !== '' && !/nan/i.test(s))
  if (spacings.some((s) => !(Math.abs(Number(s)) > 0 && Number.isFinite(Number(s)))))
    throw new Fault(file, 'its spacing is not given in numbers', 'Export the file again')
}

function unitOf(fields: ReadonlyMap<string, string>): number | undefined {
  const name = /"([^"]*)"/.exec(fields.get('space units') ?? fields.get('units') ?? '')?.[1]
  return new Map([
    ['mm', mm],
    ['millimeter', mm],
    ['cm', 1e-2],
    ['m', 1],
    ['meter', 1],
    ['um', 1e-6],
    ['µm', 1e-6],
  ]).get(name ?? '')
}

/** A gzip stream ends in the length of what it holds: a truncated file is found without decoding it. */
function checkLength(file: InputFile, header: NrrdHeader): void {
  const expected = header.sizes.reduce((a, b) => a * b) * header.bytesPerValue
  const data = file.bytes.subarray(header.dataOffset)
  const encoding = header.fields.get('encoding') ?? ''
  if (encoding === 'raw' && data.length < expected)
    throw truncated(file.name, `it holds ${data.length} of ${expected} bytes`)
  if (!/^gz(ip)?$/.test(encoding)) return
  if (data.length < 18) throw truncated(file.name, 'the voxels are missing')
  if (data[0] !== 0x1f || data[1] !== 0x8b)
    throw new Fault(file.name, 'its voxels are not compressed as the header says', 'Export the file again')
  const stored = new DataView(data.buffer, data.byteOffset + data.length - 4).getUint32(0, true)
  if (stored !== expected >>> 0) throw truncated(file.name, 'the compressed voxels do not reach their end')
}

function segmentsOf(file: string, fields: ReadonlyMap<string, string>, layers: number): Segment[] {
  const segments: Segment[] = []
  for (let n = 0; ; n++) {
    const key = (field: string) => fields.get(`Segment${n}_${field}`)
    if (key('ID') === undefined && key('Name') === undefined && key('LabelValue') === undefined)
      return segments
    const code = codeOf(key('Tags'))
    const value = Number(key('LabelValue') ?? n + 1)
    const layer = Number(key('Layer') ?? 0)
    const name = unescaped(key('Name') ?? key('ID') ?? `Segment ${n + 1}`)
    if (!(Number.isInteger(value) && value > 0 && Number.isInteger(layer) && layer >= 0 && layer < layers))
      throw new Fault(
        file,
        `its segment “${name}” has no valid label or layer`,
        'Export the segmentation again',
      )
    const colour = (key('Color') ?? '').split(/\s+/).map(Number) as [number, number, number]
    const coloured = colour.length === 3 && colour.every(Number.isFinite)
    segments.push({ value, layer, name, ...(coloured && { colour }), ...(code && { code }) })
  }
}

const unescaped = (text: string) => text.replace(/\\n/g, ' ').replace(/\\\\/g, '\\')

/** Slicer's terminology tag: context~category~TYPE~modifier~…, each scheme^value^meaning. */
function codeOf(tags: string | undefined): Segment['code'] {
  const entry = /TerminologyEntry:([^|]*)/.exec(tags ?? '')?.[1]
  const [scheme, value, meaning] = entry?.split('~')[2]?.split('^') ?? []
  return scheme && value ? { scheme, value, meaning: meaning ?? '' } : undefined
}
