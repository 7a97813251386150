import type { LabelMap } from '../../io/label-map'
import { matchStructures } from '../../io/labels/match-structures'

/** How likely labels are those of a heart, 0–1: chambers make a heart, other organs do not. */
export function labelScore(map: LabelMap): number {
  const found = matchStructures(map).filter((m) => m.kind === 'blood')
  const parts = new Set(found.map((m) => m.part))
  return 0.3 + ['LV', 'RV', 'LA', 'RA'].filter((p) => parts.has(p as 'LV')).length * 0.15
}
