import { add, distance, dot, scale, subtract, type Vec3 } from '../core/vec3'
import type { PoseEvent } from './pose-event'
import type { BloodReading } from './tool'

const stride = 8
/** Tracers this near to the ray or tip are read, metres. */
const within = 3e-3

/**
 * Mean of the tracers within 3 mm of the tip; for the mouse, of the first group along its ray (those within 6 mm of
 * the nearest). Tracers as in the engine's protocol: x y z, saturation, velocity, pressure.
 */
export function readBlood(tracers: Float32Array | null, event: PoseEvent): BloodReading | null {
  if (!tracers) return null
  const near = event.tip ? nearTip(tracers, event.tip, event.reach) : nearRay(tracers, event)
  if (!near.length) return null
  const mean = (value: (o: number) => number) => near.reduce((sum, o) => sum + value(o), 0) / near.length
  const at = (o: number) => tracers[o]!
  return {
    place: [mean((o) => at(o)), mean((o) => at(o + 1)), mean((o) => at(o + 2))],
    saturation: mean((o) => at(o + 3)),
    speed: mean((o) => Math.hypot(at(o + 4), at(o + 5), at(o + 6))),
    pressure: mean((o) => at(o + 7)),
  }
}

const placeOf = (tracers: Float32Array, o: number): Vec3 => [tracers[o]!, tracers[o + 1]!, tracers[o + 2]!]

function nearTip(tracers: Float32Array, tip: Vec3, reach: number): number[] {
  const near: number[] = []
  const limit = Math.max(within, reach)
  for (let o = 0; o + stride <= tracers.length; o += stride)
    if (distance(placeOf(tracers, o), tip) < limit) near.push(o)
  return near
}

function nearRay(tracers: Float32Array, { origin, direction }: PoseEvent): number[] {
  const found: { o: number; depth: number }[] = []
  for (let o = 0; o + stride <= tracers.length; o += stride) {
    const p = placeOf(tracers, o)
    const depth = dot(subtract(p, origin), direction)
    if (depth > 0 && distance(p, add(origin, scale(direction, depth))) < within) found.push({ o, depth })
  }
  const first = Math.min(...found.map((f) => f.depth))
  return found.filter((f) => f.depth < first + 2 * within).map((f) => f.o)
}
