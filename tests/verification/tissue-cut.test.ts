import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/core/random'
import { add, scale, type Vec3 } from '../../src/core/vec3'
import { sweepBlade } from '../../src/tissue/blade'
import { planCut } from '../../src/tissue/cut'
import { buildTissueModel } from '../../src/tissue/model'
import { boxHeart } from '../../src/tissue/solids'
import { latticeNode, linkKey, slotsOf, type TissueTopology, uncut } from '../../src/tissue/topology'

const edge = 5e-3
const model = buildTissueModel(boxHeart([0.014, 0.014, 0.01], 2e-3), { edge })
const neighbours = faceNeighbours()

/** Pairs of tetrahedra that share a face, and its nodes. */
function faceNeighbours(): [number, number, number[]][] {
  const seen = new Map<string, number>()
  const out: [number, number, number[]][] = []
  for (let t = 0; t < model.tetCount; t++)
    for (let skip = 0; skip < 4; skip++) {
      const face = [0, 1, 2, 3]
        .filter((c) => c !== skip)
        .map((c) => model.tets[4 * t + c]!)
        .sort((a, b) => a - b)
      const key = face.join(' ')
      const other = seen.get(key)
      if (other === undefined) seen.set(key, t)
      else out.push([other, t, face])
    }
  return out
}

/** A ribbon through the block: a third of them with their ends exactly on lattice nodes. */
function ribbon(random: () => number): [Vec3, Vec3][] {
  const node = (): Vec3 => {
    const n = 3 * Math.floor(random() * model.nodeCount)
    return [model.rest[n]! * 1e3, model.rest[n + 1]! * 1e3, model.rest[n + 2]! * 1e3]
  }
  const place = (): Vec3 => [(random() - 0.5) * 30, (random() - 0.5) * 30, (random() - 0.5) * 24]
  const at = random() < 0.3 ? node : place
  const [p, q, depth] = [at(), at(), at()]
  return [
    [p, add(p, scale(depth, 0.6))],
    [q, add(q, scale(depth, 0.6))],
  ]
}

/** What must hold of any topology; throws with the place. */
function check(s: TissueTopology): void {
  for (let slot = 0; slot < s.slotCount; slot++) {
    const tet = s.slotTet[slot]!
    for (let c = 0; c < 4; c++) {
      const id = s.slotNodes[4 * slot + c]!
      const lattice = model.tets[4 * tet + c]!
      if (id >= s.nodeCount || latticeNode(s, id) !== lattice) throw new Error(`slot ${slot} refers to ${id}`)
      if (s.slotMask[slot]! & (1 << c) && id !== lattice)
        throw new Error(`real corner ${c} of ${slot} is ${id}`)
    }
  }
  checkPieces(s)
  checkFaces(s)
}

/** The pieces of a tetrahedron share no corner and leave none out. */
function checkPieces(s: TissueTopology): void {
  for (const tet of s.slotsOfTet.keys()) {
    const masks = slotsOf(s, tet).map((slot) => s.slotMask[slot]!)
    if (masks.reduce((a, b) => a + b, 0) !== 15 || masks.reduce((a, b) => a | b, 0) !== 15)
      throw new Error(`tetrahedron ${tet} has pieces ${masks}`)
  }
}

/** No crack opens where nothing was cut: pieces that share a face and a real corner on it share all its nodes. */
function checkFaces(s: TissueTopology): void {
  const nodeOn = (slot: number, lattice: number): number => {
    for (let c = 0; c < 4; c++)
      if (model.tets[4 * s.slotTet[slot]! + c] === lattice) return s.slotNodes[4 * slot + c]!
    throw new Error('not on the face')
  }
  const isReal = (slot: number, lattice: number): boolean =>
    nodeOn(slot, lattice) === lattice && realCorner(s, slot, lattice)
  for (const [t, u, face] of neighbours) {
    if (!s.slotsOfTet.has(t) && !s.slotsOfTet.has(u)) continue
    for (const p of slotsOf(s, t))
      for (const q of slotsOf(s, u)) {
        if (!face.some((n) => isReal(p, n) && isReal(q, n))) continue
        if (!face.every((n) => nodeOn(p, n) === nodeOn(q, n))) throw new Error(`crack between ${t} and ${u}`)
      }
  }
}

const realCorner = (s: TissueTopology, slot: number, lattice: number): boolean =>
  [0, 1, 2, 3].some((c) => model.tets[4 * s.slotTet[slot]! + c] === lattice && s.slotMask[slot]! & (1 << c))

describe('cutting', () => {
  it('survives 1,000 random ribbons, three to a block, a third through nodes exactly', () => {
    const random = seededRandom(7)
    const whole = model.volume.reduce((a, b) => a + b, 0)
    let severed = 0
    let refused = 0
    for (let n = 0; n < 334; n++) {
      let s = uncut(model)
      for (let cut = 0; cut < 3; cut++) {
        const plan = planCut(s, sweepBlade(ribbon(random), edge))
        if (plan.refused) refused++
        severed += plan.severedLinkCount
        for (const [node, source] of plan.inherits)
          if (latticeNode(plan.topology, node) !== latticeNode(plan.topology, source))
            throw new Error('inherits afar')
        s = plan.topology
        check(s)
      }
      expect(s.slotVolume.reduce((a, b) => a + b, 0) / whole).toBeCloseTo(1, 5)
    }
    expect(severed).toBeGreaterThan(15_000)
    expect(refused).toBeLessThan(100)
  })

  it('parts the block in two with a plane, every link across it severed', () => {
    const s = uncut(model)
    const { topology, severedLinkCount } = planCut(
      s,
      sweepBlade(
        [
          [
            [0.7, -40, -40],
            [0.7, -40, 40],
          ],
          [
            [0.7, 40, -40],
            [0.7, 40, 40],
          ],
        ],
        edge,
      ),
    )
    let across = 0
    const seen = new Set<number>()
    for (let t = 0; t < model.tetCount; t++)
      for (const [a, b] of [
        [0, 1],
        [0, 2],
        [0, 3],
        [1, 2],
        [1, 3],
        [2, 3],
      ] as const) {
        const [p, q] = [model.tets[4 * t + a]!, model.tets[4 * t + b]!]
        const key = linkKey(model, p, q)
        if (seen.has(key)) continue
        seen.add(key)
        if (model.rest[3 * p]! < 0.7e-3 !== model.rest[3 * q]! < 0.7e-3) across++
      }
    expect(severedLinkCount).toBe(across)
    expect(componentCount(topology)).toBe(2)
    expect(componentCount(s)).toBe(1)
  })

  it('parts a wall much thinner than the lattice with a blade that hardly reaches through it', () => {
    const wall = buildTissueModel(boxHeart([0.02, 0.02, 0.001], 0.5e-3), { edge: 6e-3 })
    const cut = sweepBlade(
      [
        [
          [0.7, -40, -2],
          [0.7, -40, 2],
        ],
        [
          [0.7, 40, -2],
          [0.7, 40, 2],
        ],
      ],
      2e-3,
    )
    expect(componentCount(planCut(uncut(wall), cut).topology)).toBe(2)
    const half = sweepBlade(
      [
        [
          [0.7, -40, -2],
          [0.7, -40, 2],
        ],
        [
          [0.7, 0, -2],
          [0.7, 0, 2],
        ],
      ],
      2e-3,
    )
    expect(componentCount(planCut(uncut(wall), half).topology)).toBe(1)
  })

  it('refuses a second cut along the first, and says so', () => {
    const blade = sweepBlade(
      [
        [
          [0.7, -40, -40],
          [0.7, -40, 40],
        ],
        [
          [0.7, 40, -40],
          [0.7, 40, 40],
        ],
      ],
      edge,
    )
    const once = planCut(uncut(model), blade).topology
    const again = planCut(
      once,
      sweepBlade(
        [
          [
            [0.9, -40, -40],
            [0.9, -40, 40],
          ],
          [
            [0.9, 40, -40],
            [0.9, 40, 40],
          ],
        ],
        edge,
      ),
    )
    expect(again.refused).toMatch(/apart/)
    expect(again.topology).toBe(once)
    expect(
      planCut(
        once,
        sweepBlade(
          [
            [
              [90, 0, 0],
              [90, 9, 0],
            ],
            [
              [99, 0, 0],
              [99, 9, 0],
            ],
          ],
          edge,
        ),
      ).refused,
    ).toMatch(/no tissue/)
  })
})

/** Connected parts of the lattice. */
function componentCount(s: TissueTopology): number {
  const owner = Array.from({ length: s.nodeCount }, (_, n) => n)
  const rootOf = (n: number): number => {
    let r = n
    while (owner[r] !== r) {
      owner[r] = owner[owner[r]!]!
      r = owner[r]!
    }
    return r
  }
  for (let slot = 0; slot < s.slotCount; slot++)
    for (let c = 1; c < 4; c++) owner[rootOf(s.slotNodes[4 * slot + c]!)] = rootOf(s.slotNodes[4 * slot]!)
  return new Set(owner.map((_, n) => rootOf(n))).size
}
