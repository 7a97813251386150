import { distance, mix, normalize, type Vec3 } from '../core/vec3'
import type { PoseEvent } from './pose-event'

/** Longest step between two looks at the tissue, metres, and most looks in one move. */
const step = 1.5e-3
const most = 24

/**
 * The poses between two events, so that a fast stroke still hugs the tissue: as many as keep the tip (or, for the
 * mouse, the ray at the depth of `place`) within 1.5 mm a step. The last is `to` itself.
 */
export function sweep(from: PoseEvent, to: PoseEvent, place: Vec3): PoseEvent[] {
  const depth = distance(from.origin, place)
  const end = (e: PoseEvent): Vec3 =>
    e.tip ?? ([0, 1, 2].map((a) => e.origin[a]! + e.direction[a]! * depth) as unknown as Vec3)
  const count = Math.min(Math.max(Math.ceil(distance(end(from), end(to)) / step), 1), most)
  return Array.from({ length: count }, (_, i) => between(from, to, (i + 1) / count))
}

function between(from: PoseEvent, to: PoseEvent, t: number): PoseEvent {
  if (t === 1) return to
  return {
    ...to,
    origin: mix(from.origin, to.origin, t),
    direction: normalize(mix(from.direction, to.direction, t)),
    tip: from.tip && to.tip ? mix(from.tip, to.tip, t) : to.tip,
  }
}
