import type { DataSet } from 'dicom-parser'
import { Fault } from '../../core/fault'
import { mm } from '../../core/units'
import { dot, subtract } from '../../core/vec3'
import type { LabelMap } from '../label-map'
import type { Segment } from '../nrrd-header'
import { binaryOf, type DicomFile, itemsOf, textOf } from './data-set'
import { readFrames } from './frame-reader'
import { identityWarning, withoutIdentity } from './identity'
import { labColour } from './lab-colour'
import { type Slice, slicesOf } from './slice'

type Kind = 'BINARY' | 'FRACTIONAL' | 'LABELMAP'

/** Frames may be this far from the plane they are put on, in planes and in pixels. */
const onPlane = 0.1
const inPlane = 0.5

/**
 * The labels of a DICOM segmentation (PS3.3 A.51, A.88): binary, fractional or label map, sparse frames on the grid that
 * their positions span. Where segments overlap the later one wins; a fraction counts from one half.
 * Read directly: the frames are plain bits with a place each, which is less than what a port of dcmqi needs to be
 * told, and a file that is a little wrong is answered in words.
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

/** Segments in the order of the file, numbered from 1 up. */
function segmentsOf(file: DicomFile): Segment[] {
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
function segmentIndex(file: DicomFile, frame: number, segments: readonly Segment[]): number {
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

interface Planes {
  readonly first: Slice
  /** Plane of each frame. */
  readonly of: readonly number[]
  readonly count: number
  readonly step: number
}

/** The even stack of planes that the frames lie on; frames of empty planes are not in the file. */
function planesOf(file: DicomFile, slices: readonly Slice[], warnings: string[]): Planes {
  const normal = (slices[0] as Slice).normal
  const along = (s: Slice) => dot(s.position, normal)
  const first = slices.reduce((a, b) => (along(b) < along(a) ? b : a))
  const heights = slices.map((s) => along(s) - along(first))
  const places = [...new Set(heights.map((h) => Number(h.toFixed(7))))].sort((a, b) => a - b)
  const steps = places.slice(1).map((h, n) => h - (places[n] as number))
  const least = steps.length > 0 ? Math.min(...steps) : undefined
  const fits = (step: number) => heights.every((h) => Math.abs(h / step - Math.round(h / step)) <= onPlane)
  const step =
    [first.between, least].find((s) => s !== undefined && fits(s)) ??
    (least === undefined ? (first.between ?? first.thickness ?? mm) : undefined)
  const askew = slices.some((s) => {
    const d = subtract(s.position, first.position)
    const turned = dot(s.right, first.right) < 0.9999 || dot(s.down, first.down) < 0.9999
    return (
      turned ||
      Math.abs(dot(d, first.right)) > inPlane * first.spacing[0] ||
      Math.abs(dot(d, first.down)) > inPlane * first.spacing[1]
    )
  })
  if (step === undefined || askew)
    throw new Fault(
      file.name,
      'its frames do not lie on one upright, even grid',
      'Export the segmentation on the grid of its scan, or as .seg.nrrd',
    )
  const of = heights.map((h) => Math.round(h / step))
  const count = Math.max(...of) + 1
  if (count * first.size[0] * first.size[1] > 2 ** 29)
    throw new Fault(file.name, `its frames span ${count} planes, more than can be opened`, 'Export it again')
  if (count === 1) warnings.push('It is a segmentation of a single slice: no heart can be made of it')
  return { first, of, count, step }
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
