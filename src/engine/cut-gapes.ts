import { distance } from '../core/vec3'
import type { CutGape } from '../geometry/gaping-cut'
import type { Edit, EditOf } from '../heart/edit'
import type { CutLook } from '../tissue'

/** Tissue counts as lying still while it creeps 20 µm a second, for five seconds more: what is less may yet close. */
const atRest = 0.1e-3
/** A patch let into a wall this near to a cut is let into it, mm. */
const letInReach = 5

/**
 * The cuts whose lips stand apart in tissue at rest. Left out: those that a patch is let into, which fills them; a place
 * that stands apart by less than is known of tissue at rest counts as shut.
 */
export const cutGapes = (edits: readonly Edit[], cuts: readonly CutLook[]): CutGape[] =>
  cuts.flatMap(({ edit, stations }) => {
    const cut = edits.find((e): e is EditOf<'cut'> => e.kind === 'cut' && e.id === edit)
    const open = stations.map((s) => (s.width > atRest ? s : { ...s, width: 0 }))
    if (!cut || edits.some((e) => fills(e, cut)) || open.every((s) => s.width === 0)) return []
    return [{ edit, stations: open }]
  })

const fills = (edit: Edit, cut: EditOf<'cut'>): boolean =>
  edit.kind === 'patch' &&
  edit.mode === 'widen' &&
  edit.outline_mm.some((p) =>
    cut.blade_mm.some(([a, b]) => Math.min(distance(p, a), distance(p, b)) < letInReach),
  )
