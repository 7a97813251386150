import { distance, scale, type Vec3 } from '../core/vec3'
import type { Edit, EditOf } from '../heart/edit'

/** Where a release does not say it: how near to a place that is named a stitch is taken out, metres. */
export const releaseReach = 3e-3

/** Does a release take out the stitch at a place (metres, at rest)? */
export const takesOut = (release: EditOf<'release'>, place: Vec3): boolean =>
  release.places_mm === undefined ||
  release.places_mm.some((p) => distance(scale(p, 1e-3), place) < reachOf(release))

/** How far from a place stitches are taken out, metres. */
export const reachOf = ({ reach_mm }: EditOf<'release'>): number =>
  reach_mm === undefined ? releaseReach : reach_mm * 1e-3

/** The releases that take stitches of an edit out. */
export const releasesOf = (edit: string, edits: readonly Edit[]): EditOf<'release'>[] =>
  edits.filter((e): e is EditOf<'release'> => e.kind === 'release' && e.suture === edit)

/** Does an edit bring stitches of its own? Those of a conduit hold its two ends. */
export const hasStitches = (edit: Edit): boolean =>
  edit.kind === 'suture' ||
  edit.kind === 'close' ||
  edit.kind === 'conduit' ||
  ((edit.kind === 'patch' || edit.kind === 'baffle') && !!edit.sewn)
