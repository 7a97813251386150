import type { DataSet } from 'dicom-parser'
import { Fault } from '../../core/fault'
import type { Segment } from '../nrrd-header'
import type { DicomFile } from './data-set'
import { binaryOf, itemsOf, textOf } from './data-values'
import { withoutIdentity } from './identity'
import { labColour } from './lab-colour'

/** Segments in the order of the file, numbered from 1 up. */
export function segmentsOf(file: DicomFile): Segment[] {
  const items = itemsOf(file.data, 'x00620002')
  const known = items.filter((item) => binaryOf(item, 'x00620004', 'uint16') !== 0)
  if (known.length === 0 || known.length > 255)
    throw new Fault(
      file.name,
      `it describes ${known.length} segments (1 to 255 can be opened)`,
      'Export the segmentation again, with the structures of the heart only',
    )
  return known.map((item, n) => {
    const number = binaryOf(item, 'x00620004', 'uint16') ?? n + 1
    const code = codeOf(itemsOf(item, 'x0062000f')[0])
    const colour = colourOf(item)
    const name = withoutIdentity(textOf(item, 'x00620005'), file.data) ?? code?.meaning ?? `Segment ${number}`
    return {
      value: n + 1,
      layer: 0,
      name,
      fileValue: number,
      ...(colour && { colour }),
      ...(code && { code }),
    }
  })
}

function codeOf(item: DataSet | undefined): Segment['code'] {
  if (!item) return undefined
  const value = textOf(item, 'x00080100') ?? textOf(item, 'x00080119')
  const scheme = textOf(item, 'x00080102')
  return value && scheme ? { scheme, value, meaning: textOf(item, 'x00080104') ?? '' } : undefined
}

function colourOf(item: DataSet): readonly [number, number, number] | undefined {
  const lab = [0, 1, 2].map((n) => binaryOf(item, 'x0062000d', 'uint16', n))
  return lab.every((v) => v !== undefined) ? labColour(lab as unknown as [number, number, number]) : undefined
}

/** Which segment a frame belongs to, by its place in the list. */
export function segmentIndex(file: DicomFile, frame: number, segments: readonly Segment[]): number {
  const groups = [itemsOf(file.data, 'x52009230')[frame], itemsOf(file.data, 'x52009229')[0]]
  const item = groups.map((g) => itemsOf(g, 'x0062000a')[0]).find((i) => i !== undefined)
  const number = item && binaryOf(item, 'x0062000b', 'uint16')
  const index = segments.findIndex((s) => s.fileValue === number)
  if (index >= 0) return index
  if (number === undefined && segments.length === 1) return 0
  throw new Fault(
    file.name,
    `its frame ${frame + 1} belongs to ${number === undefined ? 'no segment' : `segment ${number}, which it does not describe`}`,
    'Export the segmentation again',
  )
}
