import type { EmbeddedSurface } from '../../src/geometry/surface'

/**
 * How many edges have more triangles on one side than on the other. Two ends are the same only where all their nodes and
 * weights are: no motion of the nodes opens a crack along an edge that has its partner.
 */
export function openEdges({ rest, nodes, weights, triangles }: EmbeddedSurface): number {
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
