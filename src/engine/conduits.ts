import { add, distance, dot, scale, subtract, type Vec3 } from '../core/vec3'
import type { Opening } from '../geometry/blood-domain'
import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'

/** A tube that was sewn in, metres. */
export interface Conduit {
  readonly id: string
  readonly path: readonly Vec3[]
  readonly radius: number
  readonly length: number
}

/** The conduits of a strategy. */
export function conduitsOf(edits: readonly Edit[]): Conduit[] {
  return edits.flatMap((edit) => {
    if (edit.kind !== 'conduit') return []
    const path = edit.path_mm.map((p) => scale(p, 1e-3))
    const length = path.slice(1).reduce((sum, p, i) => sum + distance(p, path[i] as Vec3), 0)
    return [{ id: edit.id, path, radius: (edit.diameter_mm * 1e-3) / 2, length }]
  })
}

/** The conduit that an opening lies in, if any. */
export const conduitAt = ({ centre }: Opening, conduits: readonly Conduit[]): Conduit | undefined =>
  conduits.find((c) => fromPath(centre, c.path) < 1.2 * c.radius)

function fromPath(p: Vec3, path: readonly Vec3[]): number {
  return path.slice(1).reduce((least, b, i) => {
    const a = path[i] as Vec3
    const ab = subtract(b, a)
    const t = Math.min(Math.max(dot(subtract(p, a), ab) / Math.max(dot(ab, ab), 1e-18), 0), 1)
    return Math.min(least, distance(p, add(a, scale(ab, t))))
  }, Number.POSITIVE_INFINITY)
}

const fronts = new WeakMap<Heart, number>()

/** How far forward a heart's tissue reaches, m along y, which grows towards the back; looked for once. */
export function frontOf(heart: Heart): number {
  const known = fronts.get(heart)
  if (known !== undefined) return known
  const { size, origin, spacing } = heart.frame
  const slice = size[0] * size[1]
  let least = size[1]
  for (let n = 0; n < heart.tissue.length; n++) {
    const j = Math.floor((n % slice) / size[0])
    if (j < least && (heart.tissue[n] as number) < 0) least = j
  }
  const front = origin[1] + (least - 0.5) * spacing
  fronts.set(heart, front)
  return front
}
