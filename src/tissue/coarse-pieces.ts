import type { NodeRows, TissueTopology } from './topology'

/** Nodes known to hang together, and those among them whose neighbours have not been looked at. */
interface Group {
  readonly vertex: number
  readonly nodes: number[]
  pending: number
  /** The group that it has become part of. */
  into: Group | null
}

const rootOf = (group: Group): Group => {
  let g = group
  while (g.into) g = g.into
  return g
}

/**
 * The pieces that have come apart from the coarse vertices of one colour. Only nodes that a cut touched can have lost
 * a neighbour, so that pieces grow from them, all at once, until those of a vertex have met again (they hang together
 * round the tip of the cut) or one has nowhere to go: it has come apart. The last piece of a vertex is not returned, it
 * keeps the vertex. The order of growth finds the smaller piece first.
 * @param touched nodes that cuts touched
 * @param vertexOf coarse vertex of a node; no hat reaches a node without one
 */
export function partPieces(
  topology: TissueTopology,
  rows: NodeRows,
  touched: readonly Uint32Array[],
  vertexOf: (node: number) => number,
): number[][] {
  const groupOf = new Map<number, Group>()
  const groupCount = new Map<number, number>()
  const queue: number[] = []
  for (const nodes of touched)
    for (const node of nodes) {
      const vertex = vertexOf(node)
      if (vertex === 0xffffffff || rows.count[node] === 0 || groupOf.has(node)) continue
      groupOf.set(node, { vertex, nodes: [node], pending: 1, into: null })
      groupCount.set(vertex, (groupCount.get(vertex) ?? 0) + 1)
      queue.push(node)
    }
  const apart: number[][] = []
  const { slotNodes } = topology
  for (let n = 0; n < queue.length; n++) {
    const node = queue[n]!
    const vertex = vertexOf(node)
    if (groupCount.get(vertex) === 1) continue
    let own = rootOf(groupOf.get(node)!)
    const first = rows.start[node]!
    for (let e = first; e < first + rows.count[node]!; e++)
      for (let c = 0; c < 4; c++) {
        const other = slotNodes[4 * (rows.entries[e]! >> 2) + c]!
        if (vertexOf(other) !== vertex) continue
        const met = groupOf.get(other)
        if (!met) {
          groupOf.set(other, own)
          own.nodes.push(other)
          own.pending++
          queue.push(other)
        } else if (rootOf(met) !== own) {
          own = merge(own, rootOf(met))
          groupCount.set(vertex, groupCount.get(vertex)! - 1)
        }
      }
    own.pending--
    if (own.pending > 0 || groupCount.get(vertex) === 1) continue
    apart.push(own.nodes)
    groupCount.set(vertex, groupCount.get(vertex)! - 1)
  }
  return apart
}

function merge(a: Group, b: Group): Group {
  const [large, small] = a.nodes.length >= b.nodes.length ? [a, b] : [b, a]
  for (const node of small.nodes) large.nodes.push(node)
  large.pending += small.pending
  small.into = large
  return large
}
