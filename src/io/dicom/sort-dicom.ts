import { Fault } from '../../core/fault'
import type { InputFile } from '../input-file'
import { type DicomFile, parseDicom } from './data-set'
import { checkPixels } from './frame-reader'
import { groupSlices, type Stack } from './group-slices'
import { objectKind } from './object-kind'
import { pixelFormat } from './pixel-format'
import { makeRest } from './rest'
import { type Slice, slicesOf } from './slice'

interface Sorted {
  readonly stacks: readonly Stack[]
  readonly segmentations: readonly DicomFile[]
  readonly refused: { readonly file: string; readonly fault: string }[]
}

/** Parses files and tells stacks of slices, segmentations and the rest apart. */
export async function sortDicom(
  files: readonly InputFile[],
  onProgress?: (fraction: number) => void,
): Promise<Sorted> {
  const rest = makeRest()
  const slices: Slice[] = []
  const segmentations: DicomFile[] = []
  const refused: { file: string; fault: string }[] = []
  for (const [n, file] of files.entries()) {
    onProgress?.(n / files.length)
    await rest()
    try {
      const parsed = parseDicom(file)
      const kind = objectKind(parsed)
      if (kind.kind === 'segmentation') segmentations.push(parsed)
      else if (kind.kind === 'image') slices.push(...imageSlices(parsed))
      else throw notAnImage(parsed, kind.words)
    } catch (fault) {
      refused.push(refusal(file.name, fault))
    }
  }
  return { stacks: groupSlices(slices), segmentations, refused }
}

function notAnImage(file: DicomFile, words: string | undefined): Fault {
  const cut = file.cutShort ? ', and it is cut short' : ''
  const what = words ? `it is ${words}, not a scan` : 'it holds no image'
  return new Fault(file.name, what + cut, 'Give the series of slices of a CT or MR scan')
}

function imageSlices(file: DicomFile): Slice[] {
  const format = pixelFormat(file)
  if (format.samples !== 1 || !format.photometric.startsWith('MONOCHROME'))
    throw new Fault(
      file.name,
      'it is a colour picture, and a heart scan is grey',
      'Give the series of slices of a CT or MR scan',
    )
  if (file.data.elements['x00283000'])
    throw new Fault(
      file.name,
      'its values need a lookup table (Modality LUT), which is not supported',
      'Export the series with rescale slope and intercept',
    )
  checkPixels(file)
  return slicesOf(file)
}

/** Words of anything thrown while reading a file: what is no `Fault` is damage that no check has named. */
export const refusal = (file: string, fault: unknown) => ({ file, fault: faultOf(file, fault).message })

const faultOf = (file: string, fault: unknown) =>
  fault instanceof Fault
    ? fault
    : new Fault(file, 'its contents are damaged', 'Copy or export the file again')
