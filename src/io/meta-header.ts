import { Fault } from '../core/fault'
import { checkPlace, checkSize } from './image-limits'

/** What a MetaImage header says, checked. */
export interface MetaHeader {
  readonly fields: ReadonlyMap<string, string>
  readonly size: readonly [number, number, number]
  readonly frames: number
  readonly bytesPerVoxel: number
  readonly compressed: boolean
  /** Name of the file that holds the voxels; LOCAL: this one. */
  readonly dataFile: string
  /** Where the voxels begin in this file. */
  readonly dataOffset: number
  readonly modality?: 'CT' | 'MR' | 'US'
}

const longestHeader = 1 << 16
const bytesOfType = new Map([
  ['MET_CHAR', 1],
  ['MET_UCHAR', 1],
  ['MET_SHORT', 2],
  ['MET_USHORT', 2],
  ['MET_INT', 4],
  ['MET_UINT', 4],
  ['MET_LONG', 4],
  ['MET_ULONG', 4],
  ['MET_LONG_LONG', 8],
  ['MET_ULONG_LONG', 8],
  ['MET_FLOAT', 4],
  ['MET_DOUBLE', 8],
])

const headText = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes.subarray(0, longestHeader))

/** Whether bytes begin as a MetaImage header: lines of “Key = value”, one of them the number of dimensions. */
export const looksLikeMeta = (bytes: Uint8Array): boolean =>
  /^\s*(ObjectType|NDims|Comment|ID)\s*=/i.test(headText(bytes.subarray(0, 64))) &&
  /^NDims\s*=/m.test(headText(bytes))

/**
 * Reads and checks the text header of a MetaImage (itk.org/Wiki/MetaIO/Documentation).
 * @throws Fault for what is no volume, claims too much or has no valid place
 */
export function readMetaHeader(file: string, bytes: Uint8Array): MetaHeader {
  const text = headText(bytes)
  const end = /^ElementDataFile\s*=\s*(.*?)\s*?\r?\n/m.exec(text)
  const last = end ?? /^ElementDataFile\s*=\s*(\S.*?)\s*$/m.exec(text)
  if (!last || (!end && last[1] === 'LOCAL'))
    throw new Fault(file, 'it is cut short in its header', 'Copy or export the file again')
  const fields = new Map<string, string>()
  for (const line of text.slice(0, last.index).split(/\r?\n/)) {
    const pair = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(line)
    if (pair) fields.set(pair[1] as string, pair[2] as string)
  }
  const dims = numbers(fields.get('DimSize'))
  const bytesPerVoxel = bytesOfType.get(fields.get('ElementType') ?? '')
  if (dims.length !== Number(fields.get('NDims')))
    throw new Fault(file, 'its header gives no valid sizes', 'Export the file again')
  if (!bytesPerVoxel)
    throw new Fault(
      file,
      `its voxel type “${fields.get('ElementType') ?? ''}” is not known`,
      'Export the file again',
    )
  checkSize(file, dims, bytesPerVoxel)
  if (dims.length > 4 || Number(fields.get('ElementNumberOfChannels') ?? 1) !== 1)
    throw new Fault(file, 'it has several values a voxel', 'Give an image with one grey value a voxel')
  if (Number(fields.get('HeaderSize') ?? 0) !== 0 || /^(LIST|.*%)/.test(last[1] as string))
    throw new Fault(file, 'its voxels are stored in a way that is not read', 'Save it as one .mha file')
  checkNumbers(file, fields, dims.length)
  const modality = /MET_MOD_(CT|MR|US)$/.exec(fields.get('Modality') ?? '')?.[1] as MetaHeader['modality']
  return {
    fields,
    size: dims.slice(0, 3) as [number, number, number],
    frames: dims[3] ?? 1,
    bytesPerVoxel,
    compressed: /^true$/i.test(fields.get('CompressedData') ?? ''),
    dataFile: (last[1] as string).replace(/[^\x20-\x7e]/g, '?').slice(0, 200),
    dataOffset: last.index + last[0].length,
    ...(modality && { modality }),
  }
}

const numbers = (text = ''): number[] => text.split(/\s+/).filter(Boolean).map(Number)

function checkNumbers(file: string, fields: ReadonlyMap<string, string>, dimensions: number): void {
  const of = (...keys: string[]) => numbers(keys.map((k) => fields.get(k)).find((v) => v !== undefined))
  const matrix = of('TransformMatrix', 'Rotation', 'Orientation')
  const spacing = of('ElementSpacing', 'ElementSize')
  const place = [...matrix, ...spacing, ...of('Offset', 'Position', 'Origin')]
  const axis = (c: number) =>
    [0, 1, 2].map(
      (r) =>
        (matrix.length === 0 ? Number(r === c) : (matrix[c * dimensions + r] ?? Number.NaN)) *
        (spacing[c] ?? 1),
    )
  checkPlace(file, [...place, ...axis(0), ...axis(1), ...axis(2)], [axis(0), axis(1), axis(2)])
}
