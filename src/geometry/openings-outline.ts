import { sampleField } from '../core/lattice'
import { add, scale, tangents, type Vec3 } from '../core/vec3'
import type { BloodDomain, Opening } from './blood-domain'

const pointCount = 24

/**
 * An outline round an opening, a little wider than the hole, for a patch that closes it: in the opening's plane the
 * hole's rim is found by rays, and moved outward into the wall by `margin`. Where a ray finds no wall within three
 * radii, the radius of the circle of equal area stands in.
 * @param margin how far the outline lies outside of the rim, metres
 * @returns points in metres, turning right-handed round the opening's normal
 */
export function rimOfHole(domain: BloodDomain, opening: Opening, margin = 2e-3): Vec3[] {
  const { frame, phi } = domain
  const [u, v] = tangents(opening.normal)
  const radius = opening.effectiveDiameter / 2
  return Array.from({ length: pointCount }, (_, n) => {
    const angle = (2 * Math.PI * n) / pointCount
    const ray = add(scale(u, Math.cos(angle)), scale(v, Math.sin(angle)))
    const at = (s: number): Vec3 => add(opening.centre, scale(ray, s))
    let s = 0
    while (s < 3 * radius + frame.spacing && sampleField(frame, phi, at(s)) < 0) s += frame.spacing / 8
    return at((s < 3 * radius + frame.spacing ? s : radius) + margin)
  })
}
