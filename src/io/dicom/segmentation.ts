import { Fault } from '../../core/fault'
import type { LabelMap } from '../label-map'
import type { Segment } from '../nrrd-header'
import type { DicomFile } from './data-set'
import { binaryOf, itemsOf, textOf } from './data-values'
import { readFrames } from './frame-reader'
import { identityWarning, withoutIdentity } from './identity'
import { planesOf } from './segment-planes'
import { segmentIndex, segmentsOf } from './segment-table'
import { slicesOf } from './slice'

type Kind = 'BINARY' | 'FRACTIONAL' | 'LABELMAP'

/**
 * The labels of a DICOM segmentation (PS3.3 A.51, A.88): binary, fractional or label map, sparse frames on the grid that
 * their positions span. Where segments overlap the later one wins; a fraction counts from one half.
 * @throws Fault for microscopy, flat pictures, and frames that lie on no grid
 */
export async function readSegmentation(file: DicomFile): Promise<LabelMap> {
  const { data } = file
  refuseFlat(file)
  const kind = (textOf(data, 'x00620001') ?? 'BINARY') as Kind
  const slices = slicesOf(file)
  const warnings: string[] = []
  const segments = segmentsOf(file)
  const planes = planesOf(file, slices, warnings)
  const first = planes.first
  const [nx, ny] = first.size
  const labels = new Uint8Array(nx * ny * planes.count)
  const order =
    kind === 'LABELMAP' ? slices.map(() => 0) : slices.map((s) => segmentIndex(file, s.frame, segments))
  const requests = slices
    .map((slice, n) => ({
      file,
      frame: slice.frame,
      index: order[n] as number,
      plane: planes.of[n] as number,
    }))
    .sort((a, b) => a.index - b.index)
  const half = kind === 'FRACTIONAL' ? (binaryOf(data, 'x0062000e', 'uint16') ?? 255) / 2 : 0.5
  const hidden = new Map<string, number>()
  await readFrames(requests, (values, n) => {
    const { index, plane } = requests[n] as (typeof requests)[number]
    const offset = plane * nx * ny
    if (kind === 'LABELMAP') placeLabels(values, labels, offset, nx * ny, segments)
    else countHidden(hidden, index, place(values, labels, offset, nx * ny, index + 1, half), segments.length)
  })
  warnings.push(...hiddenWords(hidden, segments))
  if (kind === 'FRACTIONAL') warnings.push('Its segments are fractions: cells of one half or more were taken')
  if (!labels.some((v) => v > 0)) throw new Fault(file.name, 'every cell of it is empty', 'Export it again')
  const identity = identityWarning([data])
  if (identity) warnings.push(identity)
  return {
    file: segmentationName(file),
    size: [nx, ny, planes.count],
    spacing: [first.spacing[0], first.spacing[1], planes.step],
    origin: [first.position[0], first.position[1], first.position[2]],
    direction: [0, 1, 2].flatMap((r) => [
      first.right[r] as number,
      first.down[r] as number,
      first.normal[r] as number,
    ]),
    values: labels,
    segments,
    warnings,
  }
}

/** Series description or content label, never the name of the file, which is often an identifier. */
export function segmentationName(file: DicomFile): string {
  const { data } = file
  const own = ['x0008103e', 'x00700081'].map((tag) => withoutIdentity(textOf(data, tag), data))
  return own.find((text) => text !== undefined) ?? 'DICOM segmentation'
}

function refuseFlat(file: DicomFile): void {
  const { data } = file
  const perFrame = itemsOf(data, 'x52009230')
  const slide = data.elements['x00480006'] ?? data.elements['x00480008'] ?? perFrame[0]?.elements['x0048021a']
  if (slide)
    throw new Fault(
      file.name,
      'it is a segmentation of a microscopy image',
      'Give a segmentation of a CT or MR scan',
    )
  const groups = [...itemsOf(data, 'x52009229'), ...perFrame]
  if (perFrame.length > 0 && !groups.some((g) => g.elements['x00209113']))
    throw new Fault(
      file.name,
      'it is a segmentation of a flat picture: its frames have no place in the patient',
      'Give a segmentation of a CT or MR scan',
    )
}

/** Marks cells of one frame; returns how many of each earlier segment it covers. */
function place(
  values: ArrayLike<number>,
  labels: Uint8Array,
  offset: number,
  count: number,
  label: number,
  half: number,
): Uint32Array {
  const covered = new Uint32Array(256)
  for (let n = 0; n < count; n++) {
    if ((values[n] as number) < half) continue
    const before = labels[offset + n] as number
    if (before !== 0 && before !== label) (covered[before] as number)++
    labels[offset + n] = label
  }
  return covered
}

function countHidden(
  hidden: Map<string, number>,
  index: number,
  covered: Uint32Array,
  segments: number,
): void {
  for (let before = 1; before <= segments; before++) {
    const cells = covered[before] as number
    if (cells === 0) continue
    const key = `${index} ${before - 1}`
    hidden.set(key, (hidden.get(key) ?? 0) + cells)
  }
}

const hiddenWords = (hidden: ReadonlyMap<string, number>, segments: readonly Segment[]) =>
  [...hidden].map(([key, cells]) => {
    const [over, under] = key.split(' ').map((n) => segments[Number(n)]?.name)
    return `“${over}” and “${under}” overlap in ${cells} cells: they were given to the first`
  })

function placeLabels(
  values: ArrayLike<number>,
  labels: Uint8Array,
  offset: number,
  count: number,
  segments: readonly Segment[],
): void {
  const to = new Map(segments.map((s) => [s.fileValue as number, s.value]))
  let last = 0
  let lastLabel = 0
  for (let n = 0; n < count; n++) {
    const v = values[n] as number
    if (v !== last) {
      last = v
      lastLabel = to.get(v) ?? 0
    }
    labels[offset + n] = lastLabel
  }
}
