import { add, dot, scale, type Vec3 } from '../core/vec3'
import { useHeartSpace } from '../view/heart-space'
import { clipPlane, useView } from '../view/view-state'

/** Height of a place over the section of the view, metres; under 0 it is cut away. Null: there is no section. */
function heightOver(place: Vec3): { height: number; normal: Vec3 } | null {
  const plane = clipPlane(useView.getState().clip, useHeartSpace.getState())
  if (!plane) return null
  const normal: Vec3 = [plane[0], plane[1], plane[2]]
  return { height: dot(normal, place) + plane[3], normal }
}

/** Whether the section of the view cuts a place of patient space away. */
export const isCutAway = (place: Vec3): boolean => (heightOver(place)?.height ?? 0) < 0

/** Where a ray through patient space comes out of what is cut away: that is not touched. Its origin where it does not. */
export function behindSection(origin: Vec3, direction: Vec3): Vec3 {
  const over = heightOver(origin)
  if (!over) return origin
  const climb = dot(over.normal, direction)
  return over.height < 0 && climb > 0 ? add(origin, scale(direction, -over.height / climb)) : origin
}

/** The place of the section's plane nearest to one that it cuts away; that place itself where it does not. */
export function onSection(place: Vec3): Vec3 {
  const over = heightOver(place)
  return over && over.height < 0 ? add(place, scale(over.normal, -over.height)) : place
}
