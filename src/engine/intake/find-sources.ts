import { type FileKind, fileKind } from '../../io/file-kind'
import type { ImageFormat } from '../../io/image-formats'
import type { InputFile } from '../../io/input-file'
import { caseSources } from './case-sources'
import { dicomSources } from './dicom-sources'
import { imageSources } from './image-sources'
import type { Found, Refused, Say } from './source'
import { surfaceSources } from './surface-sources'

/** What files can become, best first, and which can become nothing. */
export async function findSources(files: readonly InputFile[], say: Say): Promise<Found> {
  const kinds = new Map(files.map((f): [InputFile, FileKind] => [f, fileKind(f)]))
  const of = (kind: FileKind['kind']) => files.filter((f) => kinds.get(f)?.kind === kind)
  const images = files.flatMap((file) => {
    const kind = kinds.get(file)
    return kind?.kind === 'image' ? [{ file, format: kind.format as ImageFormat }] : []
  })
  const found = [
    caseSources(of('case')),
    await dicomSources(of('dicom'), say),
    await imageSources(images, files, say),
    await surfaceSources(of('surface'), of('curve'), say),
  ]
  const taken = new Set(found.flatMap((f) => f.sources.flatMap((s) => s.offer.files)))
  const others = files.flatMap((file): Refused[] => {
    const kind = kinds.get(file)
    if (kind?.kind !== 'none' || taken.has(file.name)) return []
    return [{ file: file.name, fault: `${kind.wrong}. ${kind.remedy}.` }]
  })
  return {
    sources: found.flatMap((f) => f.sources).sort((a, b) => b.offer.score - a.offer.score),
    refused: [...found.flatMap((f) => f.refused), ...others],
  }
}
