import { Fault } from '../../core/fault'
import { mm } from '../../core/units'
import type { InputFile } from '../input-file'
import type { DicomFile } from './data-set'
import { textOf } from './data-values'
import type { Stack } from './group-slices'
import { type Moment, oneMoment } from './one-moment'
import { fewestSlices, nameOf } from './open-stack'
import { readSegmentation, segmentationName } from './segmentation'
import { modalityOf, type Slice } from './slice'
import { refusal, sortDicom } from './sort-dicom'
import { layStack } from './stack-layout'
import { type Thumbnail, thumbnailOf } from './thumbnail'

/** One thing that DICOM files can become. */
export interface DicomOffer {
  readonly id: string
  readonly kind: 'scan' | 'labels'
  readonly name: string
  readonly detail: string
  /** Names of the files that it is made of, as they were given. */
  readonly files: readonly string[]
  readonly warnings: readonly string[]
  readonly score: number
  readonly thumbnail?: Thumbnail
}

export interface DicomSurvey {
  readonly offers: readonly DicomOffer[]
  readonly refused: readonly { readonly file: string; readonly fault: string }[]
}

/** Decoding a picture of each takes time: so many of the best get one. */
const mostThumbnails = 24

/** What the files hold, before their pixels are decoded: each file is part of an offer or refused with a reason. */
export async function surveyDicom(
  files: readonly InputFile[],
  onProgress?: (fraction: number) => void,
): Promise<DicomSurvey> {
  const sorted = await sortDicom(files, onProgress)
  const refused = [...sorted.refused]
  const offers: { offer: DicomOffer; middle?: Slice }[] = []
  for (const stack of sorted.stacks) {
    try {
      offers.push(scanOffer(stack))
    } catch (fault) {
      refused.push(...namesOf(stack.slices).map((file) => refusal(file, fault)))
    }
  }
  for (const file of sorted.segmentations) {
    try {
      offers.push({ offer: await labelsOffer(file) })
    } catch (fault) {
      refused.push(refusal(file.name, fault))
    }
  }
  offers.sort((a, b) => b.offer.score - a.offer.score)
  const pictured: DicomOffer[] = []
  for (const [n, { offer, middle }] of offers.entries()) {
    const thumbnail = middle && n < mostThumbnails ? await thumbnailOf(middle) : undefined
    pictured.push(thumbnail ? { ...offer, thumbnail } : offer)
  }
  return { offers: pictured, refused }
}

const namesOf = (slices: readonly Slice[]) => [...new Set(slices.map((s) => s.file.name))]

function noVolume(stack: Stack, { slices, phases }: Moment): Fault {
  const first = slices[0] as Slice
  const what = slices.length === 1 ? 'a single slice' : `${slices.length} slices`
  const beat = phases > 1 ? ` at ${phases} moments` : ''
  return new Fault(
    namesOf(stack.slices).length === 1 ? first.file.name : nameOf(first),
    `it is ${what}${beat}, of which no heart can be made`,
    'Give all slices of the series',
  )
}

function scanOffer(stack: Stack): { offer: DicomOffer; middle: Slice } {
  const moment = oneMoment(stack.slices)
  const first = moment.slices[0] as Slice
  if (moment.slices.length < fewestSlices) throw noVolume(stack, moment)
  const layout = layStack(moment.slices)
  const { size, spacing } = layout.grid
  const inMm = spacing.map((s) => Number((s / mm).toFixed(2))).join(' × ')
  const phases = moment.phases > 1 ? `, ${moment.phases} moments of the beat` : ''
  return {
    offer: {
      id: stack.id,
      kind: 'scan',
      name: nameOf(first),
      detail: `${textOf(first.file.data, 'x00080060') ?? 'DICOM'}, ${size.join(' × ')}, ${inMm} mm${phases}`,
      files: namesOf(stack.slices),
      warnings: [...moment.warnings, ...layout.warnings],
      score: scoreOf(first, layout.grid.size, spacing[2], layout.slices.length),
    },
    middle: layout.slices[layout.slices.length >> 1] as Slice,
  }
}

/** How likely a series is the one for a heart, 0–1: thin slices, many of them, contrast, the heart named. */
function scoreOf(first: Slice, size: readonly number[], step: number, slices: number): number {
  const { data } = first.file
  const words = ['x0008103e', 'x00181030', 'x00081030', 'x00180015', 'x00104000']
    .map((tag) => textOf(data, tag) ?? '')
    .join(' ')
  const heart = /heart|card|coron|cta|angio|aort|thora|chest|herz|c[oœ]ur|coraz|dia(st|s\b)|ssfp|whole/i.test(
    words,
  )
  const contrast =
    Boolean(textOf(data, 'x00180010')) || /contrast|\+c\b|c\+|kontrast|arter|venous/i.test(words)
  const away = /scout|local|topo|survey|lung|bone|head|brain|abdom|pelvi|knee|calcium|score|mip|dose/i.test(
    words,
  )
  const modality = modalityOf(first)
  const thin = Math.max(0, Math.min(1, (5 * mm - step) / (4 * mm)))
  const many = Math.min(1, slices / 150)
  const fine = Math.min(1, Math.min(size[0] as number, size[1] as number) / 256)
  const score =
    0.2 +
    0.2 * thin +
    0.2 * many +
    0.05 * fine +
    (heart ? 0.12 : 0) +
    (contrast ? 0.1 : 0) +
    (modality === 'CT' || modality === 'MR' ? 0.08 : 0) -
    (away ? 0.2 : 0)
  return Math.max(0.01, Math.min(0.95, Number((slices < 12 ? score * 0.4 : score).toFixed(3))))
}

async function labelsOffer(file: DicomFile): Promise<DicomOffer> {
  const map = await readSegmentation(file)
  const inMm = map.spacing.map((s) => Number((s / mm).toFixed(2))).join(' × ')
  const names = map.segments.map((s) => s.name)
  if (map.size[2] === 1)
    throw new Fault(
      file.name,
      'it is a segmentation of a single slice, of which no heart can be made',
      'Give a segmentation of all slices',
    )
  return {
    id: `dicom-seg-${file.name}`,
    kind: 'labels',
    name: segmentationName(file),
    detail: `${names.length} ${names.length === 1 ? 'segment' : 'segments'}: ${names.slice(0, 6).join(', ')}${names.length > 6 ? ', …' : ''}; ${map.size.join(' × ')}, ${inMm} mm`,
    files: [file.name],
    warnings: map.warnings ?? [],
    score: Math.min(0.97, 0.6 + 0.04 * names.length),
  }
}
