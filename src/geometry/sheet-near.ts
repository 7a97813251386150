import type { Vec3 } from '../core/vec3'
import type { Sheet } from './blood-domain'
import { closestOnTriangle } from './closest-on-triangle'

/** Does a sheet lie within a distance of a place? Metres. */
export function isNearSheet({ positions, triangles }: Sheet, p: Vec3, reach: number): boolean {
  const corners = new Float64Array(9)
  const nearest = new Float64Array(3)
  for (let t = 0; t < triangles.length; t += 3) {
    for (let k = 0; k < 9; k++)
      corners[k] = positions[3 * (triangles[t + Math.floor(k / 3)] as number) + (k % 3)] as number
    if (isFarOff(corners, p, reach)) continue
    closestOnTriangle(corners, p[0], p[1], p[2], nearest)
    if (Math.hypot(...p.map((v, a) => v - (nearest[a] as number))) < reach) return true
  }
  return false
}

/** Do all three corners lie beyond the reach on one side? */
function isFarOff(c: Float64Array, p: Vec3, reach: number): boolean {
  for (let a = 0; a < 3; a++) {
    const [i, j, k] = [c[a] as number, c[3 + a] as number, c[6 + a] as number]
    const at = p[a] as number
    if (Math.min(i, j, k) > at + reach || Math.max(i, j, k) < at - reach) return true
  }
  return false
}
