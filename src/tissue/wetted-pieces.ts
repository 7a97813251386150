import { locateTet, shapeGradients } from './bcc'
import { barycentric, tetFinder } from './embed'
import type { TissueModel } from './model'
import type { WettedSurface } from './wetted-surface'

/**
 * The wetted surface cut up along the faces of the lattice: each piece is flat and lies in one tetrahedron, so that the
 * displacement is linear over it. The images of all pieces of a closed surface close again, whatever the shape.
 */
export interface WettedPieces {
  /** Tetrahedron, and blood structure that presses, of each group of pieces. */
  readonly tet: Uint32Array
  readonly blood: Uint8Array
  /** First piece of each group; one more entry than groups. */
  readonly first: Uint32Array
  /** Rest area vector of each piece, out of the tissue, m². */
  readonly area: Float64Array
  /** Barycentric weights of its centroid. */
  readonly weights: Float64Array
}

/** The planes ±x ± y = n, y ± z = n, z ± x = n (lattice edges) bound all tetrahedra: two axes and a sign each. */
const families = [
  [0, 1, 1],
  [0, 1, -1],
  [1, 2, 1],
  [1, 2, -1],
  [2, 0, 1],
  [2, 0, -1],
] as const

type Point = readonly [number, number, number]
type Polygon = readonly Point[]
/** Planes closer than this to a corner go through it, lattice edges. */
const hair = 1e-9

const known = new WeakMap<WettedSurface, WettedPieces>()

/** Cuts up (once per surface) what blood wets. A triangle between two bloods belongs to each by its corners. */
export function wettedPieces(model: TissueModel, surface: WettedSurface): WettedPieces {
  const found = known.get(surface) ?? cutUp(model, surface)
  known.set(surface, found)
  return found
}

function cutUp(model: TissueModel, { fine, blood }: WettedSurface): WettedPieces {
  const place = placer(model)
  const groups = new Map<number, number[]>()
  const { positions, triangles } = fine
  const { origin, edge } = model.lattice
  const corner = (v: number): Point => [
    (positions[3 * v]! - origin[0]) / edge,
    (positions[3 * v + 1]! - origin[1]) / edge,
    (positions[3 * v + 2]! - origin[2]) / edge,
  ]
  const at = new Float64Array(6)
  const add = (tet: number, structure: number, share: number, w: readonly number[]): void => {
    const key = tet * 256 + structure
    const list = groups.get(key) ?? []
    groups.set(key, list)
    list.push(share * at[0]!, share * at[1]!, share * at[2]!, w[0]!, w[1]!, w[2]!, w[3]!)
  }
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [blood[triangles[t]!]!, blood[triangles[t + 1]!]!, blood[triangles[t + 2]!]!]
    if (!a && !b && !c) continue
    for (const piece of split([
      corner(triangles[t]!),
      corner(triangles[t + 1]!),
      corner(triangles[t + 2]!),
    ])) {
      if (!measure(piece, edge, at)) continue
      const { tet, weights } = place(
        origin[0] + at[3]! * edge,
        origin[1] + at[4]! * edge,
        origin[2] + at[5]! * edge,
      )
      if (a === b && b === c) add(tet, a, 1, weights)
      else for (const structure of [a, b, c]) if (structure) add(tet, structure, 1 / 3, weights)
    }
  }
  return pack(groups)
}

/** The tetrahedron of a place, or the nearest where the lattice ends just inside of the surface. */
function placer(model: TissueModel) {
  const gradients = shapeGradients(model.lattice.edge)
  const nearest = tetFinder(model)
  return (x: number, y: number, z: number) => {
    const code = locateTet(model.lattice, x, y, z)
    const tet = code < 0 ? -1 : model.tetOfCode[code]!
    return tet < 0 ? nearest(x, y, z)! : { tet, weights: barycentric(model, gradients, tet, x, y, z) }
  }
}

/** Parts a convex polygon along all planes between tetrahedra; places in lattice edges from the origin. */
function split(whole: Polygon): Polygon[] {
  const pieces: Polygon[] = [whole]
  for (const [i, j, sign] of families)
    for (let n = 0; n < pieces.length; n++) {
      const piece = pieces[n]!
      let low = Infinity
      let high = -Infinity
      for (let c = 0; c < piece.length; c++) {
        const height = piece[c]![i]! + sign * piece[c]![j]!
        if (height < low) low = height
        if (height > high) high = height
      }
      const level = Math.floor(low + hair) + 1
      if (high <= level + hair) continue
      const heights = piece.map((p) => p[i]! + sign * p[j]! - level)
      pieces[n] = clip(piece, heights, 1)
      // What lies beyond may reach over the next plane too: its turn comes.
      pieces.push(clip(piece, heights, -1))
    }
  return pieces
}

/** The part of a polygon with sign · height ≤ 0. */
function clip(piece: Polygon, heights: readonly number[], sign: number): Polygon {
  const out: Point[] = []
  for (let n = 0; n < piece.length; n++) {
    const m = (n + 1) % piece.length
    const [a, b] = [sign * heights[n]!, sign * heights[m]!]
    if (a <= 0) out.push(piece[n]!)
    if ((a < 0 && b > 0) || (a > 0 && b < 0)) {
      // From the same end for both sides, so that they meet exactly.
      const up = heights[n]! < heights[m]!
      const [p, q] = up ? [piece[n]!, piece[m]!] : [piece[m]!, piece[n]!]
      const s = up ? a / (a - b) : b / (b - a)
      out.push([p[0] + s * (q[0] - p[0]), p[1] + s * (q[1] - p[1]), p[2] + s * (q[2] - p[2])])
    }
  }
  return out
}

/** Area vector [m²] and centroid [lattice edges] of a flat polygon, into six numbers; false where it has no area. */
function measure(piece: Polygon, edge: number, out: Float64Array): boolean {
  const o = piece[0]!
  out.fill(0)
  let size = 0
  for (let n = 1; n + 1 < piece.length; n++) {
    const [p, q] = [piece[n]!, piece[n + 1]!]
    const [ux, uy, uz] = [p[0] - o[0], p[1] - o[1], p[2] - o[2]]
    const [vx, vy, vz] = [q[0] - o[0], q[1] - o[1], q[2] - o[2]]
    const [x, y, z] = [(uy * vz - uz * vy) / 2, (uz * vx - ux * vz) / 2, (ux * vy - uy * vx) / 2]
    const own = Math.sqrt(x * x + y * y + z * z)
    size += own
    out[0]! += x * edge ** 2
    out[1]! += y * edge ** 2
    out[2]! += z * edge ** 2
    out[3]! += (own * (ux + vx)) / 3
    out[4]! += (own * (uy + vy)) / 3
    out[5]! += (own * (uz + vz)) / 3
  }
  if (size === 0) return false
  for (let d = 0; d < 3; d++) out[3 + d] = o[d]! + out[3 + d]! / size
  return true
}

/** Seven numbers a piece, by tetrahedron · 256 + structure, to flat lists. */
function pack(groups: ReadonlyMap<number, readonly number[]>): WettedPieces {
  const keys = [...groups.keys()].sort((a, b) => a - b)
  const first = new Uint32Array(keys.length + 1)
  keys.forEach((key, g) => {
    first[g + 1] = first[g]! + groups.get(key)!.length / 7
  })
  const count = first[keys.length]!
  const area = new Float64Array(3 * count)
  const weights = new Float64Array(4 * count)
  keys.forEach((key, g) => {
    const list = groups.get(key)!
    for (let n = 0; n < list.length / 7; n++) {
      area.set(list.slice(7 * n, 7 * n + 3), 3 * (first[g]! + n))
      weights.set(list.slice(7 * n + 3, 7 * n + 7), 4 * (first[g]! + n))
    }
  })
  return {
    tet: Uint32Array.from(keys, (key) => Math.floor(key / 256)),
    blood: Uint8Array.from(keys, (key) => key % 256),
    first,
    area,
    weights,
  }
}
