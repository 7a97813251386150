import { crossing, sideOf } from './blade'
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
    const order = cornerOrder[n]!
    const corner = order.find((c) => sees(s, triangles, tet, weights, c)) ?? order[0]!
    counts[slots.findIndex((slot) => s.slotMask[slot]! & (1 << corner))]! += 1
  })
  const floored = counts.map((n) => Math.max(n / samplePlaces.length, 0.05))
  const sum = floored.reduce((a, b) => a + b, 0)
  return floored.map((share) => share / sum)
}

/** The triangles near a tetrahedron whose planes part its corners: no other can stand between places inside it. */
function crossingTriangles(s: Parted, tet: number): BladeTriangle[] {
  const { rest, tets } = s.model
  return (s.trianglesOfTet.get(tet) ?? []).filter(([cut, triangle]) => {
    let positive = 0
    for (let c = 0; c < 4; c++) {
      const r = 3 * tets[4 * tet + c]!
      if (sideOf(s.cuts[cut]!, triangle, rest[r]!, rest[r + 1]!, rest[r + 2]!) >= 0) positive++
    }
    return positive > 0 && positive < 4
  })
}

function sees(
  s: Parted,
  triangles: readonly BladeTriangle[],
  tet: number,
  weights: ArrayLike<number>,
  corner: number,
): boolean {
  const { rest } = s.model
  const x = placeIn(s.model, tet, weights, 0)
  const y = placeIn(s.model, tet, weights, 1)
  const z = placeIn(s.model, tet, weights, 2)
  const q = 3 * s.model.tets[4 * tet + corner]!
  for (const [cut, triangle] of triangles)
    if (crossing(s.cuts[cut]!, triangle, x, y, z, rest[q]!, rest[q + 1]!, rest[q + 2]!) >= 0) return false
  return true
}

function placeIn({ rest, tets }: TissueModel, tet: number, weights: ArrayLike<number>, d: number): number {
  let sum = nudge[d]!
  for (let c = 0; c < 4; c++) sum += weights[c]! * rest[3 * tets[4 * tet + c]! + d]!
  return sum
}
