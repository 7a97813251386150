import { add, cross, dot, length, normalize, scale, subtract, tangents, type Vec3 } from '../../core/vec3'
import type { EditOf } from '../../heart/edit'
import type { Heart } from '../../heart/heart'
import { fromMm } from '../path'

/** The steel of a clamp is so thick, metres. */
export const clampThickness = 0.85e-3
/** Jaws lie so far outside of what they close, and reach so far past it, metres. */
const clear = 0.9e-3
const past = 1.5e-3

/**
 * The two halves of a clamp that stands on a vessel, each a line from the tip of its jaw to the end of its handle: jaws
 * on either side of the vessel, crossing over it, handles that lead away from the heart. Patient space, metres. What is
 * drawn and what is aimed at.
 */
export function clampShape(clamp: EditOf<'clamp'>, heart: Pick<Heart, 'frame'>): readonly Vec3[][] {
  const [centre, normal, r] = [fromMm(clamp.centre_mm), normalize(clamp.normal), clamp.radius_mm * 1e-3]
  const away = awayFromHeart(centre, normal, heart)
  const aside = cross(normal, away)
  const place = (x: number, y: number): Vec3 => add(centre, add(scale(aside, x), scale(away, y)))
  return [1, -1].map((side) => [
    place(side * (r + clear), -r - past),
    place(side * (r + clear), 0.4 * r),
    place(side * 0.6 * r, r + 2.5e-3),
    place(0, r + 5e-3),
    place(-side * 2.4e-3, r + 9e-3),
    place(-side * 2.8e-3, r + 17e-3),
  ])
}

/** In the plane of the clamp, the way out of the heart. */
function awayFromHeart(centre: Vec3, normal: Vec3, { frame }: Pick<Heart, 'frame'>): Vec3 {
  const middle = frame.origin.map((o, a) => o + ((frame.size[a]! - 1) * frame.spacing) / 2) as unknown as Vec3
  const out = subtract(centre, middle)
  const inPlane = subtract(out, scale(normal, dot(out, normal)))
  return length(inPlane) > 1e-4 ? normalize(inPlane) : tangents(normal)[0]
}
