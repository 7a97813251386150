import type { Vec3 } from '../../core/vec3'
import type { Flat } from './patch-plane'

/**
 * Mean value coordinates of a place in a polygon: weights of its corners that add up to 1 and give the place back, the
 * corners' own values at the corners. w_i = (tan(a_(i-1)/2) + tan(a_i/2)) / r_i, with a_i the angle that edge i is seen
 * under and r_i the distance of corner i.
 *
 * Reference: M. S. Floater, Mean value coordinates, Computer Aided Geometric Design 20 (2003) 19-27.
 */
export function meanValue(polygon: readonly Flat[], [x, y]: Flat): number[] {
  const count = polygon.length
  const to = polygon.map(([px, py]): Flat => [px - x, py - y])
  const far = to.map((d) => Math.hypot(...d))
  const at = far.findIndex((r) => r < 1e-9)
  if (at >= 0) return polygon.map((_, n) => (n === at ? 1 : 0))
  const half = to.map((a, n) => {
    const b = to[(n + 1) % count]!
    const [sine, cosine] = [a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1]]
    return Math.tan(Math.atan2(sine, cosine) / 2)
  })
  const on = half.findIndex((t) => Math.abs(t) > 1e6)
  if (on >= 0) return onEdge(far, on)
  const weights = far.map((r, n) => (half[(n + count - 1) % count]! + half[n]!) / r)
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((w) => w / sum)
}

/** Weights of a place on an edge: of its two ends alone. */
function onEdge(far: readonly number[], edge: number): number[] {
  const next = (edge + 1) % far.length
  const long = far[edge]! + far[next]!
  return far.map((_, n) => (n === edge ? far[next]! / long : n === next ? far[edge]! / long : 0))
}

/** The values at the corners, mixed by weights. */
export const mixed = (corners: readonly Vec3[], weights: readonly number[]): Vec3 =>
  [0, 1, 2].map((a) => corners.reduce((sum, p, n) => sum + weights[n]! * p[a]!, 0)) as unknown as Vec3
