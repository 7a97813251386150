import { dot, length, scale, subtract, type Vec3 } from '../core/vec3'
import type { Edit } from '../heart/edit'
import type { Landmark } from '../heart/heart'
import { editPath, editReach } from './risks/edit-path'

const axis = /conduction|bundle|\bhis\b|koch|av-node/i

/** The landmarks of the conduction axis. */
export const conductionLandmarks = (landmarks: readonly Landmark[]): Landmark[] =>
  landmarks.filter((l) => axis.test(l.id) || axis.test(l.name))

/** Where an edit comes nearest to a line of the conduction axis, metres; null where it touches no tissue. */
export function nearestToAxis(
  edit: Edit,
  axes: readonly Landmark[],
): { readonly distance: number; readonly place: Vec3 } | null {
  let best: { distance: number; place: Vec3 } | null = null
  for (const place of editPath(edit))
    for (const { points } of axes) {
      const distance = Math.max(distanceToLine(place, points) - editReach(edit), 0)
      if (!best || distance < best.distance) best = { distance, place }
    }
  return best
}

function distanceToLine(p: Vec3, points: readonly Vec3[]): number {
  if (points.length === 1) return length(subtract(p, points[0] as Vec3))
  let least = Number.POSITIVE_INFINITY
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1] as Vec3
    const ab = subtract(points[i] as Vec3, a)
    const ap = subtract(p, a)
    const t = Math.min(Math.max(dot(ap, ab) / (dot(ab, ab) || 1), 0), 1)
    least = Math.min(least, length(subtract(ap, scale(ab, t))))
  }
  return least
}
