import { describe, expect, it } from 'vitest'
import { sweepBlade } from '../../src/tissue/blade'
import { planCut } from '../../src/tissue/cut'
import { embedSurface } from '../../src/tissue/embed-surface'
import { fingerprint } from '../../src/tissue/fingerprint'
import { buildTissueModel } from '../../src/tissue/model'
import { boxHeart } from '../../src/tissue/solids'
import { latticeNode, linkKey, nodeRoom, type TissueTopology, uncut } from '../../src/tissue/topology'
import { checkTopology, blockEdge as edge, block as model, ribbons, tissueVolume } from '../support/cut-block'
import { openEdges } from '../support/open-edges'

const cutCount = process.env['ATRIUM_LONG'] ? 10_000 : 1000

describe('cutting', () => {
  it(`survives ${cutCount} random ribbons, five to a block, a third through nodes and links exactly`, () => {
    const whole = tissueVolume(uncut(model))
    const blades = ribbons(7)
    let [severed, refused, exact] = [0, 0, 0]
    for (let n = 0; n < cutCount; n += 5) {
      let s = uncut(model)
      const versions = [{ s, print: fingerprint(s) }]
      for (let cut = 0; cut < 5; cut++) {
        const ribbon = blades.next().value
        const plan = planCut(s, sweepBlade(ribbon.rows, edge))
        if (plan.refused) refused++
        if (ribbon.exact) exact++
        severed += plan.severedLinkCount
        for (const [node, source] of plan.inherits)
          if (latticeNode(plan.topology, node) !== latticeNode(plan.topology, source))
            throw new Error('inherits afar')
        s = plan.topology
        checkTopology(s)
        if (n % 100 === 0) versions.push({ s, print: fingerprint(s) })
      }
      expect(Math.abs(tissueVolume(s) / whole - 1)).toBeLessThan(1e-5)
      expect(openEdges(embedSurface(s))).toBe(0)
      // Undo and redo, in any order: every version is what it was, bit by bit.
      for (const { s: version, print } of [...versions, ...versions.reverse()])
        expect(fingerprint(version)).toBe(print)
    }
    console.log(`${cutCount} ribbons, ${exact} of them exact: ${severed} links, ${refused} refused`)
    expect(exact).toBeGreaterThan(0.3 * cutCount)
    expect(severed).toBeGreaterThan(15 * cutCount)
    expect(refused).toBeLessThan(0.2 * cutCount)
  }, 3_600_000)

  it('says of each cut what it touched: everything else is as it was', () => {
    const blades = ribbons(3)
    let s = uncut(model)
    for (let cut = 0; cut < 5; cut++) {
      const before = { nodes: s.slotNodes.slice(), masks: s.slotMask.slice(), volumes: s.slotVolume.slice() }
      const plan = planCut(s, sweepBlade(blades.next().value.rows, edge))
      s = plan.topology
      const touched = new Set(plan.touched!.slots)
      const nodes = new Set(plan.touched!.nodes)
      let missed = 0
      for (let slot = 0; slot < s.slotCount; slot++) {
        const own = [0, 1, 2, 3].map((c) => s.slotNodes[4 * slot + c]!)
        const isSame =
          s.slotMask[slot] === before.masks[slot] &&
          s.slotVolume[slot] === before.volumes[slot] &&
          own.every((node, c) => node === before.nodes[4 * slot + c])
        if (touched.has(slot) ? !own.every((node) => nodes.has(node)) : !isSame) missed++
      }
      expect(missed).toBe(0)
      expect(touched.size).toBeLessThan(0.5 * s.slotCount)
    }
  })

  it('refuses a blade that sweeps nothing, and more pieces than there is room for', () => {
    const still = planCut(
      uncut(model),
      sweepBlade(
        [
          [
            [0, 0, 0],
            [0, 0, 9],
          ],
          [
            [0, 0, 0],
            [0, 0, 9],
          ],
        ],
        edge,
      ),
    )
    expect(still.refused).toMatch(/no area/)
    // A lattice that says it has fewer nodes than it has: its room is used up by the first cut.
    const s = uncut(model)
    const full = { ...s, nodeCount: nodeRoom(model) }
    const print = fingerprint(s)
    const plane = sweepBlade(
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
    const refused = planCut(full, plane)
    expect(refused.refused).toMatch(/5\.0 mm/)
    expect(refused.topology).toBe(full)
    expect(fingerprint(s)).toBe(print)
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
