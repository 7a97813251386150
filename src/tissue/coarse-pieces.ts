import { noVertex } from './coarse-numbering'
import type { Touched } from './cut'
import { NodeLinks } from './node-links'
import type { NodeRows, TissueTopology } from './topology'

/** Which coarse vertex each node is in, for one colour: `ofNode[base + 2 · node]`. */
interface VertexOfNode {
  readonly ofNode: Uint32Array
  readonly base: number
}

/**
 * Finds the pieces that have come apart from the coarse vertices of one colour. Only nodes that a cut touched can have
 * lost a neighbour, so that pieces grow from them, all at once, until those of a vertex have met again (they hang
 * together round the tip of the cut) or one has nowhere to go: it has come apart. Keeps its working memory.
 */
export class PieceFinder {
  /** A node of the same group that it has joined, itself at the group's root, -1 where no group has met it. */
  private into = new Int32Array(0)
  /** At a root: nodes not yet walked from, nodes, the last of them. */
  private pending = new Int32Array(0)
  private size = new Int32Array(0)
  private last = new Int32Array(0)
  /** The next node of a group, -1 at its end. */
  private next = new Int32Array(0)
  private queue = new Int32Array(0)
  private queued = 0
  private readonly links = new NodeLinks()
  /** Search in which the corners of each slot were last joined. */
  private joined = new Int32Array(0)
  private search = 0
  /** Groups left of each vertex. */
  private left = new Int32Array(0)

  /** A cut has touched something: before `find` is asked for it. */
  touch({ nodes }: Touched): void {
    this.links.forget(nodes)
  }

  /**
   * The pieces; the last of a vertex is not among them, it keeps the vertex. The smaller piece is found first.
   * @param touched what cuts touched since the pieces were last found
   */
  find(topology: TissueTopology, rows: NodeRows, touched: readonly Touched[], of: VertexOfNode): number[][] {
    this.begin(topology)
    // The newest first: pieces meet again round the tip of the cut.
    for (let n = touched.length - 1; n >= 0; n--) this.seed(touched[n]!.nodes, rows, of)
    for (let n = 0; n < touched.length; n++) this.joinCorners(topology, touched[n]!.slots, of)
    const apart = this.grow(topology, rows, of)
    this.end(of)
    return apart
  }

  private begin({ nodeCount, slotCount }: TissueTopology): void {
    this.links.reserve(nodeCount)
    this.search++
    if (this.joined.length < slotCount) this.joined = new Int32Array(2 * slotCount)
    if (this.into.length >= nodeCount) return
    this.into = new Int32Array(2 * nodeCount).fill(-1)
    for (const name of ['pending', 'size', 'last', 'next', 'queue'] as const)
      this[name] = new Int32Array(2 * nodeCount)
  }

  private end({ ofNode, base }: VertexOfNode): void {
    const { queue, into, left } = this
    for (let n = 0; n < this.queued; n++) {
      into[queue[n]!] = -1
      left[ofNode[base + 2 * queue[n]!]!] = 0
    }
    this.queued = 0
  }

  /** Each node that is in a vertex becomes a group by itself. */
  private seed(nodes: Uint32Array, { count }: NodeRows, { ofNode, base }: VertexOfNode): void {
    const { into, pending, size, last, next, queue } = this
    for (let k = 0; k < nodes.length; k++) {
      const node = nodes[k]!
      if (into[node]! >= 0 || count[node] === 0) continue
      const vertex = ofNode[base + 2 * node]!
      if (vertex === noVertex) continue
      if (vertex >= this.left.length) this.left = grown(this.left, 2 * vertex + 64)
      into[node] = node
      pending[node] = 1
      size[node] = 1
      last[node] = node
      next[node] = -1
      queue[this.queued++] = node
      this.left[vertex]! += 1
    }
  }

  /** Joins the corners of touched slots that are in one vertex: all of them are seeds. */
  private joinCorners(
    { slotNodes, slotVolume }: TissueTopology,
    slots: Uint32Array,
    { ofNode, base }: VertexOfNode,
  ): void {
    const { into, joined, search } = this
    for (let k = 0; k < slots.length; k++) {
      const slot = slots[k]!
      if (joined[slot] === search || !(slotVolume[slot]! > 0)) continue
      joined[slot] = search
      for (let a = 1; a < 4; a++) {
        const q = slotNodes[4 * slot + a]!
        if (into[q]! < 0) continue
        const vertex = ofNode[base + 2 * q]!
        for (let b = 0; b < a; b++) {
          const p = slotNodes[4 * slot + b]!
          if (into[p]! < 0 || ofNode[base + 2 * p] !== vertex) continue
          if (into[p] !== into[q]) this.join(rootOf(into, p), rootOf(into, q), vertex)
          break
        }
      }
    }
  }

  private grow(topology: TissueTopology, rows: NodeRows, of: VertexOfNode): number[][] {
    const apart: number[][] = []
    const { queue, into, left, pending, links } = this
    const { ofNode, base } = of
    for (let n = 0; n < this.queued; n++) {
      const node = queue[n]!
      const vertex = ofNode[base + 2 * node]!
      if (left[vertex] === 1) continue
      let own = rootOf(into, node)
      const count = links.countOf(topology, rows, node)
      if (count < 0) own = this.walkSlots(topology, rows, node, vertex, of)
      const { nodes } = links
      const first = links.stride * node
      for (let e = first; e < first + count; e++) {
        const other = nodes[e]!
        if (ofNode[base + 2 * other] !== vertex) continue
        const met = into[other]!
        if (met < 0) this.add(own, other)
        else if (met !== own) own = this.join(own, rootOf(into, other), vertex)
      }
      pending[own]! -= 1
      if (pending[own]! > 0 || left[vertex] === 1) continue
      apart.push(this.membersOf(own))
      left[vertex]! -= 1
    }
    return apart
  }

  /** Goes from a node with more neighbours than are kept to all that share a slot with it. */
  private walkSlots(
    { slotNodes }: TissueTopology,
    { start, count, entries }: NodeRows,
    node: number,
    vertex: number,
    { ofNode, base }: VertexOfNode,
  ): number {
    const { into } = this
    let own = rootOf(into, node)
    const end = start[node]! + count[node]!
    for (let e = 4 * start[node]!; e < 4 * end; e++) {
      const other = slotNodes[(entries[e >> 2]! & ~3) + (e & 3)]!
      if (ofNode[base + 2 * other] !== vertex) continue
      const met = into[other]!
      if (met < 0) this.add(own, other)
      else if (met !== own) own = this.join(own, rootOf(into, other), vertex)
    }
    return own
  }

  private add(root: number, node: number): void {
    this.into[node] = root
    this.next[node] = -1
    this.next[this.last[root]!] = node
    this.last[root] = node
    this.size[root]! += 1
    this.pending[root]! += 1
    this.queue[this.queued++] = node
  }

  private join(a: number, b: number, vertex: number): number {
    if (a === b) return a
    const isLarger = this.size[a]! >= this.size[b]!
    const large = isLarger ? a : b
    const small = isLarger ? b : a
    this.into[small] = large
    this.next[this.last[large]!] = small
    this.last[large] = this.last[small]!
    this.size[large]! += this.size[small]!
    this.pending[large]! += this.pending[small]!
    this.left[vertex]! -= 1
    return large
  }

  /** A group's list starts at its root: every group that joined it is hung on behind. */
  private membersOf(root: number): number[] {
    const out: number[] = []
    for (let n = root; n >= 0; n = this.next[n]!) out.push(n)
    return out
  }
}

function rootOf(into: Int32Array, node: number): number {
  let r = node
  while (into[r] !== r) {
    into[r] = into[into[r]!]!
    r = into[r]!
  }
  return r
}

function grown(data: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const out = new Int32Array(length)
  out.set(data)
  return out
}
