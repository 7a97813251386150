import { type DicomOffer, openDicomScan, openDicomSeg, surveyDicom } from '../../io/dicom'
import type { InputFile } from '../../io/input-file'
import { heartFromMap } from '../../io/read-labels'
import { labelScore } from './label-score'
import type { Found, Say, Source } from './source'

/** Series and segmentations among DICOM files. */
export async function dicomSources(files: readonly InputFile[], say: Say): Promise<Found> {
  if (files.length === 0) return { sources: [], refused: [] }
  say(`Looking at ${files.length} DICOM files`, 0)
  const { offers, refused } = await surveyDicom(files)
  const sources: Source[] = []
  for (const offer of offers)
    sources.push(offer.kind === 'labels' ? await labelSource(offer, files) : scanSource(offer, files))
  return { sources, refused: refused.map((r) => ({ ...r, fault: withoutName(r.fault, files) })) }
}

/** The page shows the file’s name beside its fault. */
const withoutName = (fault: string, files: readonly InputFile[]): string => {
  const named = files.find((f) => fault.startsWith(`${f.name}: `))
  return named ? fault.slice(named.name.length + 2) : fault
}

async function labelSource({ id, ...offer }: DicomOffer, files: readonly InputFile[]): Promise<Source> {
  const labels = () => openDicomSeg(offer, files)
  return {
    offer: { ...offer, score: labelScore(await labels()) },
    labels,
    open: async (options, say) => {
      say(`Reading ${offer.name}`, 0)
      const map = await labels()
      say('Building the heart', 0.3)
      return { kind: 'heart', heart: heartFromMap(map, options), plans: [] }
    },
  }
}

function scanSource({ id, ...offer }: DicomOffer, files: readonly InputFile[]): Source {
  return {
    offer,
    open: async (_, say) => {
      say(`Opening ${offer.name}`, 0)
      const scan = await openDicomScan({ id, ...offer }, files, (f) => say(`Opening ${offer.name}`, f))
      return { kind: 'scan', scan }
    },
  }
}
