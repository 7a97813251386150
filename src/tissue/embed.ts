import type { EmbeddedSurface } from '../geometry/surface'
import { locateTet, shapeGradients, tetCode } from './bcc'
import { gradient, sampler, wallFinder } from './field'
import type { TissueModel } from './model'
import { type CellMesh, surfaceNets, vertexNormals } from './surface-nets'

/** A place in a tetrahedron: position = Σ weight_c · corner_c. Weights sum to 1; outside of it some are negative. */
export interface TetPlace {
  readonly tet: number
  readonly weights: readonly [number, number, number, number]
}

/** Finds the tetrahedron at a rest position, or the nearest within one cube, as barycentric weights. */
export function tetFinder(model: TissueModel): (x: number, y: number, z: number) => TetPlace | null {
  const gradients = shapeGradients(model.lattice.edge)
  const place = (tet: number, x: number, y: number, z: number): TetPlace => {
    const weights = barycentric(model, gradients, tet, x, y, z)
    return { tet, weights }
  }
  return (x, y, z) => {
    const code = locateTet(model.lattice, x, y, z)
    const tet = code < 0 ? -1 : model.tetOfCode[code]!
    if (tet >= 0) return place(tet, x, y, z)
    let best: TetPlace | null = null
    let bestLeast = -2
    for (const near of tetsNear(model, x, y, z)) {
      const candidate = place(near, x, y, z)
      const least = Math.min(...candidate.weights)
      if (least > bestLeast) {
        best = candidate
        bestLeast = least
      }
    }
    return best
  }
}

/** Barycentric weights of a rest position in a tetrahedron; outside of it some are negative. */
export function barycentric(
  model: TissueModel,
  gradients: Float64Array,
  tet: number,
  x: number,
  y: number,
  z: number,
): [number, number, number, number] {
  const { tets, rest } = model
  const o = model.shape[tet]! * 12
  const apex = 3 * tets[4 * tet + 3]!
  const [dx, dy, dz] = [x - rest[apex]!, y - rest[apex + 1]!, z - rest[apex + 2]!]
  const weight = (c: number): number =>
    gradients[o + 3 * c]! * dx + gradients[o + 3 * c + 1]! * dy + gradients[o + 3 * c + 2]! * dz
  const [a, b, c] = [weight(0), weight(1), weight(2)]
  return [a, b, c, 1 - a - b - c]
}

/** The tetrahedra of the 27 cubes round a point. */
function* tetsNear(model: TissueModel, x: number, y: number, z: number): Generator<number> {
  const { origin, edge, cubes } = model.lattice
  const at = [x, y, z].map((v, d) => Math.floor((v - origin[d]!) / edge))
  for (let n = 0; n < 27; n++) {
    const i = at[0]! + (n % 3) - 1
    const j = at[1]! + (Math.floor(n / 3) % 3) - 1
    const k = at[2]! + Math.floor(n / 9) - 1
    if (i < 0 || j < 0 || k < 0 || i >= cubes[0] || j >= cubes[1] || k >= cubes[2]) continue
    for (let c = 0; c < 12; c++) {
      const tet = model.tetOfCode[tetCode(model.lattice, i, j, k, c >> 2, c & 3)]!
      if (tet >= 0) yield tet
    }
  }
}

/** The uncut drawn surface on the heart's own grid, each vertex tied to a tetrahedron of the simulation lattice. */
export interface FineSurface {
  readonly positions: Float32Array
  readonly normals: Float32Array
  readonly triangles: Uint32Array
  /** The cell of the heart's grid that each vertex stands for (its low corner's index), ascending. */
  readonly cells: Uint32Array
  readonly structure: Uint8Array
  readonly side: Uint8Array
  readonly tet: Uint32Array
  readonly weights: Float32Array
}

const fineSurfaces = new WeakMap<Uint32Array, WeakMap<Float32Array, FineSurface>>()

/** Extracts (once per model and field) the zero surface of the tissue's distance field and embeds its vertices. */
export function fineSurface(model: TissueModel, distance: Float32Array = model.heart.tissue): FineSurface {
  const ofModel = fineSurfaces.get(model.tets) ?? new WeakMap<Float32Array, FineSurface>()
  fineSurfaces.set(model.tets, ofModel)
  const surface = ofModel.get(distance) ?? extract(model, distance)
  ofModel.set(distance, surface)
  return surface
}

function extract(model: TissueModel, distance: Float32Array): FineSurface {
  const { heart } = model
  const { positions, triangles, cells } = dropLost(model, surfaceNets(heart.frame, distance))
  const count = positions.length / 3
  const find = tetFinder(model)
  const lumen = sampler(heart.frame, heart.lumen)
  const wallAt = wallFinder(heart)
  const tet = new Uint32Array(count)
  const weights = new Float32Array(4 * count)
  const structure = new Uint8Array(count)
  const side = new Uint8Array(count)
  for (let v = 0; v < count; v++) {
    const [x, y, z] = [positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!]
    const place = find(x, y, z)!
    tet[v] = place.tet
    weights.set(place.weights, 4 * v)
    structure[v] = wallAt(x, y, z)
    side[v] = lumen(x, y, z) < 0.75 * heart.frame.spacing ? 1 : 0
  }
  const normals = vertexNormals(positions, triangles)
  fillNormals(normals, positions, heart.frame.spacing, sampler(heart.frame, distance))
  return { positions, normals, triangles, cells, structure, side, tet, weights }
}

/** Vertices on which only triangles without area meet take the field's direction. */
function fillNormals(
  normals: Float32Array,
  positions: Float32Array,
  step: number,
  sample: (x: number, y: number, z: number) => number,
): void {
  for (let o = 0; o < normals.length; o += 3) {
    if (normals[o] !== 0 || normals[o + 1] !== 0 || normals[o + 2] !== 0) continue
    const g = gradient(sample, positions[o]!, positions[o + 1]!, positions[o + 2]!, step / 2)
    const l = Math.hypot(g[0], g[1], g[2]) || 1
    normals.set([g[0] / l, g[1] / l, g[2] / l], o)
  }
}

/** Takes out the triangles whose corners have no tetrahedron near (specks of tissue that the lattice missed). */
function dropLost(model: TissueModel, mesh: CellMesh): CellMesh {
  const find = tetFinder(model)
  const count = mesh.positions.length / 3
  const renamed = new Int32Array(count).fill(-1)
  const kept: number[] = []
  for (let v = 0; v < count; v++) {
    const [x, y, z] = [mesh.positions[3 * v]!, mesh.positions[3 * v + 1]!, mesh.positions[3 * v + 2]!]
    if (!find(x, y, z)) continue
    renamed[v] = kept.length / 3
    kept.push(x, y, z)
  }
  if (kept.length === 3 * count) return mesh
  const triangles: number[] = []
  for (let t = 0; t < mesh.triangles.length; t += 3) {
    const ids = [0, 1, 2].map((c) => renamed[mesh.triangles[t + c]!]!)
    if (ids.every((id) => id >= 0)) triangles.push(...ids)
  }
  return {
    positions: Float32Array.from(kept),
    triangles: Uint32Array.from(triangles),
    cells: mesh.cells.filter((_, v) => renamed[v]! >= 0),
  }
}

/**
 * The drawn surface of a model, cut or not: the fine surface of the tissue's own distance field, skinned by the nodes
 * of the (coarser) simulation lattice. Needs no blade: `cutSurface` splits it.
 */
export function embedUncut(model: TissueModel, fine: FineSurface): EmbeddedSurface {
  const nodes = new Uint32Array(fine.weights.length)
  for (let v = 0; v < fine.tet.length; v++)
    for (let c = 0; c < 4; c++) nodes[4 * v + c] = model.tets[4 * fine.tet[v]! + c]!
  return {
    nodes,
    weights: fine.weights,
    rest: fine.positions,
    normals: fine.normals,
    structure: fine.structure,
    side: fine.side,
    triangles: fine.triangles,
  }
}
