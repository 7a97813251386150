import { mm } from '../../core/units'
import { dot, length, scale, subtract, type Vec3 } from '../../core/vec3'
import type { Risk } from '../../engine/protocol'
import type { Edit } from '../../heart/edit'
import type { Landmark } from '../../heart/heart'
import { editPath, editReach } from './edit-path'
import type { RiskRule } from './rule'

const near = 2 * mm
const far = 5 * mm
const axis = /conduction|bundle|\bhis\b|koch|av-node/i

/**
 * Stitches or cuts near the conduction axis. The axis is a landmark, not seen in images, so that what is drawn is a
 * band: within 2 mm, within 5 mm, beyond.
 */
export const conductionInjury: RiskRule = (input) => {
  const axes = input.landmarks.filter((l) => axis.test(l.id) || axis.test(l.name))
  if (axes.length === 0) return []
  return input.edits.filter((e) => e.kind !== 'lesion').flatMap((edit) => riskOf(edit, axes))
}

function riskOf(edit: Edit, axes: readonly Landmark[]): Risk[] {
  let least = Number.POSITIVE_INFINITY
  let place: Vec3 | null = null
  for (const p of editPath(edit))
    for (const landmark of axes) {
      const d = Math.max(distanceToLine(p, landmark.points) - editReach(edit), 0)
      if (d >= least) continue
      least = d
      place = p
    }
  if (least > far) return []
  const inside = least <= near
  return [
    {
      id: 'conduction-injury',
      label: 'Conduction injury',
      level: inside ? 'high' : 'moderate',
      edit: edit.id,
      place,
      text: `${(least / mm).toFixed(1)} mm from the conduction axis; block followed 14–25 % of complex biventricular repairs, 16 % → 2 % where the axis was mapped`,
      rule: 'band round the landmark: within 2 mm high, within 5 mm moderate (band own)',
      source:
        'Rates as reported for complex biventricular repair with and without mapping; distances own, to be confirmed by a clinical lead',
    },
  ]
}

function distanceToLine(p: Vec3, points: readonly Vec3[]): number {
  if (points.length === 1) return length(subtract(p, points[0]!))
  let least = Number.POSITIVE_INFINITY
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1]!
    const ab = subtract(points[i]!, a)
    const ap = subtract(p, a)
    const t = Math.min(Math.max(dot(ap, ab) / (dot(ab, ab) || 1), 0), 1)
    least = Math.min(least, length(subtract(ap, scale(ab, t))))
  }
  return least
}
