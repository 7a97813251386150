import { cellIndex, type LatticeFrame, toLattice } from '../core/lattice'
import { add, scale, type Vec3 } from '../core/vec3'
import type { Heart } from '../heart/heart'
import type { EmbeddedSurface } from './surface'

/** The part of the drawn surface that faces the blood of one cavity, and the rims where a valve or a vessel goes on. */
interface CavityWall {
  readonly vertices: Uint32Array
  /** Indices into `vertices`. */
  readonly triangles: Uint32Array
  /** Directed edges of the rims, as indices into `vertices`, those of one rim together. */
  readonly rims: readonly Uint32Array[]
  /** Volume at rest by the labels, and inside the wall at rest, m³: they differ by what the wall cuts of its cells. */
  readonly rest: number
  readonly enclosed: number
}

/** How far out of the wall the blood beside a vertex is looked for, cells. */
const reaches = [0.75, 1.5, 2.5] as const

/** The blood structure that a place on a wall faces, along its normal out of the tissue; 0 where it faces none. */
export function bloodFaced(heart: Heart, place: Vec3, normal: Vec3): number {
  const { frame, labels } = heart
  for (const reach of reaches) {
    const id = labelAt(frame, labels, add(place, scale(normal, reach * frame.spacing)))
    if (heart.structures.some((s) => s.id === id && s.kind === 'blood')) return id
  }
  return 0
}

function labelAt(frame: LatticeFrame, labels: Uint8Array, p: Vec3): number {
  const [i, j, k] = toLattice(frame, p).map(Math.round) as [number, number, number]
  const [nx, ny, nz] = frame.size
  const inside = i >= 0 && j >= 0 && k >= 0 && i < nx && j < ny && k < nz
  return inside ? labels[cellIndex(frame, i, j, k)]! : 0
}

/**
 * Blood in one cavity as its wall lies now and at rest, m³. At rest it is the sum of its cells; now it is that and the
 * volume that the wall swept, V = -Σ a·(b × c) / 6 over its triangles and over flat fans across each rim (a valve's
 * ring, a vessel's mouth). Limits: cell volumes (one spacing of wall); rims that are not flat; cut faces count as rims.
 * @returns null where no wall faces the structure
 */
export function cavityVolume(
  heart: Heart,
  surface: EmbeddedSurface,
  nodePositions: Float32Array,
  structure: number,
): { readonly now: number; readonly rest: number } | null {
  const wall = wallOf(heart, surface, structure)
  if (wall.triangles.length === 0) return null
  const swept = enclosed(wall, placesNow(surface, nodePositions, wall)) - wall.enclosed
  return { now: wall.rest + swept, rest: wall.rest }
}

const known = new WeakMap<EmbeddedSurface, Map<number, CavityWall>>()

function wallOf(heart: Heart, surface: EmbeddedSurface, structure: number): CavityWall {
  const walls = known.get(surface) ?? new Map<number, CavityWall>()
  known.set(surface, walls)
  const wall = walls.get(structure) ?? findWall(heart, surface, structure)
  walls.set(structure, wall)
  return wall
}

function findWall(heart: Heart, surface: EmbeddedSurface, structure: number): CavityWall {
  const index = new Map<number, number>()
  for (let v = 0; v < surface.side.length; v++) {
    if (surface.side[v] !== 1) continue
    if (bloodFaced(heart, vec(surface.rest, v), vec(surface.normals, v)) === structure)
      index.set(v, index.size)
  }
  const triangles: number[] = []
  for (let t = 0; t < surface.triangles.length; t += 3) {
    const corners = [0, 1, 2].map((c) => index.get(surface.triangles[t + c]!))
    if (corners.every((c) => c !== undefined)) triangles.push(...(corners as number[]))
  }
  const wall = {
    vertices: Uint32Array.from(index.keys()),
    triangles: Uint32Array.from(triangles),
    rims: rimsOf(triangles),
    rest: heart.labels.reduce((n, l) => n + (l === structure ? 1 : 0), 0) * heart.frame.spacing ** 3,
  }
  return { ...wall, enclosed: enclosed(wall, placesAtRest(surface, wall)) }
}

/** Edges with a triangle on one side only, gathered into rims. */
function rimsOf(triangles: readonly number[]): Uint32Array[] {
  const free = new Map<string, readonly [number, number]>()
  for (let t = 0; t < triangles.length; t += 3)
    for (let c = 0; c < 3; c++) {
      const [a, b] = [triangles[t + c]!, triangles[t + ((c + 1) % 3)]!]
      if (!free.delete(`${b} ${a}`)) free.set(`${a} ${b}`, [a, b])
    }
  return gathered([...free.values()])
}

function gathered(edges: readonly (readonly [number, number])[]): Uint32Array[] {
  const of = new Map<number, number>()
  const root = (v: number): number => {
    let top = v
    for (let up = of.get(top); up !== undefined && up !== top; up = of.get(top)) top = up
    of.set(v, top)
    return top
  }
  for (const [a, b] of edges) of.set(root(a), root(b))
  const rims = new Map<number, number[]>()
  for (const [a, b] of edges) rims.set(root(a), [...(rims.get(root(a)) ?? []), a, b])
  return [...rims.values()].map((rim) => Uint32Array.from(rim))
}

/** Volume inside a wall and the fans across its rims, m³; its triangles' normals point into the blood. */
function enclosed({ triangles, rims }: Pick<CavityWall, 'triangles' | 'rims'>, places: Float64Array): number {
  let sum = 0
  for (let t = 0; t < triangles.length; t += 3)
    sum -= sixfold(places, 3 * triangles[t]!, places, 3 * triangles[t + 1]!, places, 3 * triangles[t + 2]!)
  for (const rim of rims) {
    const middle = middleOf(rim, places)
    for (let e = 0; e < rim.length; e += 2)
      sum -= sixfold(places, 3 * rim[e + 1]!, places, 3 * rim[e]!, middle, 0)
  }
  return sum / 6
}

/** a · (b × c) of places within arrays: six times the tetrahedron from the origin. Makes no object. */
function sixfold(
  a: ArrayLike<number>,
  i: number,
  b: ArrayLike<number>,
  j: number,
  c: ArrayLike<number>,
  k: number,
) {
  return (
    a[i]! * (b[j + 1]! * c[k + 2]! - b[j + 2]! * c[k + 1]!) +
    a[i + 1]! * (b[j + 2]! * c[k]! - b[j]! * c[k + 2]!) +
    a[i + 2]! * (b[j]! * c[k + 1]! - b[j + 1]! * c[k]!)
  )
}

function middleOf(rim: Uint32Array, places: Float64Array): Vec3 {
  const sum: [number, number, number] = [0, 0, 0]
  for (const v of rim) for (let a = 0; a < 3; a++) sum[a]! += places[3 * v + a]! / rim.length
  return sum
}

const vec = (of: Float32Array, v: number): Vec3 => [of[3 * v]!, of[3 * v + 1]!, of[3 * v + 2]!]

const placesAtRest = ({ rest }: EmbeddedSurface, { vertices }: Pick<CavityWall, 'vertices'>): Float64Array =>
  Float64Array.from(
    { length: 3 * vertices.length },
    (_, n) => rest[3 * vertices[Math.floor(n / 3)]! + (n % 3)]!,
  )

function placesNow(
  { nodes, weights }: EmbeddedSurface,
  nodePositions: Float32Array,
  { vertices }: CavityWall,
): Float64Array {
  const places = new Float64Array(3 * vertices.length)
  vertices.forEach((v, n) => {
    for (let k = 4 * v; k < 4 * v + 4; k++)
      for (let a = 0; a < 3; a++) places[3 * n + a]! += weights[k]! * nodePositions[3 * nodes[k]! + a]!
  })
  return places
}
