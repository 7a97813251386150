import type { LatticeFrame } from '../../core/lattice'
import { add, length, normalize, scale, tangents, type Vec3 } from '../../core/vec3'
import type { BloodDomain } from '../../geometry/blood-domain'
import { domainFromDistance } from '../../geometry/domain-from-distance'
import { openPort } from '../../geometry/domain-from-distance-ports'
import { sheetCover } from '../../geometry/sheet-cover'

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

/** What a vessel of revolution about an axis through zero is made of; `s` along the axis, `r` from it, metres. */
interface Turned {
  readonly axis: Vec3
  readonly spacing: number
  /** Where the ends lie along the axis, and the radius there. */
  readonly from: number
  readonly to: number
  readonly radius: number
  /** Distance to the wall, negative in blood. */
  wall(s: number, r: number): number
}

/** Length along a (unit) axis and distance from it. */
function aboutAxis(axis: Vec3, p: Vec3): [s: number, r: number] {
  const s = p[0] * axis[0] + p[1] * axis[1] + p[2] * axis[2]
  return [s, Math.hypot(p[0] - s * axis[0], p[1] - s * axis[1], p[2] - s * axis[2])]
}

/** Distance to a ring with square edges, negative inside: `out` beyond its flat faces, `inward` from its bore. */
export const ring = (out: number, inward: number): number =>
  Math.min(Math.max(out, inward), 0) + Math.hypot(Math.max(out, 0), Math.max(inward, 0))

/** A vessel of revolution between two ports, `in` and `out`, at any angle to its lattice. */
export function turned({ axis, spacing, from, to, radius, wall }: Turned): BloodDomain {
  const n = normalize(axis)
  const reach = n.map(
    (v) => (Math.abs(v) * (to - from)) / 2 + radius * Math.sqrt(Math.max(0, 1 - v * v)) + 5 * spacing,
  )
  const size = reach.map((r) => Math.ceil((2 * r) / spacing)) as [number, number, number]
  // Zero lies on a corner of the lattice, so that a plate across an axis of the lattice lies on faces.
  const origin = size.map((count, a) => {
    const least = ((n[a] as number) * (from + to)) / 2 - ((count - 1) / 2) * spacing
    return (Math.round(least / spacing - 0.5) + 0.5) * spacing
  }) as unknown as Vec3
  const end = (sign: number, id: string, at: number): End => ({
    id,
    centre: scale(n, at),
    normal: scale(n, sign),
    radius,
  })
  return vessel({ size, spacing, origin }, (p) => wall(...aboutAxis(n, p)), [
    end(-1, 'in', from),
    end(1, 'out', to),
  ])
}

/**
 * A round duct 2.8 hole diameters wide with a plate across it, pierced by a sharp-edged round hole.
 * @param thickness of the plate, in diameters; 0: a sheet, which closes the links that it crosses
 * @param axis of the duct, at any angle to the lattice
 */
export function pierced(diameter: number, cells: number, thickness: number, axis: Vec3): BloodDomain {
  const spacing = diameter / cells
  const [hole, wide] = [diameter / 2, 1.4 * diameter]
  const half = (thickness * diameter) / 2
  const wall = (s: number, r: number) => {
    if (half === 0) return r - wide
    return Math.max(r - wide, -ring(Math.abs(s) - half, hole - r))
  }
  const domain = turned({ axis, spacing, from: -1.3 * diameter, to: 2.4 * diameter, radius: wide, wall })
  if (half === 0) closeRing(domain, normalize(axis), hole, wide + 3 * spacing)
  return domain
}

/** Closes the faces that a flat ring across an axis through zero covers. */
function closeRing(domain: BloodDomain, axis: Vec3, inner: number, outer: number): void {
  const [u, v] = tangents(axis)
  const count = 96
  const positions = Array.from({ length: count }, (_, k) => {
    const turn = (2 * Math.PI * (k + 0.123)) / count
    const out = add(scale(u, Math.cos(turn)), scale(v, Math.sin(turn)))
    return [...scale(out, inner), ...scale(out, outer)]
  }).flat()
  const triangles = Array.from({ length: count }, (_, k) => {
    const [a, b] = [2 * k, 2 * ((k + 1) % count)]
    return [a, a + 1, b, b, a + 1, b + 1]
  }).flat()
  const freeAt = (p: Vec3) => length(p) < (inner + outer) / 2
  for (const [key, { share, crossed }] of sheetCover(domain.frame, { positions, triangles, freeAt })) {
    const open = domain.open[key % 3] as Float32Array
    const cell = Math.floor(key / 3)
    open[cell] = (open[cell] as number) * (1 - share)
    if (crossed) (domain.crossed[key % 3] as Uint8Array)[cell] = 1
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
