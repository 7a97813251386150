import { cellCount, type LatticeFrame } from '../core/lattice'
import { closestOnTriangle } from './closest-on-triangle'
import { insideSurface } from './inside-surface'
import { type MeshRepair, repairMesh } from './repair-mesh'
import { newFeet, spreadFeet } from './signed-distance'
import { type TriangleMesh, triangleCorners } from './triangle-mesh'
import { WindingTree } from './winding-number'

/** Cells nearer than this to a triangle get their exact distance from it, in cells. */
const band = 1.8
/** Surfaces that do not close: how many edges are open, and of which mesh. */
export class OpenSurface extends Error {
  constructor(readonly openEdges: number) {
    super(`${openEdges} edges of the surface have a triangle on one side only`)
    this.name = 'OpenSurface'
  }
}

/**
 * Signed distance [m] to closed surfaces, negative inside, on a lattice of the given spacing that reaches `margin`
 * beyond them. Vertices that coincide (to 1e-5 of the size) are merged, so that a wall and its caps close.
 * @param within the lattice reaches round these; left out, round the surfaces themselves
 * @throws OpenSurface when edges are left with one triangle
 */
export function lumenFromSurfaces(
  surfaces: readonly TriangleMesh[],
  spacing: number,
  margin: number,
  within: readonly TriangleMesh[] = surfaces,
): { readonly frame: LatticeFrame; readonly lumen: Float32Array } {
  const { mesh, repair } = repaired(surfaces, spacing, () => false)
  const open = repair.open.reduce((sum, rim) => sum + rim.vertices.length, 0)
  if (open > 0) throw new OpenSurface(open)
  const frame = frameRound(within, spacing, margin)
  return { frame, lumen: distanceToSurface(frame, mesh) }
}

/** Mends surfaces for a lattice of this spacing: vertices weld at 1e-5 of their size, specks are below a cell. */
export function repaired(
  surfaces: readonly TriangleMesh[],
  spacing: number,
  cap?: Parameters<typeof repairMesh>[2]['cap'],
): { readonly mesh: TriangleMesh; readonly repair: MeshRepair } {
  return repairMesh(surfaces, 1e-5 * diagonal(surfaces), { speck: spacing, ...(cap ? { cap } : {}) })
}

/**
 * Signed distance [m] to a mended surface, negative inside.
 *
 * Distance: exact to the nearest triangle within 1.8 cells, from there on by carrying the nearest surface points.
 * Sign: winding number over one half. Where pieces overlap, triangles that lie inside of another piece bound nothing
 * and do not count. Takes time in proportion to triangles and cells.
 */
export function distanceToSurface(frame: LatticeFrame, mesh: TriangleMesh): Float32Array {
  const { feet, inside } = feetOfSurface(frame, mesh, band)
  const distance = spreadFeet(frame, feet)
  for (let o = 0; o < distance.length; o++) if (inside[o]) distance[o] = -(distance[o] as number)
  return distance
}

/** As near as `distanceNearSurface` goes, in cells: enough to tell a wall from what it encloses. */
const nearBand = 1.2

/**
 * As `distanceToSurface`, but only as far as 1.2 cells from the surface, and that much farther away: it takes a
 * fraction of the time.
 */
export function distanceNearSurface(frame: LatticeFrame, mesh: TriangleMesh): Float32Array {
  const { best, inside } = feetOfSurface(frame, mesh, nearBand)
  for (let o = 0; o < best.length; o++) {
    const d = Math.sqrt(best[o] as number) * frame.spacing
    best[o] = inside[o] ? -d : d
  }
  return best
}

/** Nearest points of the surface for cells within a band [cells] of it, their squared distances, and which are inside. */
function feetOfSurface(frame: LatticeFrame, mesh: TriangleMesh, band: number) {
  const inLattice = toLatticeUnits(mesh, frame)
  let tree: WindingTree | undefined
  const makeTree = () => {
    tree ??= new WindingTree(inLattice)
    return tree
  }
  const best = new Float32Array(cellCount(frame)).fill(band * band)
  let feet = newFeet(frame)
  nearestTriangles(frame, inLattice, feet, best, band)
  const near = (o: number) => (best[o] as number) < band * band
  const { inside, unclean } = insideSurface(frame, inLattice, near, makeTree)
  const bounding = unclean > 0 ? boundingTriangles(frame, inLattice, inside, makeTree) : inLattice
  if (bounding.triangles.length < inLattice.triangles.length && bounding.triangles.length > 0) {
    feet = newFeet(frame)
    nearestTriangles(frame, bounding, feet, best.fill(band * band), band)
  }
  return { feet, best, inside }
}

/** How far beside a triangle it is looked for what lies there, in cells: by the lattice, and by the winding number. */
const besideCells = 0.9
const beside = 0.02

/** The triangles with inside on one of their sides and outside on the other. */
function boundingTriangles(
  frame: LatticeFrame,
  mesh: TriangleMesh,
  inside: Uint8Array,
  makeTree: () => WindingTree,
): TriangleMesh {
  const c = new Float64Array(9)
  const kept = new Uint32Array(mesh.triangles.length)
  const [nx, ny] = frame.size
  let count = 0
  for (let t = 0; t < mesh.triangles.length / 3; t++) {
    triangleCorners(mesh, t, c)
    const [ax, ay, az, bx, by, bz, cx, cy, cz] = c as unknown as NineNumbers
    const ux = (by - ay) * (cz - az) - (bz - az) * (cy - ay)
    const uy = (bz - az) * (cx - ax) - (bx - ax) * (cz - az)
    const uz = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    const s = 1 / (Math.sqrt(ux * ux + uy * uy + uz * uz) || 1)
    const x = (ax + bx + cx) / 3
    const y = (ay + by + cy) / 3
    const z = (az + bz + cz) / 3
    const f = besideCells * s
    const ahead = Math.round(x + f * ux) + nx * (Math.round(y + f * uy) + ny * Math.round(z + f * uz))
    const behind = Math.round(x - f * ux) + nx * (Math.round(y - f * uy) + ny * Math.round(z - f * uz))
    if (inside[ahead] === inside[behind]) {
      // Across the triangle itself the number falls by one: one side tells both.
      const w = makeTree().at(x - beside * s * ux, y - beside * s * uy, z - beside * s * uz)
      if (w <= 0.5 || w > 1.5) continue
    }
    kept.set(mesh.triangles.subarray(3 * t, 3 * t + 3), count)
    count += 3
  }
  return { ...mesh, triangles: kept.slice(0, count) }
}

type NineNumbers = readonly [number, number, number, number, number, number, number, number, number]

function bounds(positions: Float64Array): { low: number[]; high: number[] } {
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  positions.forEach((x, n) => {
    low[n % 3] = Math.min(low[n % 3] as number, x)
    high[n % 3] = Math.max(high[n % 3] as number, x)
  })
  return { low, high }
}

/** Diagonal of the box round all meshes, in their unit. */
export function diagonal(meshes: readonly TriangleMesh[]): number {
  const { low, high } = boundsOfAll(meshes)
  return Math.hypot(...low.map((l, a) => (high[a] as number) - l))
}

function boundsOfAll(meshes: readonly TriangleMesh[]): { low: number[]; high: number[] } {
  const boxes = meshes.map((m) => bounds(m.positions))
  return {
    low: [0, 1, 2].map((a) => Math.min(...boxes.map((b) => b.low[a] as number))),
    high: [0, 1, 2].map((a) => Math.max(...boxes.map((b) => b.high[a] as number))),
  }
}

export function frameRound(meshes: readonly TriangleMesh[], spacing: number, margin: number): LatticeFrame {
  const { low, high } = boundsOfAll(meshes)
  const size = low.map((l, a) => Math.ceil(((high[a] as number) - l + 2 * margin) / spacing) + 1)
  return {
    size: size as unknown as [number, number, number],
    spacing,
    origin: low.map((l) => l - margin) as unknown as [number, number, number],
  }
}

function toLatticeUnits(mesh: TriangleMesh, frame: LatticeFrame): TriangleMesh {
  return {
    ...mesh,
    positions: mesh.positions.map((x, n) => (x - (frame.origin[n % 3] as number)) / frame.spacing),
  }
}

function nearestTriangles(
  frame: LatticeFrame,
  mesh: TriangleMesh,
  feet: Float32Array,
  best: Float32Array,
  band: number,
): void {
  const [nx, ny, nz] = frame.size
  const c = new Float64Array(9)
  const q = new Float64Array(3)
  const box = new Float64Array(6)
  for (let t = 0; t < mesh.triangles.length / 3; t++) {
    triangleCorners(mesh, t, c)
    boxOf(c, box)
    const [x0, x1, y0, y1, z0, z1] = box as unknown as SixNumbers
    const i1 = Math.min(nx - 1, Math.floor(x1 + band))
    const j1 = Math.min(ny - 1, Math.floor(y1 + band))
    const k1 = Math.min(nz - 1, Math.floor(z1 + band))
    for (let k = Math.max(0, Math.ceil(z0 - band)); k <= k1; k++)
      for (let j = Math.max(0, Math.ceil(y0 - band)); j <= j1; j++) {
        const y = j < y0 ? y0 - j : j > y1 ? j - y1 : 0
        const z = k < z0 ? z0 - k : k > z1 ? k - z1 : 0
        const beside = y * y + z * z
        for (let i = Math.max(0, Math.ceil(x0 - band)); i <= i1; i++) {
          const o = i + nx * (j + ny * k)
          // A triangle is no nearer than its box.
          const x = i < x0 ? x0 - i : i > x1 ? i - x1 : 0
          if (beside + x * x >= (best[o] as number)) continue
          closestOnTriangle(c, i, j, k, q)
          const d = ((q[0] as number) - i) ** 2 + ((q[1] as number) - j) ** 2 + ((q[2] as number) - k) ** 2
          if (d >= (best[o] as number)) continue
          best[o] = d
          feet[3 * o] = q[0] as number
          feet[3 * o + 1] = q[1] as number
          feet[3 * o + 2] = q[2] as number
        }
      }
  }
}

type SixNumbers = readonly [number, number, number, number, number, number]

/** Least and greatest coordinate of a triangle's corners along each axis. */
function boxOf(c: Float64Array, box: Float64Array): void {
  for (let a = 0; a < 3; a++) {
    const x = c[a] as number
    const y = c[a + 3] as number
    const z = c[a + 6] as number
    box[2 * a] = Math.min(x, y, z)
    box[2 * a + 1] = Math.max(x, y, z)
  }
}
