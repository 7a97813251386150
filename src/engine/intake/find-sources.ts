import { type FileKind, fileKind } from '../../io/file-kind'
import type { ImageFormat } from '../../io/image-formats'
import type { InputFile } from '../../io/input-file'
import { caseSources } from './case-sources'
import { dicomSources } from './dicom-sources'
import { imageSources } from './image-sources'
import { folderOf } from './names'
import type { Found, Refused, Say, Source } from './source'
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
  const refused = [...found.flatMap((f) => f.refused), ...others]
  const sources = found.flatMap((f) => f.sources).map((s) => withBrokenNeighbours(s, refused))
  return { sources: sources.sort((a, b) => b.offer.score - a.offer.score), refused }
}

const broken = /cut short|damaged|not known|decoded|empty/

/** A scan of many files says which others beside them could not be read: one may have been a slice of it. */
function withBrokenNeighbours(source: Source, refused: readonly Refused[]): Source {
  const { offer } = source
  if (offer.kind !== 'scan' || offer.files.length < 2) return source
  const folders = new Set(offer.files.map(folderOf))
  const beside = refused.filter((r) => folders.has(folderOf(r.file)) && broken.test(r.fault))
  if (beside.length === 0) return source
  const names = beside.slice(0, 3).map((r) => plainFile(r.file))
  const warning = `${beside.length} ${beside.length === 1 ? 'file' : 'files'} beside it could not be read (${names.join(', ')}${beside.length > 3 ? ', …' : ''}): slices of it may be missing.`
  return {
    ...source,
    offer: { ...offer, warnings: [...offer.warnings, warning] },
    open: async (options, say) => {
      const opened = await source.open(options, say)
      if (opened.kind !== 'scan') return opened
      return { kind: 'scan', scan: { ...opened.scan, warnings: [...opened.scan.warnings, warning] } }
    },
  }
}

const plainFile = (file: string) => file.split(/[\\/]/).at(-1)
