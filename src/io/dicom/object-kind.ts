import type { DicomFile } from './data-set'
import { binaryOf, textOf } from './data-values'

const storage = '1.2.840.10008.5.1.4.1.1.'
const segmentationClasses = new Set([`${storage}66.4`, `${storage}66.7`])

/** Objects that are no scan of a volume, by the start of their class or by modality; first match counts. */
const others: readonly (readonly [
  classes: readonly string[],
  modalities: readonly string[],
  words: string,
])[] = [
  [['88.59'], ['KO'], 'a list of key images'],
  [['88.'], ['SR'], 'a structured report'],
  [['104.'], ['DOC'], 'a document'],
  [['9.'], ['ECG', 'HD', 'EPS', 'RESP'], 'a recording of waveforms'],
  [['481.3'], ['RTSTRUCT'], 'a set of radiotherapy contours'],
  [['481.2'], ['RTDOSE'], 'a radiotherapy dose'],
  [['481.5', '481.8'], ['RTPLAN'], 'a radiotherapy plan'],
  [['481.'], ['RTIMAGE', 'RTRECORD'], 'a radiotherapy object'],
  [['91.1'], ['ANN'], 'a set of annotations of a microscopy image'],
  [['77.1.6'], ['SM'], 'a microscopy image'],
  [['77.'], ['ES', 'GM', 'XC', 'OP', 'OPT'], 'a photograph or video'],
  [['66.1', '66.3'], ['REG'], 'a registration'],
  [['66.2'], ['FID'], 'a set of fiducial marks'],
  [['66.5', '68.1'], [], 'a surface inside DICOM'],
  [['66.6'], [], 'a set of tracks'],
  [['66'], [], 'raw data of a scanner'],
  [['11.'], ['PR'], 'a presentation of other images'],
  [['1.2', '1.3'], ['MG', 'IO'], 'an X-ray projection'],
  [['1', '1.1'], ['CR', 'DX', 'RG'], 'an X-ray projection'],
  [['12.'], ['XA', 'RF'], 'an angiography or fluoroscopy, a projection'],
]

/** What a file is. */
export type ObjectKind =
  | { readonly kind: 'image' }
  | { readonly kind: 'segmentation' }
  | { readonly kind: 'other'; readonly words?: string }

/** Tells images and segmentations from everything else that DICOM carries. */
export function objectKind(file: DicomFile): ObjectKind {
  const { data, sopClass } = file
  const modality = textOf(data, 'x00080060') ?? ''
  if (segmentationClasses.has(sopClass) || (!sopClass && modality === 'SEG')) return { kind: 'segmentation' }
  if (sopClass === '1.2.840.10008.1.3.10' || data.elements['x00041220'])
    return { kind: 'other', words: 'the index of a disc (DICOMDIR)' }
  const ending = sopClass.startsWith(storage) ? sopClass.slice(storage.length) : ''
  const known = others.find(
    ([classes, modalities]) =>
      (ending && classes.some((c) => ending === c || ending.startsWith(c.endsWith('.') ? c : `${c}.`))) ||
      (!ending && modalities.includes(modality)),
  )
  if (known) return { kind: 'other', words: known[2] }
  if (!binaryOf(data, 'x00280010', 'uint16')) return { kind: 'other' }
  return { kind: 'image' }
}
