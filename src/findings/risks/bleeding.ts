import { mm, mm2 } from '../../core/units'
import { distance, type Vec3 } from '../../core/vec3'
import type { Edit } from '../../heart/edit'
import { editPath } from './edit-path'
import type { RiskRule } from './rule'

/** Each place where blood reaches the outside, with the edit whose line lies nearest. */
export const bleedingRisk: RiskRule = (input) =>
  input.leaks
    .filter((leak) => leak.area > 0)
    .map((leak) => ({
      id: 'bleeding',
      label: 'Bleeding',
      level: 'high' as const,
      edit: nearestEdit(input.edits, leak.centre),
      place: leak.centre,
      text: `Blood reaches the outside through ${(leak.area / mm2).toFixed(1)} mm²`,
      rule: 'any open area between blood and the outside',
      source: 'Geometry of the openings on the blood lattice; own',
    }))

function nearestEdit(edits: readonly Edit[], place: Vec3): string | null {
  let least = 20 * mm
  let id: string | null = null
  for (const edit of edits)
    for (const p of editPath(edit)) {
      const d = distance(p, place)
      if (d > least) continue
      least = d
      id = edit.id
    }
  return id
}
