import { add, distance, dot, normalize, scale, tangents, type Vec3 } from '../core/vec3'

type Distance = (p: Vec3) => number

/** A plane section of a lumen, seen from a point inside it. */
export interface Section {
  readonly centre: Vec3
  readonly normal: Vec3
  /** m². */
  readonly area: number
  readonly greatestRadius: number
  /** Metres; the length of the section's rim. */
  readonly perimeter: number
}

/** Unit vectors spread evenly over the sphere (Fibonacci lattice). */
export function sphereDirections(count: number): Vec3[] {
  const golden = Math.PI * (3 - Math.sqrt(5))
  return Array.from({ length: count }, (_, n) => {
    const z = 1 - (2 * n + 1) / count
    const r = Math.sqrt(1 - z * z)
    return [r * Math.cos(golden * n), r * Math.sin(golden * n), z]
  })
}

const rayCount = 32

/**
 * Section of the blood round `centre` in the plane of `normal`, by rays to the wall: area = ½ Σ r² Δθ. Right for a
 * section that is star-shaped from its centre; null where the centre is not blood or a ray finds no wall in `limit`.
 */
export function planeSection(
  lumen: Distance,
  centre: Vec3,
  normal: Vec3,
  limit: number,
  step: number,
): Section | null {
  if (lumen(centre) >= 0) return null
  const [u, v] = tangents(normal)
  const radii: number[] = []
  let mean: Vec3 = [0, 0, 0]
  let area = 0
  for (let n = 0; n < rayCount; n++) {
    const angle = (2 * Math.PI * n) / rayCount
    const ray = add(scale(u, Math.cos(angle)), scale(v, Math.sin(angle)))
    const r = wallAlongRay(lumen, centre, ray, limit, step)
    if (r === null) return null
    radii.push(r)
    area += (r * r * Math.PI) / rayCount
    mean = add(mean, scale(ray, (r ** 3 * 2 * Math.PI) / (3 * rayCount)))
  }
  return {
    centre: add(centre, scale(mean, 1 / Math.max(area, 1e-12))),
    normal,
    area,
    greatestRadius: Math.max(...radii),
    perimeter: rimLength(radii),
  }
}

function rimLength(radii: readonly number[]): number {
  const turn = (2 * Math.PI) / radii.length
  let sum = 0
  radii.forEach((r, n) => {
    const next = radii[(n + 1) % radii.length] as number
    sum += Math.sqrt(r * r + next * next - 2 * r * next * Math.cos(turn))
  })
  // A polygon of n sides inside a circle is short by this factor.
  return (sum * turn) / 2 / Math.sin(turn / 2)
}

/** Distance along a ray to the wall; the distance field never oversteps, the last step is a secant. */
function wallAlongRay(lumen: Distance, from: Vec3, ray: Vec3, limit: number, step: number): number | null {
  let s = 0
  let d = lumen(from)
  while (s < limit) {
    const stride = Math.max(-d, step)
    const next = s + stride
    const value = lumen([from[0] + ray[0] * next, from[1] + ray[1] * next, from[2] + ray[2] * next])
    if (value >= 0) return s + (stride * -d) / (value - d)
    s = next
    d = value
  }
  return null
}

/**
 * The narrowest plane section through a lumen near a point: over all directions, then refined; with `given`, only its
 * centre is found. Used to find a vessel's axis and the narrowest plane of a hole.
 */
export function sectionAcross(
  lumen: Distance,
  inside: Vec3,
  given: Vec3 | null,
  spacing: number,
  limit = 0.03,
): Section | null {
  const step = spacing / 4
  const at = (c: Vec3, n: Vec3) => planeSection(lumen, c, n, limit, step)
  let best: Section | null = null
  for (const n of given ? [given] : sphereDirections(96)) {
    if (!given && n[2] < 0) continue
    const s = at(inside, n)
    if (s && (!best || s.area < best.area)) best = s
  }
  if (!best) return null
  best = at(best.centre, best.normal) ?? best
  return given ? best : refineSection(lumen, best, spacing, limit)
}

/** Tilts and shifts a plane until its section is smallest (a pattern search, halved four times). */
export function refineSection(lumen: Distance, start: Section, spacing: number, limit: number): Section {
  const at = (c: Vec3, n: Vec3) => planeSection(lumen, c, n, limit, spacing / 4)
  let best = start
  let tilt = 0.2
  let shift = spacing
  for (let round = 0; round < 5; round++) {
    for (let again = 0, better = true; better && again < 8; again++) {
      better = false
      const [u, v] = tangents(best.normal)
      const tries: [Vec3, Vec3][] = [
        [best.centre, normalize(add(best.normal, scale(u, tilt)))],
        [best.centre, normalize(add(best.normal, scale(u, -tilt)))],
        [best.centre, normalize(add(best.normal, scale(v, tilt)))],
        [best.centre, normalize(add(best.normal, scale(v, -tilt)))],
        [add(best.centre, scale(best.normal, shift)), best.normal],
        [add(best.centre, scale(best.normal, -shift)), best.normal],
      ]
      for (const [c, n] of tries) {
        if (distance(c, start.centre) > limit) continue
        const s = at(c, n)
        if (!s || s.area >= best.area * 0.9999) continue
        best = s
        better = true
      }
    }
    tilt /= 2
    shift /= 2
  }
  return best
}

/** Turns a vector that is nearly along an axis so that it points the same way as `along`. */
export const alike = (n: Vec3, along: Vec3): Vec3 => (dot(n, along) < 0 ? scale(n, -1) : n)
