import { Fault } from '../core/fault'
import type { InputFile } from './input-file'

/** One segment of a 3D Slicer segmentation (`SegmentN_…` keys of a .seg.nrrd). */
export interface Segment {
  readonly value: number
  readonly layer: number
  readonly name: string
  readonly code?: { readonly scheme: string; readonly value: string; readonly meaning: string }
}

export interface NrrdHeader {
  readonly fields: ReadonlyMap<string, string>
  readonly sizes: readonly number[]
  readonly bytesPerValue: number
  readonly segments: readonly Segment[]
  /** Where the voxels begin in the file. */
  readonly dataOffset: number
}

const longestHeader = 1 << 20
const mostCells = 512 ** 3
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
  const dataOffset = end.index + end[0].length
  const header = { fields, ...shapeOf(file.name, fields), segments: segmentsOf(fields), dataOffset }
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
    throw new Fault(file, `it has ${sizes.length} dimensions`, 'Give a label map in three dimensions')
  const cells = sizes.reduce((a, b) => a * b)
  if (cells > mostCells)
    throw new Fault(
      file,
      `it claims ${sizes.join(' × ')} cells, more than can be opened`,
      'Crop the segmentation to the heart or resample it more coarsely',
    )
  return { sizes, bytesPerValue }
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

function segmentsOf(fields: ReadonlyMap<string, string>): Segment[] {
  const segments: Segment[] = []
  for (let n = 0; ; n++) {
    const key = (field: string) => fields.get(`Segment${n}_${field}`)
    if (key('ID') === undefined && key('Name') === undefined && key('LabelValue') === undefined)
      return segments
    const code = codeOf(key('Tags'))
    segments.push({
      value: Number(key('LabelValue') ?? n + 1),
      layer: Number(key('Layer') ?? 0),
      name: unescaped(key('Name') ?? key('ID') ?? `Segment ${n + 1}`),
      ...(code ? { code } : {}),
    })
  }
}

const unescaped = (text: string) => text.replace(/\\n/g, ' ').replace(/\\\\/g, '\\')

/** Slicer's terminology tag: context~category~TYPE~modifier~…, each scheme^value^meaning. */
function codeOf(tags: string | undefined): Segment['code'] {
  const entry = /TerminologyEntry:([^|]*)/.exec(tags ?? '')?.[1]
  const [scheme, value, meaning] = entry?.split('~')[2]?.split('^') ?? []
  return scheme && value ? { scheme, value, meaning: meaning ?? '' } : undefined
}
