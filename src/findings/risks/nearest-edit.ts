import { mm } from '../../core/units'
import { distance, type Vec3 } from '../../core/vec3'
import type { Edit } from '../../heart/edit'
import { editPath, editReach } from './edit-path'

/** The edit whose line passes nearest to a place, within `reach` metres; null where none does. */
export function nearestEdit(edits: readonly Edit[], place: Vec3, reach = 20 * mm): Edit | null {
  let least = reach
  let found: Edit | null = null
  for (const edit of edits)
    for (const p of editPath(edit)) {
      const d = distance(p, place) - editReach(edit)
      if (d > least) continue
      least = d
      found = edit
    }
  return found
}
