import { expect, it } from 'vitest'
import { seededRandom } from '../core/random'
import { type BlockGraph, bandedCut } from './banded-cut'
import { FlowGraph } from './openings-cut'

/** A bar of n × m × m cells whose links carry less towards a waist, with noise. */
function bar(n: number, m: number, waist: number, seed: number): BlockGraph {
  const random = seededRandom(seed)
  const at = (i: number, j: number, k: number) => i + n * (j + m * k)
  const [from, to, capacity, block]: number[][] = [[], [], [], []]
  for (let k = 0; k < m; k++)
    for (let j = 0; j < m; j++)
      for (let i = 0; i < n; i++) {
        block![at(i, j, k)] = (i >> 1) + n * ((j >> 1) + m * (k >> 1))
        const wide = Math.round(400 + 40 * Math.abs(i - waist) + 60 * random())
        for (const [di, dj, dk] of [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ] as const) {
          if (i + di >= n || j + dj >= m || k + dk >= m) continue
          from!.push(at(i, j, k))
          to!.push(at(i + di, j + dj, k + dk))
          capacity!.push(wide)
        }
      }
  return {
    nodeCount: n * m * m,
    from: Int32Array.from(from!),
    to: Int32Array.from(to!),
    capacity: Int32Array.from(capacity!),
    block: Int32Array.from(block!),
  }
}

const cutOf = ({ from, to, capacity }: BlockGraph, side: Uint8Array): number =>
  from.reduce((sum, a, l) => sum + (side[a] === side[to[l]!] ? 0 : capacity[l]!), 0)

// Reference: the maximum flow of the whole graph, which equals its least cut (Ford and Fulkerson).
it.each([1, 2, 3, 4])('cuts as little as the whole graph does (%i)', (seed) => {
  const graph = bar(24, 6, 9 + seed, seed)
  const ends = (i: number) => Array.from({ length: 36 }, (_, n) => i + 24 * n)
  const flow = new FlowGraph(graph.nodeCount + 2)
  for (const n of ends(0)) flow.join(graph.nodeCount, n, 2 ** 30)
  for (const n of ends(23)) flow.join(graph.nodeCount + 1, n, 2 ** 30)
  graph.from.forEach((a, l) => {
    flow.join(a, graph.to[l]!, graph.capacity[l]!)
  })
  const most = flow.cut(graph.nodeCount, graph.nodeCount + 1).flow
  expect(cutOf(graph, bandedCut(graph, ends(0), ends(23)))).toBe(most)
})
