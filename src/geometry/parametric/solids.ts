import { add, normalize, scale, subtract, type Vec3 } from '../../core/vec3'

/** A shape as its signed distance (negative inside) and the box outside of which it need not be asked. Millimetres. */
export interface Solid {
  readonly distance: (x: number, y: number, z: number) => number
  readonly low: Vec3
  readonly high: Vec3
}

const boxOf = (points: readonly (readonly [Vec3, number])[]): Pick<Solid, 'low' | 'high'> => ({
  low: [0, 1, 2].map((a) => Math.min(...points.map(([p, r]) => (p[a] as number) - r))) as unknown as Vec3,
  high: [0, 1, 2].map((a) => Math.max(...points.map(([p, r]) => (p[a] as number) + r))) as unknown as Vec3,
})

/** A ball that grows from `ra` at `a` to `rb` at `b` and is swept between them. */
export function roundCone(a: Vec3, ra: number, b: Vec3, rb: number): Solid {
  const [ax, ay, az] = a
  const [dx, dy, dz] = subtract(b, a)
  const inverse = 1 / Math.max(dx * dx + dy * dy + dz * dz, 1e-12)
  const distance = (x: number, y: number, z: number) => {
    const px = x - ax
    const py = y - ay
    const pz = z - az
    const t = Math.min(Math.max((px * dx + py * dy + pz * dz) * inverse, 0), 1)
    const ex = px - t * dx
    const ey = py - t * dy
    const ez = pz - t * dz
    return Math.sqrt(ex * ex + ey * ey + ez * ez) - ra - t * (rb - ra)
  }
  return {
    distance,
    ...boxOf([
      [a, ra],
      [b, rb],
    ]),
  }
}

export const ball = (centre: Vec3, radius: number): Solid => roundCone(centre, radius, centre, radius)

/**
 * Ellipsoid with semi-axes `radii` along the orthonormal `axes`. The distance is the usual k₀(k₀ - 1)/k₁ estimate:
 * exact to first order at the surface, which is all that re-distancing needs.
 */
export function ellipsoid(centre: Vec3, radii: Vec3, axes: readonly [Vec3, Vec3, Vec3]): Solid {
  const [cx, cy, cz] = centre
  const [u, v, w] = axes
  const [a, b, c] = radii
  const smallest = Math.min(a, b, c)
  const distance = (x: number, y: number, z: number) => {
    const px = x - cx
    const py = y - cy
    const pz = z - cz
    const s = (px * u[0] + py * u[1] + pz * u[2]) / a
    const t = (px * v[0] + py * v[1] + pz * v[2]) / b
    const q = (px * w[0] + py * w[1] + pz * w[2]) / c
    const k0 = Math.sqrt(s * s + t * t + q * q)
    const k1 = Math.sqrt((s * s) / (a * a) + (t * t) / (b * b) + (q * q) / (c * c))
    return k1 > 1e-9 ? (k0 * (k0 - 1)) / k1 : -smallest
  }
  return { distance, ...boxOf([[centre, Math.max(a, b, c)]]) }
}

/** Cylinder of `radius` from `start` to `start + height · axis`, flat ends. */
export function cylinder(start: Vec3, axis: Vec3, height: number, radius: number): Solid {
  const n = normalize(axis)
  const middle = add(start, scale(n, height / 2))
  const distance = (x: number, y: number, z: number) => {
    const px = x - middle[0]
    const py = y - middle[1]
    const pz = z - middle[2]
    const h = px * n[0] + py * n[1] + pz * n[2]
    const across = Math.sqrt(Math.max(px * px + py * py + pz * pz - h * h, 0)) - radius
    const along = Math.abs(h) - height / 2
    const outside = Math.hypot(Math.max(across, 0), Math.max(along, 0))
    return Math.min(Math.max(across, along), 0) + outside
  }
  return { distance, ...boxOf([[middle, Math.hypot(radius, height / 2)]]) }
}

/** A ring of round section: `radius` from its axis to the middle of the section, `thick` from there to its surface. */
export function ring(centre: Vec3, axis: Vec3, radius: number, thick: number): Solid {
  const n = normalize(axis)
  const distance = (x: number, y: number, z: number) => {
    const px = x - centre[0]
    const py = y - centre[1]
    const pz = z - centre[2]
    const h = px * n[0] + py * n[1] + pz * n[2]
    const across = Math.sqrt(Math.max(px * px + py * py + pz * pz - h * h, 0)) - radius
    return Math.sqrt(across * across + h * h) - thick
  }
  return { distance, ...boxOf([[centre, radius + thick]]) }
}

/** The part of a solid on the side of a plane towards `normal`. */
export function beyond(solid: Solid, point: Vec3, normal: Vec3): Solid {
  const [nx, ny, nz] = normalize(normal)
  const offset = point[0] * nx + point[1] * ny + point[2] * nz
  return {
    ...solid,
    distance: (x, y, z) => Math.max(solid.distance(x, y, z), offset - x * nx - y * ny - z * nz),
  }
}

/** A solid grown by a length all round. */
export function inflated(solid: Solid, by: number): Solid {
  return {
    distance: (x, y, z) => solid.distance(x, y, z) - by,
    low: [solid.low[0] - by, solid.low[1] - by, solid.low[2] - by],
    high: [solid.high[0] + by, solid.high[1] + by, solid.high[2] + by],
  }
}

/** A point on a vessel's centre line and the radius of its lumen there. */
export type Station = readonly [at: Vec3, radius: number]

/** Catmull–Rom through the stations, `perSpan` pieces a span. */
function smoothPath(stations: readonly Station[], perSpan = 6): Station[] {
  const at = (i: number) => stations[Math.min(Math.max(i, 0), stations.length - 1)] as Station
  const blend = (p: number, q: number, r: number, s: number, t: number) =>
    0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t * t * t)
  const path: Station[] = []
  for (let i = 0; i < stations.length - 1; i++) {
    const [p, q, r, s] = [at(i - 1), at(i), at(i + 1), at(i + 2)]
    for (let n = 0; n < perSpan; n++) {
      const t = n / perSpan
      const point = [0, 1, 2].map((a) =>
        blend(p[0][a] as number, q[0][a] as number, r[0][a] as number, s[0][a] as number, t),
      )
      path.push([point as unknown as Vec3, q[1] + (r[1] - q[1]) * t * t * (3 - 2 * t)])
    }
  }
  path.push(at(stations.length - 1))
  return path
}

/** The solids of a tube along a smooth path through the stations. */
export function tube(stations: readonly Station[], perSpan = 6): Solid[] {
  const path = smoothPath(stations, perSpan)
  return path.slice(1).map((end, i) => {
    const start = path[i] as Station
    return roundCone(start[0], start[1], end[0], end[1])
  })
}

/** A tube that runs on past its last station far enough to be cut open there. */
export function openTube(stations: readonly Station[], perSpan = 5): Solid[] {
  const { centre, normal, radius } = endOf(stations)
  return tube([...stations, [add(centre, scale(normal, 2)), radius]], perSpan)
}

/** Disc at the last station, facing outward. */
export function endOf(stations: readonly Station[]): { centre: Vec3; normal: Vec3; radius: number } {
  const [before, last] = stations.slice(-2) as [Station, Station]
  return { centre: last[0], normal: normalize(subtract(last[0], before[0])), radius: last[1] }
}

/** Polynomial smooth minimum: a fillet of about `k` where two shapes meet; never above `min(a, b)`. */
export function smoothMin(a: number, b: number, k: number): number {
  const h = k - Math.abs(a - b)
  const low = Math.min(a, b)
  return h > 0 ? low - (h * h) / (4 * k) : low
}

export const smoothMax = (a: number, b: number, k: number): number => -smoothMin(-a, -b, k)
