import { shapeGradients } from './bcc'
import { type Blade, crossing, sideOf } from './blade'
import { samplePlaces, type TissueModel } from './model'
import { type BladeTriangle, nudge, type TissueTopology } from './topology'

type Parted = Pick<TissueTopology, 'model' | 'cuts' | 'slotsOfTet' | 'trianglesOfTet' | 'slotMask'>

/** Corners of each sample place, the heaviest first. */
const cornerOrder = samplePlaces.map((w) => [0, 1, 2, 3].sort((a, b) => w[b]! - w[a]!))

/** Shares of a tetrahedron's tissue in its slots, by the sample places; each at least a twentieth, summing to 1. */
export function slotShares(s: Parted, tet: number): number[] {
  const slots = s.slotsOfTet.get(tet) ?? [tet]
  if (slots.length === 1) return [1]
  const triangles = crossingTriangles(s, tet)
  const counts = slots.map(() => 0)
  samplePlaces.forEach((weights, n) => {
    const corner = seenCorner(s, triangles, tet, weights, cornerOrder[n]!)
    counts[slots.findIndex((slot) => s.slotMask[slot]! & (1 << corner))]! += 1
  })
  const floored = counts.map((n) => Math.max(n / samplePlaces.length, 0.05))
  const sum = floored.reduce((a, b) => a + b, 0)
  return floored.map((share) => share / sum)
}

/** The triangles that may stand between places inside a tetrahedron: those that no plane of a face keeps out. */
function crossingTriangles(s: Parted, tet: number): BladeTriangle[] {
  const { model } = s
  const hats = hatFunctions(model, tet)
  return (s.trianglesOfTet.get(tet) ?? []).filter(([cut, triangle]) => {
    const blade = s.cuts[cut]!
    let positive = 0
    for (let c = 0; c < 4; c++) {
      const r = 3 * model.tets[4 * tet + c]!
      if (sideOf(blade, triangle, model.rest[r]!, model.rest[r + 1]!, model.rest[r + 2]!) >= 0) positive++
    }
    return positive > 0 && positive < 4 && !isKeptOut(blade, triangle, hats)
  })
}

/** Gradient and value at the origin of the four hat functions, four numbers each. */
function hatFunctions({ rest, tets, shape, lattice }: TissueModel, tet: number): Float64Array {
  const gradients = gradientsOf(lattice.edge)
  const out = new Float64Array(16)
  for (let c = 0; c < 4; c++) {
    const o = 12 * shape[tet]! + 3 * c
    const r = 3 * tets[4 * tet + c]!
    let value = 1
    for (let d = 0; d < 3; d++) {
      out[4 * c + d] = gradients[o + d]!
      value -= gradients[o + d]! * rest[r + d]!
    }
    out[4 * c + 3] = value
  }
  return out
}

let known: { readonly edge: number; readonly gradients: Float64Array } | null = null
function gradientsOf(edge: number): Float64Array {
  if (known?.edge !== edge) known = { edge, gradients: shapeGradients(edge) }
  return known.gradients
}

/** Whether all corners of a triangle lie beyond one face; a hair of room for rounding and `nudge`. */
function isKeptOut({ positions, triangles }: Blade, triangle: number, hats: Float64Array): boolean {
  for (let c = 0; c < 16; c += 4) {
    let inside = false
    for (let k = 0; k < 3 && !inside; k++) {
      const p = 3 * triangles[3 * triangle + k]!
      const hat =
        hats[c]! * positions[p]! +
        hats[c + 1]! * positions[p + 1]! +
        hats[c + 2]! * positions[p + 2]! +
        hats[c + 3]!
      inside = hat > -1e-3
    }
    if (!inside) return true
  }
  return false
}

/** The heaviest corner that a sample place sees past the triangles. */
function seenCorner(
  s: Parted,
  triangles: readonly BladeTriangle[],
  tet: number,
  weights: ArrayLike<number>,
  order: readonly number[],
): number {
  const { rest, tets } = s.model
  const x = placeIn(s.model, tet, weights, 0)
  const y = placeIn(s.model, tet, weights, 1)
  const z = placeIn(s.model, tet, weights, 2)
  for (const corner of order) {
    const q = 3 * tets[4 * tet + corner]!
    let sees = true
    for (let n = 0; n < triangles.length && sees; n++) {
      const [cut, triangle] = triangles[n]!
      sees = crossing(s.cuts[cut]!, triangle, x, y, z, rest[q]!, rest[q + 1]!, rest[q + 2]!) < 0
    }
    if (sees) return corner
  }
  return order[0]!
}

function placeIn({ rest, tets }: TissueModel, tet: number, weights: ArrayLike<number>, d: number): number {
  let sum = nudge[d]!
  for (let c = 0; c < 4; c++) sum += weights[c]! * rest[3 * tets[4 * tet + c]! + d]!
  return sum
}
