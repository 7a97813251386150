import type { Touched } from './cut'
import type { NodeRows, TissueTopology } from './topology'

/** Which coarse vertex each node is in, for one colour: `ofNode[base + 2 · node]`. */
interface VertexOfNode {
  readonly ofNode: Uint32Array
  readonly base: number
}

const noVertex = 0xffffffff

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
  /** Vertex for which each slot was last walked through, + 1. */
  private walked = new Float64Array(0)
  private readonly queue: number[] = []
  private readonly slotsWalked: number[] = []
  /** Groups left of each vertex. */
  private readonly left = new Map<number, number>()

  /**
   * The pieces; the last of a vertex is not among them, it keeps the vertex. The smaller piece is found first.
   * @param touched what cuts touched since the pieces were last found
   */
  find(topology: TissueTopology, rows: NodeRows, touched: readonly Touched[], of: VertexOfNode): number[][] {
    this.begin(topology)
    // The newest first: pieces meet again round the tip of the cut.
    for (let n = touched.length - 1; n >= 0; n--)
      for (const node of touched[n]!.nodes)
        if (this.into[node]! < 0 && rows.count[node]! > 0) this.seed(node, of.ofNode[of.base + 2 * node]!)
    const { slotNodes, slotVolume } = topology
    for (const { slots } of touched)
      for (const slot of slots) if (slotVolume[slot]! > 0) this.joinCorners(slotNodes, slot, of)
    const apart = this.grow(slotNodes, rows, of)
    this.end()
    return apart
  }

  private begin({ nodeCount, slotCount }: TissueTopology): void {
    if (this.walked.length < slotCount) this.walked = new Float64Array(2 * slotCount)
    if (this.into.length >= nodeCount) return
    this.into = new Int32Array(2 * nodeCount).fill(-1)
    for (const name of ['pending', 'size', 'last', 'next'] as const)
      this[name] = new Int32Array(2 * nodeCount)
  }

  private end(): void {
    for (const node of this.queue) this.into[node] = -1
    for (const slot of this.slotsWalked) this.walked[slot] = 0
    this.queue.length = 0
    this.slotsWalked.length = 0
    this.left.clear()
  }

  private seed(node: number, vertex: number): void {
    if (vertex === noVertex) return
    this.into[node] = node
    this.pending[node] = 1
    this.size[node] = 1
    this.last[node] = node
    this.next[node] = -1
    this.queue.push(node)
    this.left.set(vertex, (this.left.get(vertex) ?? 0) + 1)
  }

  /** Joins the corners of a touched slot that are in one vertex: all of them are seeds. */
  private joinCorners(slotNodes: Uint32Array, slot: number, { ofNode, base }: VertexOfNode): void {
    for (let a = 1; a < 4; a++) {
      const q = slotNodes[4 * slot + a]!
      const vertex = ofNode[base + 2 * q]!
      if (vertex === noVertex || this.into[q]! < 0) continue
      for (let b = 0; b < a; b++) {
        const p = slotNodes[4 * slot + b]!
        if (ofNode[base + 2 * p] !== vertex || this.into[p]! < 0) continue
        this.join(this.rootOf(p), this.rootOf(q), vertex)
        break
      }
    }
  }

  private grow(slotNodes: Uint32Array, rows: NodeRows, { ofNode, base }: VertexOfNode): number[][] {
    const apart: number[][] = []
    const { queue, into, walked, left } = this
    for (let n = 0; n < queue.length; n++) {
      const node = queue[n]!
      const vertex = ofNode[base + 2 * node]!
      if (left.get(vertex) === 1) continue
      let own = this.rootOf(node)
      const first = rows.start[node]!
      for (let e = first; e < first + rows.count[node]!; e++) {
        const slot = rows.entries[e]! >> 2
        if (walked[slot] === vertex + 1) continue
        if (walked[slot] === 0) this.slotsWalked.push(slot)
        walked[slot] = vertex + 1
        for (let c = 0; c < 4; c++) {
          const other = slotNodes[4 * slot + c]!
          if (ofNode[base + 2 * other] !== vertex) continue
          if (into[other]! < 0) this.add(own, other)
          else own = this.join(own, this.rootOf(other), vertex)
        }
      }
      this.pending[own]! -= 1
      if (this.pending[own]! > 0 || left.get(vertex) === 1) continue
      apart.push(this.membersOf(own))
      left.set(vertex, left.get(vertex)! - 1)
    }
    return apart
  }

  private rootOf(node: number): number {
    const { into } = this
    let r = node
    while (into[r] !== r) {
      into[r] = into[into[r]!]!
      r = into[r]!
    }
    return r
  }

  private add(root: number, node: number): void {
    this.into[node] = root
    this.next[node] = -1
    this.next[this.last[root]!] = node
    this.last[root] = node
    this.size[root]! += 1
    this.pending[root]! += 1
    this.queue.push(node)
  }

  private join(a: number, b: number, vertex: number): number {
    if (a === b) return a
    const [large, small] = this.size[a]! >= this.size[b]! ? [a, b] : [b, a]
    this.into[small] = large
    this.next[this.last[large]!] = small
    this.last[large] = this.last[small]!
    this.size[large]! += this.size[small]!
    this.pending[large]! += this.pending[small]!
    this.left.set(vertex, this.left.get(vertex)! - 1)
    return large
  }

  /** A group's list starts at its root: every group that joined it is hung on behind. */
  private membersOf(root: number): number[] {
    const out: number[] = []
    for (let n = root; n >= 0; n = this.next[n]!) out.push(n)
    return out
  }
}
