import { Fault } from '../core/fault'
import { endSections, type Recipe, type Segmentation, segmentScan } from '../geometry/segmentation'
import type { Heart } from '../heart/heart'
import { heartFromLabels } from './heart-from-labels'
import type { LabelMap } from './label-map'
import type { LabelHeartOptions } from './labels/label-heart-options'
import type { LabelTable } from './recognise-structures'
import type { Scan } from './scan'

/** Share of the work that the labels are; the rest is the heart made of them. */
const labelShare = 0.4

/**
 * The heart that a recipe makes of a scan: its labels by `segmentScan`, then gates at the discs of the valves, ports
 * at those of the ends, fields and landmarks as of any label map. What was repaired or guessed on either way is in the
 * heart's `warnings`.
 * @throws Fault when the recipe gives no lumen
 */
export function heartFromRecipe(
  scan: Scan,
  recipe: Recipe,
  onProgress: (label: string, fraction: number) => void = () => {},
): Heart {
  const segmentation = segmentScan(scan, recipe, {
    onProgress: (label, fraction) => onProgress(label, labelShare * fraction),
  })
  return heartFromSegmentation(scan, recipe, segmentation, {
    onProgress: (label, fraction) => onProgress(label, labelShare + (1 - labelShare) * fraction),
  })
}

/** The same from labels that are there already. */
export function heartFromSegmentation(
  scan: Pick<Scan, 'name' | 'warnings' | 'hints'>,
  recipe: Recipe,
  segmentation: Segmentation,
  options: Pick<LabelHeartOptions, 'onProgress' | 'signal'> = {},
): Heart {
  const { frame, grid, labels, structures } = segmentation
  if (!structures.some((s) => s.kind === 'blood'))
    throw new Fault(
      scan.name,
      'no chamber or vessel grew from the seeds',
      'Lower the threshold of blood, or place seeds inside of blood within the crop',
    )
  const map: LabelMap = {
    ...grid,
    file: scan.name,
    values: labels,
    segments: structures.map(({ id, name }) => ({ value: id, layer: 0, name })),
  }
  const heart = heartFromLabels(map, {
    ...options,
    labels: tableOf(structures),
    spacing: frame.spacing,
    ...(scan.hints && { physiology: scan.hints }),
    name: recipe.name ?? scan.name,
    ends: endSections(frame, labels, recipe.ends),
  })
  return { ...heart, warnings: [...scan.warnings, ...segmentation.warnings, ...heart.warnings] }
}

const tableOf = (structures: Segmentation['structures']): LabelTable =>
  Object.fromEntries(structures.map(({ id, name, kind, part }) => [String(id), { name, kind, part }]))
