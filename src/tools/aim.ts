import { cross, distance, dot, length, mix, subtract, type Vec3 } from '../core/vec3'
import type { PoseEvent } from './pose-event'

/** A thing is aimed at within this distance of the ray or the tip, metres; a ray's grows with the distance. */
const near = 3e-3
const nearAngle = 0.012

/** How far the ray or the tip passes from a place, metres; null where it does not aim at it. */
function aimedAway({ origin, direction, tip, reach }: PoseEvent, place: Vec3): number | null {
  const from = subtract(place, origin)
  const along = dot(from, direction)
  const away = tip ? distance(tip, place) : length(cross(from, direction))
  const limit = tip ? Math.max(reach, near) : Math.max(near, nearAngle * along)
  return away > limit || (!tip && along < 0) ? null : away
}

/** The thing that is aimed at best; null: none. */
export function aimedAt<T>(
  event: PoseEvent,
  things: readonly T[],
  places: (thing: T) => readonly Vec3[],
): T | null {
  let best: T | null = null
  let least = Number.POSITIVE_INFINITY
  for (const thing of things)
    for (const place of places(thing)) {
      const away = aimedAway(event, place)
      if (away === null || away >= least) continue
      least = away
      best = thing
    }
  return best
}

/** Places along a bar or a thread, close enough to aim at any part of it. */
export function placesAlong(from: Vec3, to: Vec3): Vec3[] {
  const count = Math.max(2, Math.ceil(distance(from, to) / near) + 1)
  return Array.from({ length: count }, (_, i) => mix(from, to, i / (count - 1)))
}
