import { Fault } from '../core/fault'
import type { Edit, EditOf } from '../heart/edit'
import { hasStitches } from './release'

/** Does an edit hold the rim of a patch by stitches? */
const holds = (edit: Edit, patch: string): boolean =>
  (edit.kind === 'suture' && edit.patch === patch) || (edit.id === patch && hasStitches(edit))

/** Why a patch cannot be trimmed; null: it can. */
function untrimmable(edits: readonly Edit[], patch: string): string | null {
  const whole = edits.find((e) => e.id === patch)
  if (whole?.kind !== 'patch' || whole.mode !== 'cover') return 'is no patch that covers an opening'
  return edits.some((e) => holds(e, patch)) ? 'is sewn: trim a patch before it is sewn' : null
}

/**
 * A list of edits with one patch as a trim leaves it: in the place where it was laid, with the rim that is left of it.
 * The trim itself has no part in the list: what is left is the same as if it had been laid so.
 * @throws Fault where there is no such patch, or where stitches hold it
 */
export function withTrim(edits: readonly Edit[], trim: EditOf<'trim'>): Edit[] {
  const why = untrimmable(edits, trim.patch)
  if (why)
    throw new Fault(`edit ${trim.id}`, `finds that ${trim.patch} ${why}`, 'Name a patch that is not sewn')
  return edits.map((e) =>
    e.id === trim.patch && e.kind === 'patch' ? { ...e, outline_mm: trim.outline_mm } : e,
  )
}

/** What a list of edits comes to: each patch with the rim that its trims have left. Trims of nothing are left out. */
export function trimmed(edits: readonly Edit[]): readonly Edit[] {
  if (!edits.some((e) => e.kind === 'trim')) return edits
  let list: Edit[] = []
  for (const edit of edits) {
    if (edit.kind !== 'trim') list.push(edit)
    else if (!untrimmable(list, edit.patch)) list = withTrim(list, edit)
  }
  return list
}
