import { describe, expect, it } from 'vitest'
import { block, blockEdge, ribbons } from '../../tests/support/cut-block'
import type { EmbeddedSurface } from '../geometry/surface'
import { sweepBlade } from './blade'
import { planCut } from './cut'
import { embedSurface } from './embed-surface'
import { uncut } from './topology'

/**
 * Edges with more triangles on one side than on the other: its ends are the same only where all nodes and weights are,
 * so that no motion of the nodes opens a crack along an edge that has its partner.
 */
function openEdges({ rest, nodes, weights, triangles }: EmbeddedSurface): number {
  const ids = new Map<string, number>()
  const id = Array.from({ length: rest.length / 3 }, (_, v) => {
    const key = [
      ...rest.slice(3 * v, 3 * v + 3),
      ...nodes.slice(4 * v, 4 * v + 4),
      ...weights.slice(4 * v, 4 * v + 4),
    ]
    const name = key.join()
    if (!ids.has(name)) ids.set(name, ids.size)
    return ids.get(name)!
  })
  const balance = new Map<string, number>()
  for (let n = 0; n < triangles.length; n++) {
    const [a, b] = [id[triangles[n]!]!, id[triangles[n % 3 === 2 ? n - 2 : n + 1]!]!]
    const name = a < b ? `${a} ${b}` : `${b} ${a}`
    if (a !== b) balance.set(name, (balance.get(name) ?? 0) + (a < b ? 1 : -1))
  }
  return [...balance.values()].filter((sum) => sum !== 0).length
}

// ∂∂ = 0: split alike from both sides, the faces between fine tetrahedra cancel, and what closes each closes all.
describe('the drawn surface of tissue cut at random', () => {
  const blades = ribbons(7)
  it.each(Array.from({ length: 12 }, (_, n) => n))('is closed, run %i', (run) => {
    let topology = uncut(block)
    // Each run's cuts cross each other; a third pass exactly through nodes and along links.
    for (let n = 0; n <= run % 4; n++)
      topology = planCut(topology, sweepBlade(blades.next().value.rows, blockEdge)).topology
    expect(openEdges(embedSurface(topology))).toBe(0)
  })
})
