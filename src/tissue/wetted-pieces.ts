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

type Polygon = readonly (readonly number[])[]
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
  const corner = (v: number): number[] => [0, 1, 2].map((d) => (positions[3 * v + d]! - origin[d]!) / edge)
  for (let t = 0; t < triangles.length; t += 3) {
    const bloods = [blood[triangles[t]!]!, blood[triangles[t + 1]!]!, blood[triangles[t + 2]!]!]
    if (!bloods[0] && !bloods[1] && !bloods[2]) continue
    const whole = [corner(triangles[t]!), corner(triangles[t + 1]!), corner(triangles[t + 2]!)]
    for (const piece of split(whole)) {
      const { area, centre } = measure(piece, edge)
      if (area[0] === 0 && area[1] === 0 && area[2] === 0) continue
      const { tet, weights } = place(
        ...(centre.map((x, d) => origin[d]! + x * edge) as [number, number, number]),
      )
      for (const structure of new Set(bloods)) {
        if (!structure) continue
        const share = bloods.filter((b) => b === structure).length / 3
        const key = tet * 256 + structure
        const list = groups.get(key) ?? []
        groups.set(key, list)
        list.push(...area.map((a) => share * a), ...weights)
      }
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
  const out: (readonly number[])[] = []
  for (let n = 0; n < piece.length; n++) {
    const m = (n + 1) % piece.length
    const [a, b] = [sign * heights[n]!, sign * heights[m]!]
    if (a <= 0) out.push(piece[n]!)
    if ((a < 0 && b > 0) || (a > 0 && b < 0)) {
      // From the same end for both sides, so that they meet exactly.
      const [from, to, s] = heights[n]! < heights[m]! ? [n, m, a / (a - b)] : [m, n, b / (b - a)]
      out.push(piece[from]!.map((x, d) => x + s * (piece[to]![d]! - x)))
    }
  }
  return out
}

/** Area vector [m²] and centroid [lattice edges] of a flat polygon. */
function measure(piece: Polygon, edge: number): { area: number[]; centre: number[] } {
  const [origin, ...rest] = piece as [readonly number[], ...Polygon]
  const area = [0, 0, 0]
  const moment = [0, 0, 0]
  let size = 0
  for (let n = 0; n + 1 < rest.length; n++) {
    const u = rest[n]!.map((x, d) => x - origin[d]!)
    const v = rest[n + 1]!.map((x, d) => x - origin[d]!)
    const half = [0, 1, 2].map((d) => {
      const [e, f] = [(d + 1) % 3, (d + 2) % 3]
      return (u[e]! * v[f]! - u[f]! * v[e]!) / 2
    })
    const own = Math.hypot(...half)
    size += own
    for (let d = 0; d < 3; d++) {
      area[d]! += half[d]! * edge ** 2
      moment[d]! += (own * (u[d]! + v[d]!)) / 3
    }
  }
  return { area, centre: origin.map((x, d) => x + (size > 0 ? moment[d]! / size : 0)) }
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
