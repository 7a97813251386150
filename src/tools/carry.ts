import { add, subtract, type Vec3 } from '../core/vec3'
import type { PoseEvent } from './pose-event'
import { onPlane } from './wall'

/**
 * Where a thing that was taken at `place` by the press `start` is carried now: along with a hand's tip, or, with the
 * mouse, in the plane that faced it at the press, at the depth of the thing.
 */
export function carried(start: PoseEvent, place: Vec3, event: PoseEvent): Vec3 {
  if (event.tip && start.tip) return add(place, subtract(event.tip, start.tip))
  const taken = onPlane(start.origin, start.direction, place, start.direction)
  const now = onPlane(event.origin, event.direction, place, start.direction)
  return add(place, subtract(now, taken))
}
