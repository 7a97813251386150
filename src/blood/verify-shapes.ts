import type { LatticeFrame } from '../core/lattice'
import { normalize, type Vec3 } from '../core/vec3'
import type { BloodDomain } from '../geometry/blood-domain'
import { domainFromDistance } from '../geometry/domain-from-distance'
import { openPort } from '../geometry/domain-from-distance-ports'

interface End {
  readonly id: string
  readonly centre: Vec3
  readonly normal: Vec3
  readonly radius: number
}

/** A vessel open at the given ends, from the distance to its (endless) wall. */
function vessel(frame: LatticeFrame, wall: (p: Vec3) => number, ends: readonly End[]): BloodDomain {
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

/**
 * A square duct along z with a plate of no thickness across it, pierced by a round hole (radius 0: closed).
 * The plate lies between two layers of cells; `hole` cells across the hole, `width` hole diameters across the duct.
 */
export function orificeDuct(diameter: number, hole: number, width: number, before: number, after: number) {
  const spacing = diameter / hole
  const across = Math.round(width * hole)
  const [n1, n2] = [Math.round(before * hole), Math.round(after * hole)]
  const frame: LatticeFrame = {
    size: [across + 4, across + 4, n1 + n2 + 8],
    spacing,
    origin: [(-(across + 3) / 2) * spacing, (-(across + 3) / 2) * spacing, (-(n1 + 4) + 0.5) * spacing],
  }
  const half = (across / 2) * spacing
  const wall = (p: Vec3) => Math.max(Math.abs(p[0]), Math.abs(p[1])) - half
  const end = (id: string, z: number, sign: number): End => ({
    id,
    centre: [0, 0, z],
    normal: [0, 0, sign],
    radius: half * Math.SQRT2,
  })
  const domain = vessel(frame, wall, [end('in', -n1 * spacing, -1), end('out', n2 * spacing, 1)])
  pierce(domain, 0, diameter / 2)
  return { domain, spacing, half }
}

/** Puts a plate at height z (on a layer of faces) into a domain, open within a radius of the z axis. */
export function pierce(domain: BloodDomain, z: number, radius: number): void {
  const { frame } = domain
  const [nx, ny] = frame.size
  const k = Math.round((z - frame.origin[2]) / frame.spacing - 0.5)
  const plate = domainFromDistance(
    { ...frame, size: [nx, ny, 2], origin: [frame.origin[0], frame.origin[1], 0] },
    (p) => Math.hypot(p[0], p[1]) - radius,
    () => 1,
  )
  for (let c = 0; c < nx * ny; c++) {
    const cell = c + nx * ny * k
    const share = radius > 0 ? (plate.open[2][c] as number) : 0
    domain.open[2][cell] = (domain.open[2][cell] as number) * share
    if (share < 0.5) domain.crossed[2][cell] = 1
  }
}

/** A straight square duct along z whose walls lie on faces of the lattice. */
export function squareDuct(side: number, length: number, spacing: number): BloodDomain {
  const across = Math.round(side / spacing)
  const along = Math.round(length / spacing)
  const middle = (n: number) => (-(n - 1) / 2) * spacing
  const frame: LatticeFrame = {
    size: [across + 4, across + 4, along + 8],
    spacing,
    origin: [middle(across + 4), middle(across + 4), middle(along + 8)],
  }
  const wall = (p: Vec3) => Math.max(Math.abs(p[0]), Math.abs(p[1])) - side / 2
  const reach = (along / 2) * spacing
  const end = (id: string, sign: number): End => ({
    id,
    centre: [0, 0, sign * reach],
    normal: [0, 0, sign],
    radius: side / Math.SQRT2,
  })
  return vessel(frame, wall, [end('in', -1), end('out', 1)])
}
