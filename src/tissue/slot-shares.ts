import { shapeGradients } from './bcc'
import { type Blade, PlaneSide, passesWithin } from './blade'
import { samplePlaces, type TissueModel } from './model'
import { nudge, type TissueTopology } from './topology'

type Parted = Pick<TissueTopology, 'model' | 'cuts' | 'slotsOfTet' | 'trianglesOfTet' | 'slotMask'>

/** Corners of each sample place, the heaviest first. */
const cornerOrder = samplePlaces.map((w) => [0, 1, 2, 3].sort((a, b) => w[b]! - w[a]!))

/** Shares of a tetrahedron's tissue in its slots, by the sample places; each at least a twentieth, summing to 1. */
export function slotShares(s: Parted, tet: number): number[] {
  const slots = s.slotsOfTet.get(tet) ?? [tet]
  if (slots.length === 1) return [1]
  const places = placesIn(s.model, tet)
  const barriers = barriersIn(s, tet, places)
  const shares: number[] = []
  for (let k = 0; k < slots.length; k++) shares.push(0)
  for (let n = 0; n < samplePlaces.length; n++) {
    const corner = 1 << seenCorner(s.model, barriers, tet, places, n)
    let own = 0
    while (!(s.slotMask[slots[own]!]! & corner)) own++
    shares[own]! += 1
  }
  let sum = 0
  for (let k = 0; k < shares.length; k++) {
    shares[k] = Math.max(shares[k]! / samplePlaces.length, 0.05)
    sum += shares[k]!
  }
  for (let k = 0; k < shares.length; k++) shares[k]! /= sum
  return shares
}

/** A triangle that may stand between places inside a tetrahedron. */
interface Barrier {
  readonly blade: Blade
  readonly triangle: number
  /** Corners, and sample places, on its positive side, one bit each. */
  readonly corners: number
  readonly places: number
}

const plane = new PlaneSide()

/** The triangles that no plane of a face keeps out. */
function barriersIn(s: Parted, tet: number, places: Float64Array): Barrier[] {
  const { rest, tets } = s.model
  const found: Barrier[] = []
  const near = s.trianglesOfTet.get(tet) ?? []
  let hats: Float64Array | null = null
  for (let k = 0; k < near.length; k++) {
    const [cut, triangle] = near[k]!
    const blade = s.cuts[cut]!
    plane.begin(blade, triangle)
    let corners = 0
    for (let c = 0; c < 4; c++) {
      const r = 3 * tets[4 * tet + c]!
      if (plane.of(rest[r]!, rest[r + 1]!, rest[r + 2]!) >= 0) corners |= 1 << c
    }
    if (corners === 0 || corners === 15) continue
    hats ??= hatFunctions(s.model, tet)
    if (isKeptOut(blade, triangle, hats)) continue
    let positive = 0
    for (let n = 0; n < samplePlaces.length; n++)
      if (plane.of(places[3 * n]!, places[3 * n + 1]!, places[3 * n + 2]!) >= 0) positive |= 1 << n
    found.push({ blade, triangle, corners, places: positive })
  }
  return found
}

const hatRoom = new Float64Array(16)

/** Gradient and value at the origin of the four hat functions, four numbers each; good until the next call. */
function hatFunctions({ rest, tets, shape, lattice }: TissueModel, tet: number): Float64Array {
  const gradients = gradientsOf(lattice.edge)
  const out = hatRoom
  for (let c = 0; c < 4; c++) {
    const o = 12 * shape[tet]! + 3 * c
    const r = 3 * tets[4 * tet + c]!
    const gx = gradients[o]!
    const gy = gradients[o + 1]!
    const gz = gradients[o + 2]!
    out[4 * c] = gx
    out[4 * c + 1] = gy
    out[4 * c + 2] = gz
    out[4 * c + 3] = 1 - gx * rest[r]! - gy * rest[r + 1]! - gz * rest[r + 2]!
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

/** The heaviest corner that sample place `n` sees past the barriers. */
function seenCorner(
  { rest, tets }: TissueModel,
  barriers: readonly Barrier[],
  tet: number,
  places: Float64Array,
  n: number,
): number {
  const order = cornerOrder[n]!
  for (let k = 0; k < 4; k++) {
    const corner = order[k]!
    const q = 3 * tets[4 * tet + corner]!
    let sees = true
    for (let b = 0; b < barriers.length && sees; b++) {
      const barrier = barriers[b]!
      // Only a corner on the other side of the plane can lie behind the triangle.
      if (((barrier.corners >> corner) & 1) === ((barrier.places >> n) & 1)) continue
      const x = places[3 * n]!
      const y = places[3 * n + 1]!
      const z = places[3 * n + 2]!
      const { blade, triangle } = barrier
      sees = !passesWithin(blade, triangle, x, y, z, rest[q]!, rest[q + 1]!, rest[q + 2]!)
    }
    if (sees) return corner
  }
  return order[0]!
}

const placeRoom = new Float64Array(3 * samplePlaces.length)

/** The sample places of a tetrahedron, nudged; good until the next call. */
function placesIn({ rest, tets }: TissueModel, tet: number): Float64Array {
  for (let n = 0; n < samplePlaces.length; n++)
    for (let d = 0; d < 3; d++) {
      let sum = nudge[d]!
      for (let c = 0; c < 4; c++) sum += samplePlaces[n]![c]! * rest[3 * tets[4 * tet + c]! + d]!
      placeRoom[3 * n + d] = sum
    }
  return placeRoom
}
