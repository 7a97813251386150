import type { Touched } from './cut'
import { NodeLinks } from './node-links'
import type { NodeRows, TissueTopology } from './topology'

/** Which coarse vertex each node is in, for one colour: `vertexOf[base + 2 · node]`, -1: none. */
interface VertexOfNode {
  readonly vertexOf: Int32Array
  readonly base: number
}

/** Nodes that a group is grown by at a time. */
const stint = 8

/**
 * Finds the pieces that have come apart from the coarse vertices of one colour. Only nodes that a cut touched can have
 * lost a neighbour, so that groups grow from them, the smallest of a vertex first, until all have met again (they hang
 * together round the tip of the cut) or one has nowhere to go: it has come apart. What is walked is so about twice the
 * smaller side of a cut. Keeps its working memory.
 */
export class PieceFinder {
  /** A node of the same group that it has joined, itself at the group's root, -1 where no group has met it. */
  private into = new Int32Array(0)
  /** At a root: nodes, the last of them, the first and the last not yet walked from (first: -1 where there is none). */
  private size = new Int32Array(0)
  private last = new Int32Array(0)
  private firstDue = new Int32Array(0)
  private lastDue = new Int32Array(0)
  /** The next node of a group, and the next to be walked from; -1 at the end. */
  private next = new Int32Array(0)
  private nextDue = new Int32Array(0)
  /** All nodes that are in a group; the seeds come first. */
  private seen = new Int32Array(0)
  private seenCount = 0
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
    for (const name of ['size', 'last', 'firstDue', 'lastDue', 'next', 'nextDue', 'seen'] as const)
      this[name] = new Int32Array(2 * nodeCount)
  }

  private end({ vertexOf, base }: VertexOfNode): void {
    const { seen, into, left } = this
    for (let n = 0; n < this.seenCount; n++) {
      into[seen[n]!] = -1
      left[vertexOf[base + 2 * seen[n]!]!] = 0
    }
    this.seenCount = 0
  }

  /** Each node that is in a vertex becomes a group by itself. */
  private seed(nodes: Uint32Array, { count }: NodeRows, { vertexOf, base }: VertexOfNode): void {
    const { into, size, last, next, seen, firstDue, lastDue, nextDue } = this
    for (let k = 0; k < nodes.length; k++) {
      const node = nodes[k]!
      if (into[node]! >= 0 || count[node] === 0) continue
      const vertex = vertexOf[base + 2 * node]!
      if (vertex < 0) continue
      if (vertex >= this.left.length) this.left = grown(this.left, 2 * vertex + 64)
      into[node] = node
      size[node] = 1
      last[node] = node
      next[node] = -1
      firstDue[node] = node
      lastDue[node] = node
      nextDue[node] = -1
      seen[this.seenCount++] = node
      this.left[vertex]! += 1
    }
  }

  /** Joins the corners of touched slots that are in one vertex: all of them are seeds. */
  private joinCorners(
    { slotNodes, slotVolume }: TissueTopology,
    slots: Uint32Array,
    { vertexOf, base }: VertexOfNode,
  ): void {
    const { into, joined, search } = this
    for (let k = 0; k < slots.length; k++) {
      const slot = slots[k]!
      if (joined[slot] === search || !(slotVolume[slot]! > 0)) continue
      joined[slot] = search
      for (let a = 1; a < 4; a++) {
        const q = slotNodes[4 * slot + a]!
        if (into[q]! < 0) continue
        const vertex = vertexOf[base + 2 * q]!
        for (let b = 0; b < a; b++) {
          const p = slotNodes[4 * slot + b]!
          if (into[p]! < 0 || vertexOf[base + 2 * p] !== vertex) continue
          if (into[p] !== into[q]) this.join(rootOf(into, p), rootOf(into, q), vertex)
          break
        }
      }
    }
  }

  private grow(topology: TissueTopology, rows: NodeRows, of: VertexOfNode): number[][] {
    const apart: number[][] = []
    for (const [vertex, groups] of this.openVertices(of)) {
      while (this.left[vertex]! > 1) {
        const own = this.smallest(groups)
        if (!this.growGroup(topology, rows, own, vertex, of)) continue
        apart.push(this.membersOf(own))
        groups.splice(groups.indexOf(own), 1)
        this.left[vertex]! -= 1
      }
    }
    return apart
  }

  /** The groups of each vertex that has more than one, by their roots, in the order of the seeds. */
  private openVertices({ vertexOf, base }: VertexOfNode): Map<number, number[]> {
    const { seen, into, left } = this
    const open = new Map<number, number[]>()
    for (let n = 0; n < this.seenCount; n++) {
      const node = seen[n]!
      const vertex = vertexOf[base + 2 * node]!
      if (left[vertex] === 1 || into[node] !== node) continue
      const groups = open.get(vertex)
      if (groups) groups.push(node)
      else open.set(vertex, [node])
    }
    return open
  }

  /** Root of the smallest group; those that have joined another since are left out from now on. */
  private smallest(groups: number[]): number {
    const { into, size } = this
    let least = -1
    let kept = 0
    for (let n = 0; n < groups.length; n++) {
      const root = groups[n]!
      if (into[root] !== root) continue
      groups[kept++] = root
      if (least < 0 || size[root]! < size[least]!) least = root
    }
    groups.length = kept
    return least
  }

  /** Grows a group for a stint, or until it has met another; true where it has nowhere to go. */
  private growGroup(
    topology: TissueTopology,
    rows: NodeRows,
    root: number,
    vertex: number,
    of: VertexOfNode,
  ): boolean {
    const { firstDue, nextDue } = this
    for (let n = 0; n < stint; n++) {
      const node = firstDue[root]!
      if (node < 0) return true
      firstDue[root] = nextDue[node]!
      if (this.walk(topology, rows, node, root, vertex, of) !== root) return false
    }
    return false
  }

  /** Takes a node's neighbours in its vertex into its group, or its group into theirs; returns the group's root. */
  private walk(
    topology: TissueTopology,
    rows: NodeRows,
    node: number,
    root: number,
    vertex: number,
    of: VertexOfNode,
  ): number {
    const { into, links } = this
    const { vertexOf, base } = of
    const count = links.countOf(topology, rows, node)
    if (count < 0) return this.walkSlots(topology, rows, node, vertex, of)
    const { nodes } = links
    const first = links.stride * node
    let own = root
    for (let e = first; e < first + count; e++) {
      const other = nodes[e]!
      const met = into[other]!
      if (met === own || vertexOf[base + 2 * other] !== vertex) continue
      if (met < 0) this.add(own, other)
      else own = this.join(own, rootOf(into, other), vertex)
    }
    return own
  }

  /** Goes from a node with more neighbours than are kept to all that share a slot with it. */
  private walkSlots(
    { slotNodes }: TissueTopology,
    { start, count, entries }: NodeRows,
    node: number,
    vertex: number,
    { vertexOf, base }: VertexOfNode,
  ): number {
    const { into } = this
    let own = rootOf(into, node)
    const end = start[node]! + count[node]!
    for (let e = 4 * start[node]!; e < 4 * end; e++) {
      const other = slotNodes[(entries[e >> 2]! & ~3) + (e & 3)]!
      if (vertexOf[base + 2 * other] !== vertex) continue
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
    this.nextDue[node] = -1
    this.append(root, node, node)
    this.seen[this.seenCount++] = node
  }

  /** Hangs nodes that are due behind those of a group. */
  private append(root: number, first: number, last: number): void {
    if (this.firstDue[root]! < 0) this.firstDue[root] = first
    else this.nextDue[this.lastDue[root]!] = first
    this.lastDue[root] = last
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
    if (this.firstDue[small]! >= 0) this.append(large, this.firstDue[small]!, this.lastDue[small]!)
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
