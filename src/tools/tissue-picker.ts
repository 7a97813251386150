import { add, distance, dot, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import { placeNow } from '../geometry/place-now'
import type { EmbeddedSurface, SurfaceHit } from '../geometry/surface'
import type { PoseEvent } from './pose-event'
import type { ToolHit } from './tool'

/** The geometric questions that instruments ask of the drawn surface; `geometry/pick` answers them. */
export interface SurfaceQueries {
  pickSurface(
    surface: EmbeddedSurface,
    nodePositions: Float32Array,
    origin: Vec3,
    direction: Vec3,
    maxDistance?: number,
  ): SurfaceHit | null
  nearestOnSurface(surface: EmbeddedSurface, nodePositions: Float32Array, point: Vec3): SurfaceHit | null
}

/** So many faces of walls are looked through, and the next is looked for so far behind one, metres. */
const mostWalls = 16
const pastWall = 1e-4

/** The tissue as it is drawn now, asked by instruments. */
export class TissuePicker {
  constructor(
    private readonly queries: SurfaceQueries,
    readonly surface: EmbeddedSurface,
    readonly nodePositions: Float32Array,
  ) {}

  /**
   * Under the ray; or, for an instrument with a tip, where its shaft goes through the surface, or else the place that
   * the tip touches (within the event's reach).
   */
  pick(event: PoseEvent): ToolHit | null {
    if (!event.tip) return this.along(event)
    return this.along(event, distance(event.origin, event.tip)) ?? this.nearest(event.tip, event.reach)
  }

  /**
   * Of all the places where the ray of an event meets tissue, the one nearest to a place: a line that was begun on one
   * wall stays there where another stands before it. For an instrument with a tip, what that touches.
   */
  pickBeside(event: PoseEvent, place: Vec3): ToolHit | null {
    if (event.tip) return this.pick(event)
    let best: ToolHit | null = null
    let least = Number.POSITIVE_INFINITY
    let from = event.origin
    for (let n = 0; n < mostWalls; n++) {
      const hit = this.along({ ...event, origin: from })
      if (!hit) break
      const away = distance(hit.position, place)
      if (away < least) [best, least] = [hit, away]
      // All that follow lie deeper still.
      if (dot(subtract(hit.position, place), event.direction) > least) break
      from = add(hit.position, scale(event.direction, pastWall))
    }
    return best
  }

  private along({ origin, direction }: PoseEvent, farthest?: number): ToolHit | null {
    const { surface, nodePositions } = this
    return this.complete(this.queries.pickSurface(surface, nodePositions, origin, direction, farthest))
  }

  nearest(point: Vec3, within: number): ToolHit | null {
    const hit = this.queries.nearestOnSurface(this.surface, this.nodePositions, point)
    return hit && distance(hit.position, point) <= within ? this.complete(hit) : null
  }

  /** Where a material point, given at rest, is now. */
  now(rest: Vec3): Vec3 {
    return placeNow(this.surface, this.nodePositions, rest)
  }

  private complete(hit: SurfaceHit | null): ToolHit | null {
    return hit && { ...hit, restNormal: restNormal(this.surface, hit.triangle) }
  }
}

/** Mean of the triangle's three vertex normals at rest. */
function restNormal(surface: EmbeddedSurface, triangle: number): Vec3 {
  const sum: [number, number, number] = [0, 0, 0]
  for (let corner = 0; corner < 3; corner++) {
    const v = surface.triangles[3 * triangle + corner]!
    for (let a = 0; a < 3; a++) sum[a]! += surface.normals[3 * v + a]!
  }
  return normalize(sum)
}
