import type { NodeRows, TissueTopology } from './topology'

/** Most neighbours that are kept of a node; an uncut one has fourteen. */
const stride = 24
/** A node whose neighbours are not known yet; one that has more than are kept. */
const unknown = 254
const tooMany = 255

/**
 * Which nodes share a slot with a node, in the order in which its row names them first: found when first asked for, and
 * kept until the node is touched. A walk over them costs a quarter of one over the slots.
 */
export class NodeLinks {
  /** Neighbours of a node from `stride · node` on. */
  readonly stride = stride
  nodes = new Int32Array(0)
  private counts = new Uint8Array(0)
  private stamp = new Int32Array(0)
  private stamped = 0

  /** Makes room for the nodes of a topology. */
  reserve(nodeCount: number): void {
    if (nodeCount <= this.counts.length) return
    const room = Math.ceil(1.5 * nodeCount) + 1024
    const [nodes, counts] = [new Int32Array(stride * room), new Uint8Array(room).fill(unknown)]
    nodes.set(this.nodes)
    counts.set(this.counts)
    this.nodes = nodes
    this.counts = counts
    this.stamp = new Int32Array(room)
    this.stamped = 0
  }

  /** The slots of some nodes have changed. */
  forget(nodes: ArrayLike<number>): void {
    for (let n = 0; n < nodes.length; n++)
      if (nodes[n]! < this.counts.length) this.counts[nodes[n]!] = unknown
  }

  /** Number of a node's neighbours, -1 where there are more than are kept. */
  countOf({ slotNodes }: Pick<TissueTopology, 'slotNodes'>, rows: NodeRows, node: number): number {
    const known = this.counts[node]!
    if (known < unknown) return known
    if (known === tooMany) return -1
    const count = this.find(slotNodes, rows, node)
    this.counts[node] = count < 0 ? tooMany : count
    return count
  }

  private find(slotNodes: Uint32Array, { start, count, entries }: NodeRows, node: number): number {
    const { stamp, nodes } = this
    const own = ++this.stamped
    const first = stride * node
    let found = 0
    stamp[node] = own
    const end = start[node]! + count[node]!
    for (let e = start[node]!; e < end; e++) {
      const corner = entries[e]! & ~3
      for (let c = corner; c < corner + 4; c++) {
        const other = slotNodes[c]!
        if (stamp[other] === own) continue
        if (found === stride) return -1
        stamp[other] = own
        nodes[first + found++] = other
      }
    }
    return found
  }
}
