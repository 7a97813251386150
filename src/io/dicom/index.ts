import { Fault } from '../../core/fault'
import type { InputFile } from '../input-file'
import type { LabelMap } from '../label-map'
import type { Scan } from '../scan'
import { openStack } from './open-stack'
import { readSegmentation } from './segmentation'
import { sortDicom } from './sort-dicom'
import type { DicomOffer } from './survey'

export { isDicom } from './data-set'
export { identityRemoved } from './identity'
export { type DicomOffer, surveyDicom } from './survey'

/**
 * Decodes the series of an offer to a scan.
 * @param files those of the offer; others are passed over
 * @throws Fault where pixels cannot be decoded or the files have changed since the survey
 */
export async function openDicomScan(
  offer: Pick<DicomOffer, 'id' | 'name' | 'files'>,
  files: readonly InputFile[],
  onProgress?: (fraction: number) => void,
): Promise<Scan> {
  const { stacks } = await sortDicom(ofOffer(offer, files))
  const stack = stacks.find((s) => s.id === offer.id)
  if (!stack) throw gone(offer.name)
  return openStack(stack, onProgress)
}

/**
 * Decodes a DICOM segmentation to a label map.
 * @throws Fault where it cannot be decoded
 */
export async function openDicomSeg(
  offer: Pick<DicomOffer, 'name' | 'files'>,
  files: readonly InputFile[],
): Promise<LabelMap> {
  const [file] = (await sortDicom(ofOffer(offer, files))).segmentations
  if (!file) throw gone(offer.name)
  return readSegmentation(file)
}

const ofOffer = (offer: Pick<DicomOffer, 'files'>, files: readonly InputFile[]) => {
  const names = new Set(offer.files)
  return files.filter((f) => names.has(f.name))
}

const gone = (name: string) =>
  new Fault(name, 'its files are no longer among those given', 'Give the folder again')
