import type { Vec3 } from '../core/vec3'

/**
 * A body-centred cubic lattice: A sites on the corners of cubes of edge `edge`, B sites in their centres. Each pair of
 * B sites that face each other through a cube's face makes four tetrahedra with the face's four edges, so that every
 * tetrahedron has two links of length a (A–A, B–B) and four of √3/2 a (A–B), and fills a³/12.
 */
export interface BccLattice {
  /** Edge of a cube, metres. */
  readonly edge: number
  /** Position of A site (0, 0, 0), metres. */
  readonly origin: Vec3
  /** Cubes along x, y, z. */
  readonly cubes: readonly [number, number, number]
}

/** Corners of a tetrahedron that its six links join, in the order of the bits of a cut mask. */
export const tetLinks: readonly (readonly [number, number])[] = [
  [0, 1],
  [0, 2],
  [0, 3],
  [1, 2],
  [1, 3],
  [2, 3],
]

/** The four edges of a face, as steps along its two in-plane axes, counter-clockwise about its normal. */
const faceCorners: readonly (readonly [number, number])[] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
]

const aSiteCount = (l: BccLattice): number => (l.cubes[0] + 1) * (l.cubes[1] + 1) * (l.cubes[2] + 1)
export const siteCount = (l: BccLattice): number => aSiteCount(l) + l.cubes[0] * l.cubes[1] * l.cubes[2]
/** Room for every tetrahedron code: 12 a cube. */
export const tetCodeCount = (l: BccLattice): number => l.cubes[0] * l.cubes[1] * l.cubes[2] * 12

const aSite = (l: BccLattice, i: number, j: number, k: number): number =>
  i + (l.cubes[0] + 1) * (j + (l.cubes[1] + 1) * k)
const bSite = (l: BccLattice, i: number, j: number, k: number): number =>
  aSiteCount(l) + i + l.cubes[0] * (j + l.cubes[1] * k)

/** Place of a site in half edges from the origin: even numbers on A, odd on B. */
export function siteHalfSteps(l: BccLattice, site: number): [number, number, number] {
  const a = aSiteCount(l)
  const odd = site >= a ? 1 : 0
  const n = odd ? site - a : site
  const sx = l.cubes[0] + 1 - odd
  const sy = l.cubes[1] + 1 - odd
  const i = n % sx
  const j = Math.floor(n / sx) % sy
  return [2 * i + odd, 2 * j + odd, 2 * Math.floor(n / (sx * sy)) + odd]
}

/** One of four colours; no link joins two sites of one colour (parity on each of the two sublattices). */
export function siteColour(l: BccLattice, site: number): number {
  const [x, y, z] = siteHalfSteps(l, site)
  return (x & 1) * 2 + (((x >> 1) + (y >> 1) + (z >> 1)) & 1)
}

/** Code of the tetrahedron on edge `q` (0–3) of the face below cube (i, j, k) along `axis`. */
export const tetCode = (l: BccLattice, i: number, j: number, k: number, axis: number, q: number): number =>
  ((i + l.cubes[0] * (j + l.cubes[1] * k)) * 3 + axis) * 4 + q

/** The twelve congruent shapes differ only in how they lie: axis · 4 + q. */
export const tetShape = (code: number): number => code % 12

/** Sites of a tetrahedron, positively oriented: B below, B above, two A. */
export function tetSites(l: BccLattice, code: number): [number, number, number, number] {
  const cube = Math.floor(code / 12)
  const axis = Math.floor((code % 12) / 4)
  const q = code % 4
  const c = [
    cube % l.cubes[0],
    Math.floor(cube / l.cubes[0]) % l.cubes[1],
    Math.floor(cube / (l.cubes[0] * l.cubes[1])),
  ] as [number, number, number]
  const low = [...c] as [number, number, number]
  low[axis]! -= 1
  const corner = (n: number): number => {
    const s = faceCorners[n % 4]!
    const p = [...c] as [number, number, number]
    p[(axis + 1) % 3]! += s[0]
    p[(axis + 2) % 3]! += s[1]
    return aSite(l, p[0], p[1], p[2])
  }
  return [bSite(l, low[0], low[1], low[2]), bSite(l, c[0], c[1], c[2]), corner(q), corner(q + 1)]
}

/** Rest places of a shape's corners in half edges, relative to its cube's low corner: 12 shapes × 4 corners × xyz. */
export function shapeCorners(): Float64Array {
  const out = new Float64Array(12 * 4 * 3)
  for (let shape = 0; shape < 12; shape++) {
    const axis = Math.floor(shape / 4)
    for (let c = 0; c < 4; c++) {
      const p = [1, 1, 1]
      if (c === 0) p[axis] = -1
      if (c > 1) {
        const s = faceCorners[((shape % 4) + c - 2) % 4]!
        p[axis] = 0
        p[(axis + 1) % 3] = 2 * s[0]
        p[(axis + 2) % 3] = 2 * s[1]
      }
      out.set(p, (shape * 4 + c) * 3)
    }
  }
  return out
}

/** Gradients of the four hat functions of each shape for edge a, 1/m: 12 × 4 × xyz. g_i = -(opposite face) / 3V. */
export function shapeGradients(edge: number): Float64Array {
  const corners = shapeCorners()
  const out = new Float64Array(144)
  const at = (shape: number, c: number): Vec3 => {
    const o = (shape * 4 + c) * 3
    const h = edge / 2
    return [corners[o]! * h, corners[o + 1]! * h, corners[o + 2]! * h]
  }
  for (let shape = 0; shape < 12; shape++)
    for (let c = 0; c < 4; c++)
      out.set(
        hatGradient(at(shape, c), [1, 2, 3].map((n) => at(shape, (c + n) % 4)) as [Vec3, Vec3, Vec3]),
        (shape * 4 + c) * 3,
      )
  return out
}

/** Gradient of the linear function that is 1 at `apex` and 0 on the triangle. */
function hatGradient(apex: Vec3, [p, q, r]: readonly [Vec3, Vec3, Vec3]): Vec3 {
  const [ux, uy, uz] = [q[0] - p[0], q[1] - p[1], q[2] - p[2]]
  const [vx, vy, vz] = [r[0] - p[0], r[1] - p[1], r[2] - p[2]]
  const n = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx] as const
  const height = n[0] * (apex[0] - p[0]) + n[1] * (apex[1] - p[1]) + n[2] * (apex[2] - p[2])
  return [n[0] / height, n[1] / height, n[2] / height]
}

/**
 * Code of the tetrahedron that contains a point, or -1 outside of the lattice. The point's cube is six pyramids (the
 * axis of largest offset from the centre), each pyramid's half tetrahedra meet at the face's diagonals.
 */
export function locateTet(l: BccLattice, x: number, y: number, z: number): number {
  const p = [(x - l.origin[0]) / l.edge, (y - l.origin[1]) / l.edge, (z - l.origin[2]) / l.edge]
  const c = p.map(Math.floor) as [number, number, number]
  const u = p.map((v, n) => v - c[n]! - 0.5)
  const size = u.map(Math.abs)
  const axis = size[0]! >= size[1]! ? (size[0]! >= size[2]! ? 0 : 2) : size[1]! >= size[2]! ? 1 : 2
  if (u[axis]! > 0) c[axis]! += 1
  const e = u[(axis + 1) % 3]!
  const f = u[(axis + 2) % 3]!
  const q = Math.abs(e) >= Math.abs(f) ? (e > 0 ? 1 : 3) : f > 0 ? 2 : 0
  for (let n = 0; n < 3; n++) if (c[n]! < (n === axis ? 1 : 0) || c[n]! >= l.cubes[n]!) return -1
  return tetCode(l, c[0], c[1], c[2], axis, q)
}
