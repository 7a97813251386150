import type { DataSet } from 'dicom-parser'
import { Fault } from '../../core/fault'
import { mm } from '../../core/units'
import { add, cross, dot, length, normalize, scale, type Vec3 } from '../../core/vec3'
import type { Scan } from '../scan'
import type { DicomFile } from './data-set'
import { binaryOf, itemsOf, numberOf, numbersOf, textOf } from './data-values'
import { type PixelFormat, pixelFormat } from './pixel-format'

/** One frame of one file: a plane of pixels with its place in the patient. Metres and seconds. */
export interface Slice {
  readonly file: DicomFile
  readonly frame: number
  readonly size: readonly [columns: number, rows: number]
  /** Distance between columns and between rows. */
  readonly spacing: readonly [number, number]
  readonly thickness?: number
  readonly between?: number
  /** Centre of the first pixel. */
  readonly position: Vec3
  readonly right: Vec3
  readonly down: Vec3
  readonly normal: Vec3
  readonly slope: number
  readonly intercept: number
  /** The file gives slope and intercept. */
  readonly scaled: boolean
  /** Low values are bright (MONOCHROME1); a CT’s values are Hounsfield units all the same. */
  readonly inverted: boolean
  /** What tells two pictures of one place apart, in the order in which they are compared. */
  readonly time: SliceTime
  /** What makes two pictures different kinds of picture: image type, number of the echo, stack. */
  readonly variant: string
  /** Echo time, seconds. */
  readonly echo?: number
  readonly instance: number
  /** SOPInstanceUID: two files with one are copies. */
  readonly uid: string
}

interface SliceTime {
  /** Temporal position index. */
  readonly index?: number
  /** After the R wave, seconds. */
  readonly trigger?: number
  /** Percent of the cycle from R to R. */
  readonly percent?: number
  readonly acquisition?: number
  readonly clock?: number
}

/**
 * The frames of a file with their places.
 * @throws Fault where the file does not say where it lies in the patient
 */
export function slicesOf(file: DicomFile): Slice[] {
  const format = pixelFormat(file)
  const shared = itemsOf(file.data, 'x52009229')[0]
  const perFrame = itemsOf(file.data, 'x52009230')
  const own = ownStack(file, format.frames)
  if (perFrame.length > 0 && perFrame.length < format.frames)
    throw new Fault(
      file.name,
      `it says where ${perFrame.length} of its ${format.frames} frames lie`,
      'Export the series again',
    )
  return Array.from({ length: format.frames }, (_, frame) => {
    const groups = [perFrame[frame], shared].filter((g) => g !== undefined)
    return sliceOf(file, format, frame, groups, own)
  })
}

/** A functional group’s item of a frame, from the frame’s own groups or else the shared ones. */
const macro = (groups: readonly DataSet[], ...tags: readonly string[]): DataSet | undefined => {
  for (const tag of tags)
    for (const group of groups) {
      const item = itemsOf(group, tag)[0]
      if (item) return item
    }
  return undefined
}

function sliceOf(
  file: DicomFile,
  format: PixelFormat,
  frame: number,
  groups: readonly DataSet[],
  own: readonly Vec3[] | undefined,
): Slice {
  const { data } = file
  const measures = macro(groups, 'x00289110') ?? data
  const plane = macro(groups, 'x00209113', 'x0020930e')
  const turned = macro(groups, 'x00209116', 'x0020930f')
  const value = macro(groups, 'x00289145') ?? data
  const position = own?.[frame] ?? decimals(plane, 'x00200032', 3) ?? doubles(plane, 'x00209301', 3)
  const axes =
    decimals(turned, 'x00200037', 6) ??
    doubles(turned, 'x00209302', 6) ??
    decimals(detector(data), 'x00200037', 6) ??
    decimals(data, 'x00200037', 6)
  const spacing = spacingOf(measures, data)
  if (!position || !axes) throw placeless(file)
  if (!spacing)
    throw new Fault(file.name, 'its header gives no distance between pixels', 'Export the series again')
  const right = axes.slice(0, 3) as unknown as Vec3
  const down = axes.slice(3) as unknown as Vec3
  const normal = cross(right, down)
  if (Math.abs(length(right) - 1) > 0.02 || Math.abs(length(down) - 1) > 0.02 || length(normal) < 0.98)
    throw new Fault(
      file.name,
      'the directions of its rows and columns are not at right angles',
      'Export the series again',
    )
  const content = macro(groups, 'x00209111')
  return {
    file,
    frame,
    size: [format.columns, format.rows],
    spacing,
    thickness: metres(numberOf(measures, 'x00180050') ?? numberOf(data, 'x00180050')),
    between: metres(numberOf(measures, 'x00180088') ?? numberOf(data, 'x00180088')),
    position: scale(position as unknown as Vec3, mm),
    ...orthonormal(right, down),
    slope: numberOf(value, 'x00281053') || 1,
    intercept: numberOf(value, 'x00281052') ?? 0,
    scaled: numberOf(value, 'x00281052') !== undefined,
    inverted: format.photometric === 'MONOCHROME1' && textOf(data, 'x00080060') !== 'CT',
    time: timeOf(data, frame, groups, content),
    variant: variantOf(data, groups, content),
    echo: echoOf(data, groups),
    instance: (numberOf(data, 'x00200013') ?? 0) + frame,
    uid: `${textOf(data, 'x00080018') ?? file.name} ${frame}`,
  }
}

const placeless = (file: DicomFile) =>
  new Fault(
    file.name,
    'it is a flat picture: it does not say where it lies in the patient',
    'Give the series of slices of a CT or MR scan',
  )

const metres = (value: number | undefined) => (value !== undefined && value > 0 ? value * mm : undefined)

const decimals = (data: DataSet | undefined, tag: string, count: number) => {
  const v = data ? numbersOf(data, tag) : []
  return v.length === count ? v : undefined
}

function doubles(data: DataSet | undefined, tag: string, count: number): readonly number[] | undefined {
  if (!data) return undefined
  const v = Array.from({ length: count }, (_, n) => binaryOf(data, tag, 'double', n))
  return v.every((x) => x !== undefined) ? v : undefined
}

/** Nuclear medicine keeps position and orientation beside its detector. */
const detector = (data: DataSet) => itemsOf(data, 'x00540022')[0]

function spacingOf(measures: DataSet, data: DataSet): readonly [number, number] | undefined {
  const found = [numbersOf(measures, 'x00280030'), numbersOf(data, 'x00280030')].find(
    (s) => s.length === 2 && s.every((x) => x > 0.01 && x < 100),
  )
  return found && [(found[1] as number) * mm, (found[0] as number) * mm]
}

/** The nearest right-angled axes: rounding in the header leaves them a little askew. */
function orthonormal(right: Vec3, down: Vec3): { right: Vec3; down: Vec3; normal: Vec3 } {
  const r = normalize(right)
  const along = dot(r, down)
  const d = normalize([down[0] - along * r[0], down[1] - along * r[1], down[2] - along * r[2]])
  return { right: r, down: d, normal: cross(r, d) }
}

/**
 * Places of the frames of an older file, which gives one position and the distance between slices; millimetres. Frames
 * that follow each other in time are all at that position.
 */
function ownStack(file: DicomFile, frames: number): readonly Vec3[] | undefined {
  const { data } = file
  if (itemsOf(data, 'x52009230').length > 0) return undefined
  const head = detector(data)
  const first = decimals(data, 'x00200032', 3) ?? decimals(head, 'x00200032', 3)
  const axes = decimals(head, 'x00200037', 6) ?? decimals(data, 'x00200037', 6)
  const inTime = !data.elements[sliceVector] && (data.elements['x00181063'] ?? data.elements['x00181065'])
  const step = frames > 1 && !inTime ? numberOf(data, 'x00180088') : 0
  if (!first || !axes || step === undefined) return undefined
  const normal = cross(axes.slice(0, 3) as unknown as Vec3, axes.slice(3) as unknown as Vec3)
  return Array.from({ length: frames }, (_, n) => {
    const slice = (binaryOf(data, sliceVector, 'uint16', n) ?? n + 1) - 1
    return add(first as unknown as Vec3, scale(normal, slice * step))
  })
}

/** Slice of each frame, and moment of each frame, in nuclear medicine. */
const sliceVector = 'x00540080'
const timeSlotVector = 'x00540070'

function timeOf(
  data: DataSet,
  frame: number,
  groups: readonly DataSet[],
  content: DataSet | undefined,
): SliceTime {
  const beat = macro(groups, 'x00189118')
  const delay = beat && binaryOf(beat, 'x00209153', 'double')
  const trigger = delay ?? numberOf(data, 'x00181060')
  return {
    index:
      (content && binaryOf(content, 'x00209128', 'uint32')) ??
      binaryOf(data, timeSlotVector, 'uint16', frame) ??
      numberOf(data, 'x00200100'),
    trigger: trigger === undefined ? undefined : trigger * 1e-3,
    percent: (beat && binaryOf(beat, 'x00209241', 'float')) ?? binaryOf(data, 'x00209241', 'float'),
    acquisition: numberOf(data, 'x00200012'),
    clock: numberOf(data, 'x00080032'),
  }
}

function variantOf(data: DataSet, groups: readonly DataSet[], content: DataSet | undefined): string {
  const frameType = macro(groups, 'x00189226', 'x00189329') ?? data
  const type = textOf(frameType, 'x00089007') ?? textOf(data, 'x00080008') ?? ''
  return [
    type.split('\\').slice(2).join(' '),
    textOf(data, 'x00180086') ?? '',
    (content && textOf(content, 'x00209056')) ?? '',
  ].join('|')
}

function echoOf(data: DataSet, groups: readonly DataSet[]): number | undefined {
  const echo = macro(groups, 'x00189114')
  const time = echo ? binaryOf(echo, 'x00189082', 'double') : numberOf(data, 'x00180081')
  return time === undefined ? undefined : time * 1e-3
}

/** What made the picture. */
export function modalityOf(slice: Slice): Scan['modality'] {
  const stated = textOf(slice.file.data, 'x00080060')
  return stated === 'CT' || stated === 'MR' || stated === 'US' ? stated : 'other'
}
