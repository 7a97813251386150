import { add, scale, type Vec3 } from '../../core/vec3'
import { smoothNormals, toMm } from '../path'
import type { ToolContext, ToolHit } from '../tool'
import { wallThickness } from '../wall'

/** The blade stands this far out of the tissue, and goes as far beyond a wall that it cuts through, metres. */
const clearance = 1.5e-3

/** Depth of the blade under the surface at a hit, metres: as set, or through the wall. */
function depthAt(context: ToolContext, hit: ToolHit): number {
  const { bladeDepth_mm } = context.settings
  if (bladeDepth_mm !== null) return bladeDepth_mm * 1e-3
  return wallThickness(context.heart, hit.rest, hit.restNormal) + clearance
}

/** How deep the blade goes at a hit, beside the wall's thickness there: `3 mm of 8 mm`, `through the wall, 4 mm`. */
export function depthInWords(context: ToolContext, hit: ToolHit): string {
  const wall = wallThickness(context.heart, hit.rest, hit.restNormal) * 1e3
  const { bladeDepth_mm } = context.settings
  const known = wall > 0
  if (bladeDepth_mm !== null && (!known || bladeDepth_mm < wall))
    return known ? `${bladeDepth_mm} mm of ${inMm(wall)} mm` : `${bladeDepth_mm} mm deep`
  return known ? `through the wall, ${inMm(wall)} mm` : 'through the wall'
}

const inMm = (mm: number): string => (mm < 10 ? mm.toFixed(1) : mm.toFixed(0))

/** The blade's two ends at each hit, at rest, as an edit takes them: outer end first. */
export function bladeAtRest(
  context: ToolContext,
  path: readonly ToolHit[],
): [[number, number, number], [number, number, number]][] {
  const normals = smoothNormals(path.map((h) => h.restNormal))
  return path.map((hit, i) => {
    const [outer, inner] = ends(hit.rest, normals[i]!, depthAt(context, hit))
    return [toMm(outer), toMm(inner)]
  })
}

/** The same on the tissue as it hangs now, to draw. */
export function bladeNow(context: ToolContext, path: readonly ToolHit[]): (readonly [Vec3, Vec3])[] {
  const normals = smoothNormals(path.map((h) => h.normal))
  return path.map((hit, i) => ends(hit.position, normals[i]!, depthAt(context, hit)))
}

const ends = (place: Vec3, outward: Vec3, depth: number): [Vec3, Vec3] => [
  add(place, scale(outward, clearance)),
  add(place, scale(outward, -depth)),
]
