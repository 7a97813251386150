import { type LatticeFrame, sampleField } from '../core/lattice'
import { add, dot, normalize, scale, subtract, tangents, type Vec3 } from '../core/vec3'
import type { Heart } from '../heart/heart'

const step = 0.25e-3
const deepest = 30e-3

/**
 * Thickness of the wall under a place on its surface, going in against the normal, in the heart at rest [m].
 * Reads the signed distance to tissue; a place from which no tissue is met gives 0, and 30 mm is the end.
 */
export function wallThickness(heart: Heart, rest: Vec3, outward: Vec3): number {
  let entered = false
  for (let s = step; s < deepest; s += step) {
    const inside = sampleField(heart.frame, heart.tissue, subtract(rest, scale(outward, s))) < 0
    if (entered && !inside) return s
    entered ||= inside
  }
  return entered ? deepest : 0
}

/**
 * The place `depth` [m] under the surface of the heart at rest that is nearest to a place outside of it or in its
 * wall; a place deeper in the wall, or in blood, stays. Follows the slope of the distance to tissue.
 */
export function pressedIn(heart: Heart, place: Vec3, depth: number): Vec3 {
  const { frame, tissue, lumen } = heart
  if (sampleField(frame, lumen, place) < 0 || sampleField(frame, tissue, place) <= -depth) return place
  let p = place
  let slope = slopeAt(heart, p)
  for (let n = 0; n < 4; n++) {
    const steep = dot(slope, slope)
    if (steep < 0.1) return place
    p = subtract(p, scale(slope, sampleField(frame, tissue, p) / steep))
    slope = slopeAt(heart, p)
  }
  return subtract(p, scale(normalize(slope), depth))
}

const slopeAt = ({ frame, tissue }: Heart, p: Vec3): Vec3 => slopeOf(frame, tissue, p)

/** Gradient of a distance field at a place, over one cell to each side. */
function slopeOf(frame: LatticeFrame, field: Float32Array, p: Vec3): Vec3 {
  const h = frame.spacing
  const along = (step: Vec3) =>
    (sampleField(frame, field, add(p, step)) - sampleField(frame, field, subtract(p, step))) / (2 * h)
  return [along([h, 0, 0]), along([0, h, 0]), along([0, 0, h])]
}

export interface LumenSection {
  readonly centre: Vec3
  /** Unit vector along the vessel. */
  readonly axis: Vec3
  readonly radius: number
}

/** How far one can go from a point along a direction and stay in blood [m]. */
function reachInBlood(heart: Heart, from: Vec3, direction: Vec3): number {
  for (let s = step; s < 60e-3; s += 2 * step)
    if (sampleField(heart.frame, heart.lumen, add(from, scale(direction, s))) > 0) return s
  return 60e-3
}

/**
 * The vessel's section under a place on its wall (outside or inside): its centre, midway through the lumen; its axis,
 * the longest way through blood across the radius; its radius, the farthest wall in that section. Null where the way
 * in meets no blood within 30 mm, neither along the surface's normal nor straight to the nearest blood.
 */
export function lumenUnder(heart: Heart, rest: Vec3, outward: Vec3): LumenSection | null {
  const entry =
    firstBlood(heart, rest, outward) ??
    firstBlood(heart, rest, scale(outward, -1)) ??
    firstBlood(heart, rest, slopeOf(heart.frame, heart.lumen, rest))
  if (!entry) return null
  const [place, inward] = entry
  const centre = add(place, scale(inward, reachInBlood(heart, place, inward) / 2))
  const [u, v] = tangents(inward)
  let axis = u
  let longest = 0
  for (let i = 0; i < 24; i++) {
    const angle = (i * Math.PI) / 24
    const t = add(scale(u, Math.cos(angle)), scale(v, Math.sin(angle)))
    const reach = reachInBlood(heart, centre, t) + reachInBlood(heart, centre, scale(t, -1))
    if (reach > longest) [axis, longest] = [t, reach]
  }
  return { centre, axis, radius: sectionRadius(heart, centre, axis) }
}

function firstBlood(heart: Heart, rest: Vec3, outward: Vec3): [Vec3, Vec3] | null {
  const inward = normalize(scale(outward, -1))
  for (let s = 0; s < deepest; s += step) {
    const p = add(rest, scale(inward, s))
    if (sampleField(heart.frame, heart.lumen, p) < 0) return [p, inward]
  }
  return null
}

function sectionRadius(heart: Heart, centre: Vec3, axis: Vec3): number {
  const [u, v] = tangents(axis)
  let radius = 0
  for (let i = 0; i < 16; i++) {
    const angle = (i * Math.PI) / 8
    const t = add(scale(u, Math.cos(angle)), scale(v, Math.sin(angle)))
    radius = Math.max(radius, reachInBlood(heart, centre, t))
  }
  return radius
}

/** Where the ray meets the plane through `place` across `normal`; the ray's nearest approach where it runs along it. */
export function onPlane(origin: Vec3, direction: Vec3, place: Vec3, normal: Vec3): Vec3 {
  const along = dot(direction, normal)
  const t =
    Math.abs(along) > 1e-4
      ? dot(subtract(place, origin), normal) / along
      : dot(subtract(place, origin), direction)
  return add(origin, scale(direction, Math.max(t, 0)))
}
