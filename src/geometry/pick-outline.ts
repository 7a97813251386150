import { add, distance, scale, type Vec3 } from '../core/vec3'
import { nearestOnSurface } from './pick'
import { evenLoop } from './sheets-membrane'
import type { EmbeddedSurface, SurfaceHit } from './surface'

/**
 * A smooth closed outline on the surface through a few picked places: a closed centripetal Catmull–Rom curve through
 * them, evened out and brought down onto the deformed surface. `rest` of each hit is what an edit records.
 * @param picked places on the deformed surface, in order round the outline, at least three; metres
 * @param step distance between the outline's points, metres
 */
export function outlineOnSurface(
  surface: EmbeddedSurface,
  nodePositions: Float32Array,
  picked: readonly Vec3[],
  step = 1.5e-3,
): SurfaceHit[] {
  const curve = picked.flatMap((_, n) => Array.from({ length: 12 }, (_, k) => onCurve(picked, n, k / 12)))
  return evenLoop(curve, step, 12)
    .map((p) => nearestOnSurface(surface, nodePositions, p))
    .filter((hit) => hit !== null)
}

/** Centripetal Catmull–Rom (Barry and Goldman 1988): no loops or cusps between places at uneven distances. */
function onCurve(points: readonly Vec3[], n: number, share: number): Vec3 {
  const at = (k: number) => points[(n + k + points.length) % points.length]!
  const [a, b, c, d] = [at(-1), at(0), at(1), at(2)]
  const knot = (p: Vec3, q: Vec3) => Math.max(Math.sqrt(distance(p, q)), 1e-6)
  const t0 = 0
  const t1 = t0 + knot(a, b)
  const t2 = t1 + knot(b, c)
  const t3 = t2 + knot(c, d)
  const t = t1 + share * (t2 - t1)
  const lerp = (p: Vec3, q: Vec3, u: number, v: number): Vec3 =>
    add(scale(p, (v - t) / (v - u)), scale(q, (t - u) / (v - u)))
  const a1 = lerp(a, b, t0, t1)
  const a2 = lerp(b, c, t1, t2)
  const a3 = lerp(c, d, t2, t3)
  return lerp(lerp(a1, a2, t0, t2), lerp(a2, a3, t1, t3), t1, t2)
}
