import { mm } from '../../core/units'
import type { Image, ImageOptions } from '../../io/image'
import type { ImageFormat } from '../../io/image-formats'
import { imageRole } from '../../io/image-role'
import { type ImportOptions, lengthUnits } from '../../io/import-files'
import type { InputFile } from '../../io/input-file'
import { matchStructures } from '../../io/labels/match-structures'
import { maskName } from '../../io/merge-masks'
import { heartFromMap, oneLabelMap } from '../../io/read-labels'
import { scanFromImage } from '../../io/scan-from-image'
import { axialThumbnail, labelGrey, throughWindow } from '../../io/thumbnail'
import { labelScore } from './label-score'
import { folderOf, plainName, refusal } from './names'
import type { Found, Refused, Say, Source } from './source'

/** Images up to this size are kept from the survey to the opening, bytes of voxels in all. */
const mostKept = 400e6

interface GivenImage {
  readonly file: InputFile
  readonly format: ImageFormat
}

/** Scans, label maps and masks among the given images. Masks of one label each that lie in one folder are one offer. */
export async function imageSources(
  images: readonly GivenImage[],
  others: readonly InputFile[],
  say: Say,
): Promise<Found> {
  const sources: Source[] = []
  const refused: Refused[] = []
  const masks = new Map<string, Reader[]>()
  let kept = 0
  for (const [n, given] of images.entries()) {
    say(`Looking at ${given.file.name}`, n / images.length)
    const reader = new Reader(given, others)
    try {
      const image = await reader.read({})
      if (kept + image.values.byteLength <= mostKept) {
        reader.keep(image)
        kept += image.values.byteLength
      }
      const { role, labels, because } = imageRole(image)
      if (role === 'scan') sources.push(scanSource(reader, image))
      else if (labels.length === 1 && image.segments.length <= 1) {
        const folder = folderOf(given.file.name)
        masks.set(folder, [...(masks.get(folder) ?? []), reader])
        reader.thumbnail = thumbnailOf(image)
      } else sources.push(mapSource(reader, image, because))
    } catch (problem) {
      refused.push(refusal(given.file.name, problem))
    }
  }
  for (const [folder, readers] of masks) sources.push(maskSource(folder, readers))
  return { sources, refused }
}

/** Reads one image file, once where it is small. */
class Reader {
  private image: Image | undefined
  thumbnail: Source['offer']['thumbnail']

  constructor(
    private readonly given: GivenImage,
    private readonly others: readonly InputFile[],
  ) {}

  get name(): string {
    return this.given.file.name
  }

  /** Names of the file and of the one that holds its voxels. */
  get files(): string[] {
    const { file, format } = this.given
    const voxels = format.voxelFile?.(file, this.others)
    return voxels ? [file.name, voxels.name] : [file.name]
  }

  keep(image: Image): void {
    this.image = image
  }

  async read(options: ImportOptions): Promise<Image> {
    const asked: ImageOptions = {
      ...(options.units && { unit: lengthUnits[options.units] }),
      ...(options.frame !== undefined && { frame: options.frame }),
    }
    if (this.image && Object.keys(asked).length === 0) return this.image
    return this.given.format.read(this.given.file, asked, this.others)
  }
}

const sizeText = ({ size, spacing }: Image) =>
  `${size.join(' × ')} voxels of ${spacing.map((s) => (s / mm).toFixed(2)).join(' × ')} mm`

function scanSource(reader: Reader, image: Image): Source {
  const scan = scanFromImage(image)
  const extent = image.size.map((n, a) => n * (image.spacing[a] as number))
  const large = extent.every((x) => x > 60 * mm)
  return {
    offer: {
      kind: 'scan',
      name: plainName(reader.name),
      detail: `${scan.modality === 'other' ? 'Scan' : scan.modality}, ${sizeText(image)}${image.frames > 1 ? `, ${image.frames} moments` : ''}`,
      files: reader.files,
      thumbnail: axialThumbnail(image, scan.values, throughWindow(scan.window)),
      warnings: scan.warnings,
      score: 0.45 + (scan.modality === 'CT' ? 0.2 : 0.1) * Number(large) - 0.1 * Number(!large),
    },
    open: async (options, say) => {
      say(`Opening ${reader.name}`, 0.1)
      return { kind: 'scan', scan: scanFromImage(await reader.read(options)) }
    },
  }
}

const thumbnailOf = (image: Image) => {
  if (image.components === 1) return axialThumbnail(image, image.values, labelGrey)
  const map = oneLabelMap([image])
  return axialThumbnail(image, map.values, labelGrey)
}

/** One label map with several labels. */
function mapSource(reader: Reader, image: Image, because: string): Source {
  const map = oneLabelMap([image])
  const known = matchStructures(map).filter((m) => m.kind !== null)
  return {
    offer: {
      kind: 'labels',
      name: plainName(reader.name),
      detail: `Labels: ${map.segments.length} structures, ${known.length} of them parts of the heart; ${sizeText(image)}`,
      files: reader.files,
      thumbnail: thumbnailOf(image),
      warnings: [...(map.warnings ?? []), `${reader.name} was taken for labels: ${because}.`],
      score: labelScore(map),
    },
    ...labelWork([reader]),
  }
}

function maskSource(folder: string, readers: readonly Reader[]): Source {
  const names = readers.map((r) => maskName(r.name))
  return {
    offer: {
      kind: 'labels',
      name: readers.length === 1 ? plainName(readers[0]?.name ?? '') : folder || 'Masks',
      detail: `Masks: ${names.join(', ')}`,
      files: readers.flatMap((r) => r.files),
      ...(readers[0]?.thumbnail && { thumbnail: readers[0].thumbnail }),
      warnings:
        readers.length === 1
          ? []
          : ['Each file holds one label: they become one map, named after the files.'],
      score: names.some((n) => /ventric|\b[LR]V\b/i.test(n)) ? 0.85 : 0.3,
    },
    ...labelWork(readers),
  }
}

function labelWork(readers: readonly Reader[]): Pick<Source, 'open' | 'labels'> {
  const labels = async (options: ImportOptions, say: Say) => {
    const images: Image[] = []
    for (const [n, reader] of readers.entries()) {
      say(`Reading ${reader.name}`, (0.3 * n) / readers.length)
      images.push(await reader.read(options))
    }
    return oneLabelMap(images)
  }
  return {
    labels,
    open: async (options, say) => {
      const map = await labels(options, say)
      say('Building the heart', 0.3)
      return { kind: 'heart', heart: heartFromMap(map, options), plans: [] }
    },
  }
}
