import { seededRandom } from '../../src/core/random'
import { add, scale, type Vec3 } from '../../src/core/vec3'
import { latticeAdjacency } from '../../src/tissue/adjacency'
import { buildTissueModel } from '../../src/tissue/model'
import { boxHeart } from '../../src/tissue/solids'
import type { TissueTopology } from '../../src/tissue/topology'

/** The block that is cut at random: 28 × 28 × 20 mm, lattice edge 5 mm. */
export const blockEdge = 5e-3
export const block = buildTissueModel(boxHeart([0.014, 0.014, 0.01], 2e-3), {
  edge: blockEdge,
  anchored: false,
})
const beside = latticeAdjacency(block).beyond

/** Two positions of a blade, mm; `exact`: its ends lie on nodes of the lattice and it runs along links. */
export interface Ribbon {
  readonly rows: readonly [readonly [Vec3, Vec3], readonly [Vec3, Vec3]]
  readonly exact: boolean
}

/** Ribbons through the block at random, a third of them exactly through nodes and along links. */
export function* ribbons(seed: number): Generator<Ribbon, never> {
  const random = seededRandom(seed)
  const node = (): Vec3 => {
    const n = 3 * Math.floor(random() * block.nodeCount)
    return [block.rest[n]! * 1e3, block.rest[n + 1]! * 1e3, block.rest[n + 2]! * 1e3]
  }
  const place = (): Vec3 => [(random() - 0.5) * 30, (random() - 0.5) * 30, (random() - 0.5) * 24]
  for (;;) {
    const exact = random() < 1 / 3
    const at = exact ? node : place
    const [p, q, depth] = [at(), at(), at()]
    yield {
      exact,
      rows: [
        [p, add(p, scale(depth, 0.6))],
        [q, add(q, scale(depth, 0.6))],
      ],
    }
  }
}

/**
 * What must hold of any topology of the block; throws with the place. No bad reference, no colour conflict, the pieces
 * of each tetrahedron partition its corners, and no crack opens where nothing was cut: the faces between pieces are
 * closed.
 */
export function checkTopology(s: TissueTopology): void {
  const { slotCount, slotTet, slotNodes, slotMask, nodeCount, virtualOrigin } = s
  for (let e = 0; e < 4 * slotCount; e++) {
    const id = slotNodes[e]!
    const lattice = block.tets[4 * slotTet[e >> 2]! + (e & 3)]!
    const origin = id < block.nodeCount ? id : virtualOrigin[id - block.nodeCount]
    if (id >= nodeCount || origin !== lattice) throw new Error(`slot ${e >> 2} refers to ${id}`)
    if (slotMask[e >> 2]! & (1 << (e & 3)) && id !== lattice) throw new Error(`real corner ${e} is ${id}`)
  }
  checkColours(s)
  const { slotsOfTet } = s
  for (const [tet, slots] of slotsOfTet) {
    const masks = slots.map((slot) => slotMask[slot]!)
    if (masks.reduce((a, b) => a + b, 0) !== 15 || masks.reduce((a, b) => a | b, 0) !== 15)
      throw new Error(`tetrahedron ${tet} has pieces ${masks}`)
    for (let c = 0; c < 4; c++) checkFace(s, tet, c)
  }
}

/** No slot holds two nodes of a colour: nodes of one colour move at the same time. */
function checkColours({ slotCount, slotNodes, virtualOrigin }: TissueTopology): void {
  for (let slot = 0; slot < slotCount; slot++) {
    let seen = 0
    for (let c = 0; c < 4; c++) {
      const id = slotNodes[4 * slot + c]!
      seen |= 1 << block.colour[id < block.nodeCount ? id : virtualOrigin[id - block.nodeCount]!]!
    }
    if (seen !== 15) throw new Error(`slot ${slot} holds two nodes of a colour`)
  }
}

/** Pieces that share a face and a real corner on it share all its nodes. */
function checkFace({ slotsOfTet, slotNodes, slotMask }: TissueTopology, t: number, c: number): void {
  const u = beside[4 * t + c]!
  if (u < 0) return
  const corners = [0, 1, 2, 3].filter((k) => k !== c)
  const inOther = corners.map((k) => block.tets.subarray(4 * u, 4 * u + 4).indexOf(block.tets[4 * t + k]!))
  for (const p of slotsOfTet.get(t) ?? [t])
    for (const q of slotsOfTet.get(u) ?? [u]) {
      const joined = corners.some((k, n) => slotMask[p]! & (1 << k) && slotMask[q]! & (1 << inOther[n]!))
      if (joined && corners.some((k, n) => slotNodes[4 * p + k] !== slotNodes[4 * q + inOther[n]!]))
        throw new Error(`crack between ${t} and ${u}`)
    }
}

/** Tissue in all slots, m³. */
export const tissueVolume = ({ slotVolume }: TissueTopology): number =>
  slotVolume.reduce((sum, v) => sum + v, 0)
