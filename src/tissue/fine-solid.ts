import type { LatticeFrame } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import type { FineSurface } from './embed'
import { nudge } from './topology'

/**
 * The tetrahedra round one sample of the heart's grid that lies in tissue. Local numbers: 0–7 the corners of the cube
 * round it (bit d: on the high side along axis d), 8 the sample.
 */
export interface FineCell {
  /** Names of the nine places; -1: not in the lattice. */
  readonly sites: readonly number[]
  /** Where they are, moved aside by `nudge`, metres, xyz. */
  readonly places: readonly number[]
  /** Local corners of the tetrahedra's outer faces, seen from outside counter-clockwise. The sample is their fourth. */
  readonly faces: readonly number[]
  /** Local ends of all edges, in pairs. */
  readonly edges: readonly number[]
}

/**
 * The tissue as tetrahedra whose outer faces are the triangles of the fine surface: round every sample of the heart's
 * grid inside of tissue the cube between the eight cells' vertices, two tetrahedra for each of its six sides. A cell
 * that the surface crosses has its vertex there, one within tissue in its centre. Neighbours share their faces, so that
 * whatever splits each face and edge in one way keeps all of it together.
 */
export class FineSolid {
  /** Names of sites are smaller: the fine surface's vertices first. */
  readonly siteCount: number
  private readonly cells = new Map<number, FineCell>()
  private readonly sides = new Map<number, Sides>()

  /** @param distance the tissue's distance field, of which `fine` is the zero surface */
  constructor(
    readonly frame: LatticeFrame,
    private readonly distance: Float32Array,
    private readonly fine: FineSurface,
  ) {
    const [nx, ny, nz] = frame.size
    this.siteCount = fine.tet.length + 2 * nx * ny * nz
  }

  place(site: number): Vec3 {
    const { positions, tet } = this.fine
    if (site < tet.length) return [positions[3 * site]!, positions[3 * site + 1]!, positions[3 * site + 2]!]
    const { size, spacing, origin } = this.frame
    const n = (site - tet.length) >> 1
    const half = (site - tet.length) & 1 ? 0.5 : 0
    return [
      origin[0] + ((n % size[0]) + half) * spacing,
      origin[1] + ((Math.floor(n / size[0]) % size[1]) + half) * spacing,
      origin[2] + (Math.floor(n / (size[0] * size[1])) + half) * spacing,
    ]
  }

  /** The tetrahedra round a sample inside of tissue, not on the grid's rim. */
  cell(sample: number): FineCell {
    const found = this.cells.get(sample) ?? this.make(sample)
    this.cells.set(sample, found)
    return found
  }

  private make(sample: number): FineCell {
    const [nx, ny] = this.frame.size
    const sites: number[] = []
    for (let c = 0; c < 8; c++)
      sites.push(this.corner(sample - (c & 1 ? 0 : 1) - (c & 2 ? 0 : nx) - (c & 4 ? 0 : nx * ny)))
    sites.push(this.fine.tet.length + 2 * sample)
    const places: number[] = []
    for (const site of sites) places.push(...(site < 0 ? lost : this.place(site)))
    const straight = this.straightSides(sample, places)
    for (let n = 0; n < 27; n++) places[n]! += nudge[n % 3]!
    return { sites, places, ...this.sidesOf(straight, sites) }
  }

  /** The site of a cell: its vertex on the surface, or its centre where all of it is tissue. */
  private corner(cell: number): number {
    const [nx, ny] = this.frame.size
    for (let c = 0; c < 8; c++)
      if (this.distance[cell + (c & 1) + (c & 2 ? nx : 0) + (c & 4 ? nx * ny : 0)]! >= 0)
        return find(this.fine.cells, cell)
    return this.fine.tet.length + 2 * cell + 1
  }

  /** Which of the cube's sides are split by their first diagonal, a bit each: as `surfaceNets` splits its quads. */
  private straightSides(sample: number, p: readonly number[]): number {
    const [nx, ny] = this.frame.size
    let bits = 0
    for (let side = 0; side < 6; side++) {
      const [o, e, f] = sideCorners(side)
      const below = sample - [1, nx, nx * ny][side >> 1]!
      // From a low sample outside the surface sees the quad turned round, and ties between diagonals the other way.
      const outer = !(side & 1) && this.distance[below]! >= 0
      const straight = outer
        ? square(p, o + f, o + e) > square(p, o + e + f, o)
        : square(p, o, o + e + f) <= square(p, o + e, o + f)
      if (straight) bits |= 1 << side
    }
    return bits
  }

  private sidesOf(straight: number, sites: readonly number[]): Sides {
    let key = straight
    sites.forEach((site, n) => {
      if (site < 0) key |= 64 << n
    })
    const found = this.sides.get(key) ?? makeSides(straight, sites)
    this.sides.set(key, found)
    return found
  }
}

type Sides = Pick<FineCell, 'faces' | 'edges'>

const lost: Vec3 = [0, 0, 0]

/** The corner of a cube's side that is low along its two axes, and the steps along these; bit 0: the high side. */
function sideCorners(side: number): Vec3 {
  const axis = side >> 1
  return [side & 1 ? 1 << axis : 0, 1 << ((axis + 1) % 3), 1 << ((axis + 2) % 3)]
}

/** Two triangles for each side of the cube, without corners that are not in the lattice. */
function makeSides(straight: number, sites: readonly number[]): Sides {
  const faces: number[] = []
  const push = (a: number, b: number, c: number): void => {
    if (sites[a]! >= 0 && sites[b]! >= 0 && sites[c]! >= 0) faces.push(a, b, c)
  }
  for (let side = 0; side < 6; side++) {
    const [o, e, f] = sideCorners(side)
    const [b, d] = side & 1 ? [o + e, o + f] : [o + f, o + e]
    const c = o + e + f
    if (straight & (1 << side)) {
      push(o, b, c)
      push(o, c, d)
    } else {
      push(o, b, d)
      push(b, c, d)
    }
  }
  return { faces, edges: edgesOf(faces) }
}

const fineSolids = new WeakMap<FineSurface, FineSolid>()

/** The solid within a fine surface, the same for all that is cut of it. */
export function fineSolid(frame: LatticeFrame, distance: Float32Array, fine: FineSurface): FineSolid {
  const solid = fineSolids.get(fine) ?? new FineSolid(frame, distance, fine)
  fineSolids.set(fine, solid)
  return solid
}

/** Index of a number in an ascending list, or -1. */
function find(list: Uint32Array, value: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (list[middle]! < value) low = middle + 1
    else high = middle
  }
  return list[low] === value ? low : -1
}

function square(p: readonly number[], m: number, n: number): number {
  let sum = 0
  for (let d = 0; d < 3; d++) sum += (p[3 * m + d]! - p[3 * n + d]!) ** 2
  return sum
}

/** Every edge of the tetrahedra on these faces once. */
function edgesOf(faces: readonly number[]): number[] {
  const seen = new Uint8Array(81)
  const out: number[] = []
  const add = (a: number, b: number): void => {
    if (seen[9 * a + b]) return
    seen[9 * a + b] = seen[9 * b + a] = 1
    out.push(a, b)
  }
  for (let f = 0; f < faces.length; f++) {
    add(faces[f]!, faces[f % 3 === 2 ? f - 2 : f + 1]!)
    add(faces[f]!, 8)
  }
  return out
}
