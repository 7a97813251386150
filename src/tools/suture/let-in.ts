import { add, subtract, type Vec3 } from '../../core/vec3'
import type { EditOf } from '../../heart/edit'
import { aimedAt } from '../aim'
import { centroid, everyAlong, fromMm } from '../path'
import type { PoseEvent } from '../pose-event'
import type { ToolContext } from '../tool'

/** A place on the rim of a patch that was let into a wall, at rest, metres. */
export interface LetInPlace {
  readonly patch: EditOf<'patch'>
  readonly place: Vec3
}

/** Close enough to aim at any part of a rim, metres. */
const step = 2e-3

/**
 * The place that is aimed at on the rim of a patch let into a wall; null: none. The wall that it stands in for is gone,
 * so that neither a ray nor a tip meets tissue there.
 */
export function letInAt(event: PoseEvent, { edits, now }: ToolContext): LetInPlace | null {
  const places = edits.flatMap((edit) =>
    edit.kind === 'patch' && edit.mode === 'widen' ? rimOf(edit, now) : [],
  )
  return aimedAt(event, places, ({ now }) => [now])
}

/** The rim goes with the vessel that it lies in: as its middle does. */
function rimOf(patch: EditOf<'patch'>, now: ToolContext['now']): (LetInPlace & { readonly now: Vec3 })[] {
  const outline = patch.outline_mm.map(fromMm)
  const middle = centroid(outline)
  const moved = subtract(now(middle), middle)
  return everyAlong(outline, step, true).map((place) => ({ patch, place, now: add(place, moved) }))
}
