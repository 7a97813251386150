import { mm } from '../../core/units'
import { distance, type Vec3 } from '../../core/vec3'
import type { Risk } from '../../engine/protocol'
import { editPath, editReach } from './edit-path'
import type { RiskRule } from './rule'

const near = 3 * mm
const far = 6 * mm

/** Cuts, resections and stitches near the mouth of a coronary artery. The arteries' own course is not known here. */
export const coronaryNear: RiskRule = (input) => {
  const mouths = input.landmarks.filter((l) => /coronary-ostium/.test(l.id))
  return input.edits
    .filter((e) => e.kind !== 'lesion' && e.kind !== 'clamp')
    .flatMap((edit) =>
      mouths.flatMap((mouth): Risk[] => {
        let least = far
        let place: Vec3 | null = null
        for (const p of editPath(edit)) {
          const d = Math.max(distance(p, mouth.points[0] as Vec3) - editReach(edit), 0)
          if (d >= least) continue
          least = d
          place = p
        }
        if (!place) return []
        return [
          {
            id: `coronary-near-${mouth.id}`,
            label: 'Coronary artery near',
            level: least < near ? 'high' : 'moderate',
            edit: edit.id,
            place,
            text: `${(least / mm).toFixed(1)} mm from the mouth of the ${mouth.id.split('-').at(-1)} coronary artery; its course beyond is not seen`,
            rule: 'within 3 mm high, within 6 mm moderate',
            source: 'Geometry; distances own, limits need clinical review',
          },
        ]
      }),
    )
}
