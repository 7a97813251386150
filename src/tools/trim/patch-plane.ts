import { add, cross, distance, dot, normalize, scale, subtract, tangents, type Vec3 } from '../../core/vec3'
import { centroid } from '../path'
import type { PoseEvent } from '../pose-event'
import { onPlane } from '../wall'

/** A place in the plane of a patch, metres. */
export type Flat = readonly [number, number]

/** Height over the plane at which a tip is still at the patch, metres: what it bulges by, and the tip's own reach. */
const high = 6e-3

/**
 * A laid patch seen along its own normal: its rim as it lies now, flat. What is drawn on the patch is drawn in this
 * plane, because a patch spans an opening and there is no tissue under its middle.
 */
export class PatchPlane {
  private readonly centre: Vec3
  private readonly normal: Vec3
  private readonly axes: readonly [Vec3, Vec3]
  readonly rim: readonly Flat[]

  /** @param now the rim as it lies now, metres */
  constructor(readonly now: readonly Vec3[]) {
    this.centre = centroid(now)
    this.normal = normalOf(now)
    this.axes = tangents(this.normal)
    this.rim = now.map((p) => this.flat(p))
  }

  /** Where the event points in the plane; null: a tip that is not at the patch. */
  at(event: PoseEvent): Flat | null {
    if (!event.tip) return this.flat(onPlane(event.origin, event.direction, this.centre, this.normal))
    const away = Math.abs(dot(subtract(event.tip, this.centre), this.normal))
    return away > Math.max(high, event.reach) ? null : this.flat(event.tip)
  }

  /** How far along the event's ray the plane lies, metres; a tip's: none. */
  depth(event: PoseEvent): number {
    return event.tip
      ? 0
      : distance(event.origin, onPlane(event.origin, event.direction, this.centre, this.normal))
  }

  place([u, v]: Flat): Vec3 {
    return add(this.centre, add(scale(this.axes[0], u), scale(this.axes[1], v)))
  }

  private flat(p: Vec3): Flat {
    const d = subtract(p, this.centre)
    return [dot(d, this.axes[0]), dot(d, this.axes[1])]
  }
}

/** Newell's normal of a closed line. */
function normalOf(loop: readonly Vec3[]): Vec3 {
  const middle = centroid(loop)
  return normalize(
    loop.reduce<Vec3>(
      (sum, p, n) => add(sum, cross(subtract(p, middle), subtract(loop[(n + 1) % loop.length]!, middle))),
      [0, 0, 0],
    ),
  )
}
