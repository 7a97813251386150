import type { ShellMesh } from '../engine/protocol'
import type { Edit } from '../heart/edit'

/** Shells that are drawn as they are: not the discs across which clamps close the blood off, whose jaws are drawn instead. */
export const laidShells = (shells: readonly ShellMesh[], edits: readonly Edit[]): readonly ShellMesh[] =>
  shells.filter((shell) => edits.find((e) => e.id === shell.edit)?.kind !== 'clamp')
