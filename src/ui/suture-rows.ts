import { hasStitches, releasesOf } from '../geometry/release'
import type { Edit } from '../heart/edit'
import { editRows } from './edit-rows'

/** One thread that can be taken out as a whole. */
interface SutureRow {
  readonly id: string
  readonly label: string
}

/** The edits that brought stitches and have not had all of them taken out, in their order. */
export function sutureRows(edits: readonly Edit[]): readonly SutureRow[] {
  const whole = (edit: Edit) => releasesOf(edit.id, edits).some((r) => r.places_mm === undefined)
  const sewn = edits.filter((edit) => hasStitches(edit) && !whole(edit))
  return editRows(sewn, []).map(({ id, label, detail }) => ({
    id,
    label: `${label} ${id.slice(id.lastIndexOf('-') + 1)}, ${detail}`,
  }))
}
