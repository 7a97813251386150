import { distance, scale } from '../core/vec3'
import type { Edit } from '../heart/edit'
import type { Gate, GateName, Heart } from '../heart/heart'

/** Contraction of the stream through a gap without leaflets: that of a thin edge. */
const contraction = 0.65
/** A stitch line closes the part of a slit that is this near, m. */
const reach = 3e-3

/**
 * Effective regurgitant orifice of each valve, m²: what stays open of its own leaks (a cleft) after the sutures, and the
 * area that was opened beside its leaflets, contracted as behind a thin edge. Limits: leaflets are taken to close as
 * before; prolapse, tethering and a ring that stretches them apart are not seen.
 * @param before open area beside each valve before any edit, and now, m²
 */
export function valveLeaks(
  heart: Heart,
  edits: readonly Edit[],
  before: ReadonlyMap<GateName, number>,
  now: ReadonlyMap<GateName, number>,
): Map<GateName, number> {
  return new Map(
    heart.gates.map((gate) => {
      const beside = Math.max(0, (now.get(gate.id) ?? 0) - (before.get(gate.id) ?? 0))
      return [gate.id, ownLeak(gate, edits) + contraction * beside]
    }),
  )
}

/** What the sutures leave of a valve's own leaks. */
function ownLeak({ leaks = [] }: Gate, edits: readonly Edit[]): number {
  const sewn = edits.flatMap((e) => (e.kind === 'suture' && e.patch === undefined ? e.path_mm : []))
  const lines = sewn.map((p) => scale(p, 1e-3))
  return leaks.reduce((sum, { place, area }) => {
    const open = place.filter((p) => !lines.some((q) => distance(p, q) < reach)).length
    return sum + area * (open / Math.max(place.length, 1))
  }, 0)
}
