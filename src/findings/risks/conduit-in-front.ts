import { mm } from '../../core/units'
import type { Risk } from '../../engine/protocol'
import type { RiskRule } from './rule'

const much = 5 * mm

/**
 * A conduit that stands in front of all of the heart, where the breastbone lies: closing the chest squeezes it. The bone
 * itself is in no heart here; the heart's foremost place stands for its inner side, which it all but touches.
 */
export const conduitInFront: RiskRule = ({ edits, front }) =>
  edits.flatMap((edit): Risk[] => {
    if (edit.kind !== 'conduit' || front === undefined) return []
    const foremost = edit.path_mm.reduce((a, b) => (b[1] < a[1] ? b : a))
    const out = front - (foremost[1] - edit.diameter_mm / 2) * mm
    if (out <= 0) return []
    return [
      {
        id: 'conduit-in-front',
        label: 'Conduit under the breastbone',
        level: out > much ? 'high' : 'moderate',
        edit: edit.id,
        place: [foremost[0] * mm, foremost[1] * mm, foremost[2] * mm],
        text: `The conduit stands ${(out / mm).toFixed(1)} mm before the foremost place of the heart`,
        rule: 'before the heart moderate, by more than 5 mm high',
        source: 'Geometry; the breastbone is not in the data; limits own, to be confirmed by a clinical lead',
      },
    ]
  })
