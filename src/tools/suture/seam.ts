import { distance, type Vec3 } from '../../core/vec3'
import type { Edit, EditOf } from '../../heart/edit'
import { alongPath, centroid, fromMm } from '../path'

/** A cut's way on the surface at rest, metres: the outer end of each position of the blade. */
export const cutPath = (cut: EditOf<'cut'>): Vec3[] => cut.blade_mm.map(([outer]) => fromMm(outer))

/** What has a rim that can be sewn. */
export type Sewable = EditOf<'patch'> | EditOf<'baffle'>

/** The patch or baffle that a place at rest lies on or beside (within 4 mm of its rim), the nearest first; null: none. */
export function patchAt(edits: readonly Edit[], rest: Vec3): Sewable | null {
  let best: { patch: Sewable; away: number } | null = null
  for (const edit of edits) {
    if (edit.kind !== 'patch' && edit.kind !== 'baffle') continue
    const away = awayFrom(edit, rest)
    if (away < 4e-3 && (!best || away < best.away)) best = { patch: edit, away }
  }
  return best?.patch ?? null
}

/** Distance from a patch [m]: 0 within the ball that its outline spans, else to the rim. */
function awayFrom(patch: Sewable, rest: Vec3): number {
  const outline = patch.outline_mm.map(fromMm)
  const middle = centroid(outline)
  const inner = Math.min(...outline.map((p) => distance(p, middle)))
  if (distance(rest, middle) < inner) return 0
  return alongPath([...outline, outline[0]!], rest).distance
}

/**
 * The cut that a stitch line runs along, where it stays within 5 mm of it from near one end to near the other
 * (at least 70 % of its length); null: none. Cuts already closed are left out.
 */
export function cutAlong(edits: readonly Edit[], line: readonly Vec3[]): EditOf<'cut'> | null {
  const closed = new Set(edits.flatMap((e) => (e.kind === 'close' ? [e.cut] : [])))
  for (const edit of [...edits].reverse()) {
    if (edit.kind !== 'cut' || closed.has(edit.id)) continue
    const places = line.map((p) => alongPath(cutPath(edit), p))
    if (places.some((p) => p.distance > 8e-3)) continue
    const shares = places.filter((p) => p.distance < 5e-3).map((p) => p.share)
    if (Math.max(...shares) - Math.min(...shares) > 0.7) return edit
  }
  return null
}

/** The open cut beside a place at rest, within 5 mm; null: none. */
export function cutAt(edits: readonly Edit[], rest: Vec3): EditOf<'cut'> | null {
  const closed = new Set(edits.flatMap((e) => (e.kind === 'close' ? [e.cut] : [])))
  const near = edits.filter(
    (e): e is EditOf<'cut'> =>
      e.kind === 'cut' && !closed.has(e.id) && alongPath(cutPath(e), rest).distance < 5e-3,
  )
  return near.at(-1) ?? null
}
