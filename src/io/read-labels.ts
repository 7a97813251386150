import { Fault } from '../core/fault'
import type { Heart } from '../heart/heart'
import { heartFromLabels } from './heart-from-labels'
import type { Image } from './image'
import type { ImportOptions } from './import-files'
import type { LabelMap } from './label-map'
import { labelsFromImage } from './labels-from-image'
import { maskName, mergeMasks } from './merge-masks'

/**
 * One label map from decoded files: one map as it is; masks of one label each as one map with the names of their files.
 * @throws Fault when a second map with several labels was given
 */
export function oneLabelMap(images: readonly Image[]): LabelMap {
  const maps = images.map(labelsFromImage)
  const [only] = maps
  if (!only)
    throw new Fault('Import', 'no label map was given', 'Give one label map, or one mask a structure')
  if (maps.length === 1) return isNamelessMask(only) ? named(only) : only
  const whole = maps.find((m) => m.segments.length > 1)
  if (whole)
    throw new Fault(
      whole.file,
      'it holds several labels and was given with other label maps',
      'Give one label map, or masks with one label each',
    )
  return mergeMasks(maps)
}

const isNamelessMask = (map: LabelMap) =>
  map.segments.length === 1 && /^Label \d+$/.test(map.segments[0]?.name ?? '')

/** A mask without a name is what its file is called. */
const named = (map: LabelMap): LabelMap => ({
  ...map,
  segments: map.segments.map((s) => ({ ...s, name: maskName(map.file) })),
})

/** The heart of a label map, with what was said when it was read. */
export function heartFromMap(map: LabelMap, options: ImportOptions): Heart {
  const heart = heartFromLabels(map, options)
  return { ...heart, warnings: [...(map.warnings ?? []), ...heart.warnings] }
}
