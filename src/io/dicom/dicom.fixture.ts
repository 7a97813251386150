import type { InputFile } from '../input-file'
import { explicitLittleEndian } from './transfer-syntax'
import { element, joined, text } from './write-element'

/** Elements of a synthetic file: `ggggeeee` to value representation and value; items for a sequence. */
export type Tags = Readonly<Record<string, Value>>
type Value =
  | readonly ['US' | 'SS', ...number[]]
  | readonly ['FD', ...number[]]
  | readonly ['UL', ...number[]]
  | readonly ['SQ', ...Tags[]]
  | readonly ['OW' | 'OB', Uint8Array]
  | readonly ['CS' | 'DS' | 'IS' | 'LO' | 'PN' | 'DA' | 'UI' | 'AS' | 'SH' | 'TM', string]

const ctImage = '1.2.840.10008.5.1.4.1.1.2'

/** A DICOM file with preamble and meta header. */
export function dicomFile(name: string, tags: Tags, syntax = explicitLittleEndian): InputFile {
  const meta = joined([
    element(2, 1, 'OB', new Uint8Array([0, 1])),
    element(2, 2, 'UI', text((tags['00080016']?.[1] as string) ?? ctImage)),
    element(2, 0x10, 'UI', text(syntax)),
  ])
  const length = new Uint8Array(new Uint32Array([meta.length]).buffer)
  return {
    name,
    bytes: joined([new Uint8Array(128), text('DICM'), element(2, 0, 'UL', length), meta, dataSet(tags)]),
  }
}

const dataSet = (tags: Tags): Uint8Array =>
  joined(
    Object.entries(tags)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([tag, [vr, ...value]]) =>
        element(
          Number.parseInt(tag.slice(0, 4), 16),
          Number.parseInt(tag.slice(4), 16),
          vr,
          bytesOf(vr, value),
        ),
      ),
  )

function bytesOf(vr: string, value: readonly unknown[]): Uint8Array {
  if (vr === 'US' || vr === 'SS') return new Uint8Array(Int16Array.from(value as number[]).buffer)
  if (vr === 'UL') return new Uint8Array(Uint32Array.from(value as number[]).buffer)
  if (vr === 'FD') return new Uint8Array(Float64Array.from(value as number[]).buffer)
  if (vr === 'OW' || vr === 'OB') return value[0] as Uint8Array
  if (vr === 'SQ') return joined((value as Tags[]).map((item) => itemOf(dataSet(item))))
  return text(value[0] as string)
}

function itemOf(bytes: Uint8Array): Uint8Array {
  const item = new Uint8Array(8 + bytes.length)
  const view = new DataView(item.buffer)
  view.setUint32(0, 0xe000fffe, true)
  view.setUint32(4, bytes.length, true)
  item.set(bytes, 8)
  return item
}

export interface SliceOptions {
  readonly position: readonly [number, number, number]
  readonly values: ArrayLike<number>
  readonly columns: number
  readonly rows: number
  readonly instance?: number
  readonly more?: Tags
}

/** One CT slice of 16-bit signed values, 1 mm pixels, axes along the patient’s. */
export function ctSlice(o: SliceOptions): InputFile {
  const instance = o.instance ?? 1
  return dicomFile(`slice-${instance}.dcm`, {
    '00080008': ['CS', 'ORIGINAL\\PRIMARY\\AXIAL'],
    '00080016': ['UI', ctImage],
    '00080018': ['UI', `2.25.${instance}`],
    '00080060': ['CS', 'CT'],
    '0008103e': ['LO', 'Heart'],
    '0020000e': ['UI', '2.25.9'],
    '00200013': ['IS', String(instance)],
    '00200032': ['DS', o.position.join('\\')],
    '00200037': ['DS', '1\\0\\0\\0\\1\\0'],
    '00280002': ['US', 1],
    '00280004': ['CS', 'MONOCHROME2'],
    '00280010': ['US', o.rows],
    '00280011': ['US', o.columns],
    '00280030': ['DS', '1\\1'],
    '00280100': ['US', 16],
    '00280101': ['US', 16],
    '00280102': ['US', 15],
    '00280103': ['US', 1],
    '00281052': ['DS', '0'],
    '00281053': ['DS', '1'],
    ...o.more,
    '7fe00010': ['OW', new Uint8Array(Int16Array.from(o.values).buffer)],
  })
}
