import { cellCentre, sampleField, toLattice } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import type { Heart, Part } from '../heart/heart'

/** The point farthest from any wall in a chamber (metres, patient space); the widest place of all blood without it. */
export function deepestPoint(heart: Heart, part: Part = 'RV'): Vec3 {
  const ids = new Set(heart.structures.filter((s) => s.kind === 'blood' && s.part === part).map((s) => s.id))
  const [nx, ny] = heart.frame.size
  let best = -1
  for (let n = 0; n < heart.lumen.length; n++) {
    if (ids.size > 0 && !ids.has(heart.labels[n]!)) continue
    if (best < 0 || heart.lumen[n]! < heart.lumen[best]!) best = n
  }
  return cellCentre(heart.frame, best % nx, Math.floor(best / nx) % ny, Math.floor(best / (nx * ny)))
}

/** Whether a place (metres, patient space) lies in what blood can fill, of the heart at rest. */
export const isInside = ({ frame, lumen }: Heart, place: Vec3): boolean =>
  toLattice(frame, place).every((v, axis) => v >= 0 && v <= frame.size[axis]! - 1) &&
  sampleField(frame, lumen, place) < 0
