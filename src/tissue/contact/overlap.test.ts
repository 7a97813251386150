import { describe, expect, it } from 'vitest'
import { buildTissueModel } from '../model'
import { boxHeart } from '../solids'
import { uncut } from '../topology'
import { sampleLips } from './lips'
import { OverlapSearch } from './overlap'
import { PushList } from './push-list'
import { buildSkin } from './skin'
import { SlipMemory } from './slip'

/** A bar 48 × 8 × 8 mm. */
const model = buildTissueModel(boxHeart([0.024, 0.004, 0.004], 1e-3), { edge: 2.5e-3, anchored: false })
const topology = uncut(model)

/** Contacts that are found when every node is where `place` puts it; several frames, so that all points get a turn. */
function contacts(place: (x: number, y: number, z: number) => readonly [number, number, number]) {
  const positions = new Float32Array(4 * model.nodeCount)
  for (let n = 0; n < model.nodeCount; n++)
    positions.set(place(model.rest[3 * n]!, model.rest[3 * n + 1]!, model.rest[3 * n + 2]!), 4 * n)
  const [lips, skin, list, slip] = [
    sampleLips(topology),
    buildSkin(topology),
    new PushList(4096),
    new SlipMemory(),
  ]
  const search = new OverlapSearch(topology, lips, 4096)
  for (let frame = 0; frame < 20; frame++) {
    list.begin(positions)
    search.find([{ points: skin.heads, clearance: 0, isTissue: true }], positions, 0, slip, list)
  }
  const touched = (n: number, d: number): number =>
    [0, 1, 2, 3].reduce(
      (sum, k) => sum + list.data[20 * n + k]! * positions[4 * list.nodes[8 * n + k]! + d]!,
      0,
    )
  return Array.from({ length: list.count }, (_, n) => ({
    place: [0, 1, 2].map((d) => touched(n, d)),
    gap: -list.data[20 * n + 12]!,
    normal: [...list.data.subarray(20 * n + 16, 20 * n + 19)],
  }))
}

describe('tissue against tissue', () => {
  it('feels nothing of itself at rest, turned or stretched', () => {
    expect(contacts((x, y, z) => [x, y, z])).toEqual([])
    expect(contacts((x, y, z) => [1.3 * z, 0.8 * x, 1.1 * y])).toEqual([])
  })

  it('finds how deep a bar folded onto itself overlaps, and which way is out', () => {
    // The right half turned over onto the left: its top, at 4 mm, comes to lie at 3.5 mm.
    const found = contacts((x, y, z) => (x > 4e-3 ? [-x, y, 7.5e-3 - z] : [x, y, z]))
    // Away from the fold and from the bar's edges, where the nearest surface is another.
    const flat = found.filter(({ place: [x, y] }) => x! < -8e-3 && x! > -22e-3 && Math.abs(y!) < 2.5e-3)
    console.log(`${found.length} contacts, ${flat.length} of them away from fold and edges`)
    expect(flat.length).toBeGreaterThan(20)
    for (const { gap, normal } of flat) {
      expect(gap).toBeCloseTo(-0.5e-3, 5)
      expect(Math.abs(normal[2]!)).toBeGreaterThan(0.99)
    }
  })
})
