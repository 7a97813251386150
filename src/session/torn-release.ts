import type { Vec3 } from '../core/vec3'
import type { Edit, EditOf } from '../heart/edit'

/** Stitches that tore out of the tissue: whose they were, and where each was sewn, at rest, metres. */
interface Torn {
  readonly edit: string
  readonly rests: readonly Vec3[]
}

/** A torn stitch leaves the rim open to its neighbours; nearer than a whole pitch, so that they stay. */
const reachInPitches = 0.75
/** Where a suture does not tell its pitch, mm. */
const usualPitch = 2.5

/**
 * The edits after stitches tore out: the blood leaks where they were, and a replay need not tear them again. Goes on
 * with the last entry where that tells of the same suture's.
 * @param id a name for a new entry
 */
export function withTorn(edits: readonly Edit[], torn: Torn, id: string): readonly Edit[] {
  const places_mm = torn.rests.map((p) => p.map((v) => v * 1e3) as [number, number, number])
  const last = edits.at(-1)
  if (last?.kind === 'release' && last.torn && last.suture === torn.edit)
    return [...edits.slice(0, -1), { ...last, places_mm: [...(last.places_mm ?? []), ...places_mm] }]
  const reach_mm = reachInPitches * pitchOf(edits.find((e) => e.id === torn.edit))
  const release: EditOf<'release'> = {
    kind: 'release',
    id,
    suture: torn.edit,
    places_mm,
    reach_mm,
    torn: true,
  }
  return [...edits, release]
}

function pitchOf(edit: Edit | undefined): number {
  if (edit?.kind === 'suture' || edit?.kind === 'close') return edit.pitch_mm
  if (edit?.kind === 'patch' || edit?.kind === 'baffle') return edit.sewn?.pitch_mm ?? usualPitch
  return usualPitch
}
