import type { Vec3 } from '../../core/vec3'
import type { SegmentationPreview } from '../../engine/intake-protocol'
import { millimetres } from './slice-plane'

export interface WarningRow {
  readonly text: string
  /** Where to look, LPS, millimetres. */
  readonly place: Vec3 | null
}

const inText = /\((-?[\d.]+), (-?[\d.]+), (-?[\d.]+)\) mm/

/** The warnings of a preview with the place that each speaks of, given or written in its words. */
export function warningRows(preview: SegmentationPreview): readonly WarningRow[] {
  return preview.warnings.map((text, n) => {
    const given = preview.places?.[n]
    if (given) return { text, place: millimetres(given) }
    const found = inText.exec(text)
    return { text, place: found ? [Number(found[1]), Number(found[2]), Number(found[3])] : null }
  })
}
