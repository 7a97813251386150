import { mm } from '../../core/units'
import { dot, subtract, type Vec3 } from '../../core/vec3'
import type { Risk } from '../../engine/protocol'
import type { Edit } from '../../heart/edit'
import type { Gate } from '../../heart/heart'
import { editReach, editSurface } from './edit-path'
import type { RiskRule } from './rule'

const margin = 2 * mm

/** A cut, stitch or patch that crosses a valve's orifice, or comes within 2 mm of its ring. */
export const annulusCrossed: RiskRule = (input) =>
  input.edits
    .filter((e) => e.kind !== 'lesion' && e.kind !== 'clamp')
    .flatMap((edit) => {
      const surface = editSurface(edit)
      return input.gates.flatMap((gate) => riskOf(edit, surface, gate))
    })

function riskOf(edit: Edit, surface: readonly Vec3[], gate: Gate): Risk[] {
  const reach = editReach(edit)
  let least = Number.POSITIVE_INFINITY
  let place: Vec3 | null = null
  for (const p of surface) {
    const d = distanceToValve(p, gate) - reach
    if (d >= least) continue
    least = d
    place = p
  }
  if (least > margin) return []
  const crossed = least <= 0.5 * mm
  const what = crossed ? 'crosses' : `comes within ${(Math.max(least, 0) / mm).toFixed(1)} mm of`
  return [
    {
      id: 'annulus-crossed',
      label: 'Valve distortion',
      level: crossed ? 'high' : 'moderate',
      edit: edit.id,
      place,
      text: `This ${edit.kind} ${what} the ${gate.id} valve`,
      rule: 'through the valve or its ring: high; within 2 mm: moderate',
      source: 'Geometry of the annulus; distances own, to be confirmed by a clinical lead',
    },
  ]
}

/** Distance to the disc that the annulus spans: inside the ring to its plane, outside to the ring. */
function distanceToValve(p: Vec3, { centre, normal, radius }: Gate): number {
  const d = subtract(p, centre)
  const height = dot(d, normal)
  const radial = Math.sqrt(Math.max(dot(d, d) - height * height, 0))
  return Math.hypot(height, Math.max(radial - radius, 0))
}
