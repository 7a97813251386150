import { noVertex } from './coarse-numbering'
import type { Touched } from './cut'
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
  /** Vertex for which each slot was last walked through, + 1. */
  private walked = new Int32Array(0)
  private slotsWalked = new Int32Array(0)
  private walkedCount = 0
  /** Groups left of each vertex. */
  private left = new Int32Array(0)

  /**
   * The pieces; the last of a vertex is not among them, it keeps the vertex. The smaller piece is found first.
   * @param touched what cuts touched since the pieces were last found
   */
  find(topology: TissueTopology, rows: NodeRows, touched: readonly Touched[], of: VertexOfNode): number[][] {
    this.begin(topology)
    const { into } = this
    // The newest first: pieces meet again round the tip of the cut.
    for (let n = touched.length - 1; n >= 0; n--) {
      const { nodes } = touched[n]!
      for (let k = 0; k < nodes.length; k++) {
        const node = nodes[k]!
        if (into[node]! < 0 && rows.count[node]! > 0) this.seed(node, of.ofNode[of.base + 2 * node]!)
      }
    }
    const { slotNodes, slotVolume } = topology
    for (let n = 0; n < touched.length; n++) {
      const { slots } = touched[n]!
      for (let k = 0; k < slots.length; k++)
        if (slotVolume[slots[k]!]! > 0) this.joinCorners(slotNodes, slots[k]!, of)
    }
    const apart = this.grow(slotNodes, rows, of)
    this.end(of)
    return apart
  }

  private begin({ nodeCount, slotCount }: TissueTopology): void {
    if (this.walked.length < slotCount) {
      this.walked = new Int32Array(2 * slotCount)
      this.slotsWalked = new Int32Array(2 * slotCount)
    }
    if (this.into.length >= nodeCount) return
    this.into = new Int32Array(2 * nodeCount).fill(-1)
    for (const name of ['pending', 'size', 'last', 'next', 'queue'] as const)
      this[name] = new Int32Array(2 * nodeCount)
  }

  private end({ ofNode, base }: VertexOfNode): void {
    const { queue, into, left, slotsWalked, walked } = this
    for (let n = 0; n < this.queued; n++) {
      into[queue[n]!] = -1
      left[ofNode[base + 2 * queue[n]!]!] = 0
    }
    for (let n = 0; n < this.walkedCount; n++) walked[slotsWalked[n]!] = 0
    this.queued = 0
    this.walkedCount = 0
  }

  private seed(node: number, vertex: number): void {
    if (vertex === noVertex) return
    if (vertex >= this.left.length) this.left = grown(this.left, 2 * vertex + 64)
    this.into[node] = node
    this.pending[node] = 1
    this.size[node] = 1
    this.last[node] = node
    this.next[node] = -1
    this.queue[this.queued++] = node
    this.left[vertex]! += 1
  }

  /** Joins the corners of a touched slot that are in one vertex: all of them are seeds. */
  private joinCorners(slotNodes: Uint32Array, slot: number, { ofNode, base }: VertexOfNode): void {
    const { into } = this
    for (let a = 1; a < 4; a++) {
      const q = slotNodes[4 * slot + a]!
      if (into[q]! < 0) continue
      const vertex = ofNode[base + 2 * q]!
      for (let b = 0; b < a; b++) {
        const p = slotNodes[4 * slot + b]!
        if (into[p]! < 0 || ofNode[base + 2 * p] !== vertex) continue
        this.join(rootOf(into, p), rootOf(into, q), vertex)
        break
      }
    }
  }

  private grow(slotNodes: Uint32Array, rows: NodeRows, { ofNode, base }: VertexOfNode): number[][] {
    const apart: number[][] = []
    const { queue, into, walked, left, slotsWalked, pending } = this
    const { start, count, entries } = rows
    for (let n = 0; n < this.queued; n++) {
      const node = queue[n]!
      const vertex = ofNode[base + 2 * node]!
      if (left[vertex] === 1) continue
      let own = rootOf(into, node)
      const first = start[node]!
      const end = first + count[node]!
      for (let e = first; e < end; e++) {
        const slot = entries[e]! >> 2
        const before = walked[slot]!
        if (before === vertex + 1) continue
        if (before === 0) slotsWalked[this.walkedCount++] = slot
        walked[slot] = vertex + 1
        for (let c = 4 * slot; c < 4 * slot + 4; c++) {
          const other = slotNodes[c]!
          if (ofNode[base + 2 * other] !== vertex) continue
          const met = into[other]!
          if (met < 0) this.add(own, other)
          else if (met !== own) own = this.join(own, rootOf(into, other), vertex)
        }
      }
      pending[own]! -= 1
      if (pending[own]! > 0 || left[vertex] === 1) continue
      apart.push(this.membersOf(own))
      left[vertex]! -= 1
    }
    return apart
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
