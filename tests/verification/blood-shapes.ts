import type { LatticeFrame } from '../../src/core/lattice'
import { normalize, type Vec3 } from '../../src/core/vec3'
import type { BloodDomain } from '../../src/geometry/blood-domain'
import { domainFromDistance } from '../../src/geometry/domain-from-distance'
import { openPort } from '../../src/geometry/domain-from-distance-ports'

interface End {
  readonly id: string
  readonly centre: Vec3
  readonly normal: Vec3
  readonly radius: number
}

/** A vessel open at the given ends, from the distance to its (endless) wall. */
export function vessel(frame: LatticeFrame, wall: (p: Vec3) => number, ends: readonly End[]): BloodDomain {
  const pieces = domainFromDistance(frame, wall, () => 1)
  const ports = ends.map((end) =>
    openPort(pieces, {
      ...end,
      name: end.id,
      structure: 1,
      part: 'vessel',
      area: Math.PI * end.radius ** 2,
    }),
  )
  return { ...pieces, gates: [], ports, sheets: [], leaks: [], warnings: [] }
}

/** A straight round pipe along `axis` through the middle of its lattice. */
export function pipe(radius: number, length: number, spacing: number, axis: Vec3): BloodDomain {
  const n = normalize(axis)
  const reach = n.map((v) => Math.abs(v) * length + 2 * radius * Math.sqrt(1 - v * v) + 10 * spacing)
  const size = reach.map((r) => Math.ceil(r / spacing)) as [number, number, number]
  const origin = size.map((s, a) => -((s - 1) / 2 + 0.13 * (a + 1)) * spacing) as unknown as Vec3
  const wall = (p: Vec3) => {
    const s = p[0] * n[0] + p[1] * n[1] + p[2] * n[2]
    return Math.hypot(p[0] - s * n[0], p[1] - s * n[1], p[2] - s * n[2]) - radius
  }
  const end = (sign: number, id: string): End => ({
    id,
    centre: n.map((v) => (sign * v * length) / 2) as unknown as Vec3,
    normal: n.map((v) => sign * v) as unknown as Vec3,
    radius,
  })
  return vessel({ size, spacing, origin }, wall, [end(-1, 'in'), end(1, 'out')])
}
