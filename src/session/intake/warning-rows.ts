import type { Vec3 } from '../../core/vec3'
import type { SegmentationPreview } from '../../engine/intake-protocol'
import { type Growable, lumenName } from '../../geometry/segmentation/parts'
import { growable } from '../../geometry/segmentation/recipe'
import { millimetres } from './slice-plane'

export interface WarningRow {
  readonly text: string
  /** Where to look, LPS, millimetres. */
  readonly place: Vec3 | null
  /** The two parts that it names as touching, which may truly open into each other. */
  readonly touching: readonly [Growable, Growable] | null
}

const inText = /(?: at)? ?\((-?[\d.]+), (-?[\d.]+), (-?[\d.]+)\) mm/

/** The warnings of a preview with the place that each speaks of, given or written in its words. */
export function warningRows(preview: SegmentationPreview): readonly WarningRow[] {
  return preview.warnings.map((warning, n) => {
    const given = preview.places?.[n]
    const found = inText.exec(warning)
    const written: Vec3 | null = found && [Number(found[1]), Number(found[2]), Number(found[3])]
    return {
      text: warning.replace(inText, '').replace(/ If they truly open [^.]*\./, ''),
      place: given ? millimetres(given) : written,
      touching: /touched/.test(warning) ? pairIn(warning) : null,
    }
  })
}

function pairIn(text: string): readonly [Growable, Growable] | null {
  const named = growable.filter((part) => text.includes(lumenName[part]))
  const [a, b] = named
  return a && b && named.length === 2 ? [a, b] : null
}
