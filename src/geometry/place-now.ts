import { add, subtract, type Vec3 } from '../core/vec3'
import type { EmbeddedSurface } from './surface'

/** The surface's vertex nearest at rest to a place, metres; -1 where the surface has none. */
export function nearestVertex(surface: EmbeddedSurface, rest: Vec3): number {
  const places = surface.rest
  let best = -1
  let least = Number.POSITIVE_INFINITY
  for (let v = 0; 3 * v < places.length; v++) {
    const [x, y, z] = [places[3 * v]! - rest[0], places[3 * v + 1]! - rest[1], places[3 * v + 2]! - rest[2]]
    const away = x * x + y * y + z * z
    if (away < least) [best, least] = [v, away]
  }
  return best
}

/** Where a vertex is now: Σ weight · node. */
function vertexNow({ nodes, weights }: EmbeddedSurface, nodePositions: Float32Array, v: number): Vec3 {
  const at: [number, number, number] = [0, 0, 0]
  for (let k = 4 * v; k < 4 * v + 4; k++)
    for (let a = 0; a < 3; a++) at[a]! += weights[k]! * nodePositions[3 * nodes[k]! + a]!
  return at
}

/** Where a material point near the surface is now: it moves as the given vertex (the nearest at rest) does. */
export function placeNow(
  surface: EmbeddedSurface,
  nodePositions: Float32Array,
  rest: Vec3,
  vertex = nearestVertex(surface, rest),
): Vec3 {
  if (vertex < 0) return rest
  const was: Vec3 = [0, 1, 2].map((a) => surface.rest[3 * vertex + a]!) as unknown as Vec3
  return add(rest, subtract(vertexNow(surface, nodePositions, vertex), was))
}
