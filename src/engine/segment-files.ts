import { Fault } from '../core/fault'
import { type Recipe, recipeSchema, type Segmentation, segmentScan } from '../geometry/segmentation'
import type { Heart } from '../heart/heart'
import { heartFromSegmentation } from '../io/heart-from-recipe'
import type { InputFile } from '../io/input-file'
import type { Scan } from '../io/scan'
import { createIntake } from './intake'

export interface SegmentedFiles {
  readonly scan: Scan
  readonly segmentation: Segmentation
  readonly heart: Heart
}

/**
 * A seeds file as a recipe.
 * @throws Fault that names the first place at which it is none
 */
export function readRecipe(file: string, data: unknown): Recipe {
  const read = recipeSchema.safeParse(data)
  if (read.success) return read.data
  const first = read.error.issues[0]
  const place = first?.path.length ? ` at ${first.path.join('.')}` : ''
  throw new Fault(
    file,
    `is no seeds file: ${first?.message ?? 'wrong form'}${place}`,
    'See the example, assets/examples/cardiac-ct.seeds.json',
  )
}

/**
 * The best scan among files, segmented by a recipe, and the heart of it.
 * @throws Fault when no file holds a scan, or the recipe gives no lumen
 */
export async function segmentFiles(
  files: readonly InputFile[],
  recipe: Recipe,
  onProgress: (label: string, fraction: number) => void = () => {},
): Promise<SegmentedFiles> {
  const intake = createIntake()
  intake.onProgress(onProgress)
  const { offers, refused } = await intake.survey(files)
  const offer = offers.find((o) => o.kind === 'scan')
  if (!offer)
    throw new Fault(
      files[0]?.name ?? 'segment',
      refused[0] ? `no file holds a scan (${refused[0].fault})` : 'no file holds a scan',
      'Give a CT or MR scan: a DICOM folder, NIfTI, NRRD or MetaImage',
    )
  const opened = await intake.open(offer.id)
  if (opened.kind !== 'scan') throw new Fault(offer.name, 'it is no scan', 'Import it instead')
  const { scan } = opened
  const segmentation = segmentScan(scan, recipe, { onProgress })
  return { scan, segmentation, heart: heartFromSegmentation(scan, recipe, segmentation, { onProgress }) }
}
