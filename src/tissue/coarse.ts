import { CoarseLists, type CoarseRange, type CoarseWords } from './coarse-lists'
import { noVertex, numberVertices } from './coarse-numbering'
import { PieceFinder } from './coarse-pieces'
import type { Touched } from './cut'
import type { NodeRows, TissueTopology } from './topology'

/**
 * The coarse levels of the solver. A coarse vertex is one *connected piece* of the tissue in the support of a
 * trilinear hat, so that a cut parts it too; moving it by dx moves each of its nodes by weight · dx. On every level a
 * node belongs to at most one vertex of each of eight colours (parities of the coarse grid).
 *
 * A cut is taken over in two moves. `extend` gives new nodes the vertices of those they split from: the levels then
 * hold together what the cut has parted, which is slower to settle and never wrong. `part` finds the pieces that have
 * come apart, one colour after the other, off the frame of the cut. The lists of a vertex may name slots and nodes that
 * have left it since: their weight in it is zero, so that they add nothing.
 */
export class CoarseLevels {
  /** (vertex, weight as bits) at ((level · 8 + colour) · nodeRoom + node) · 2. */
  readonly ofNode: Uint32Array
  /** Most nodes that there is room for. */
  readonly nodeRoom: number
  /** The same with -1 for no vertex: numbers beyond 2³¹ are slow to read. */
  private readonly vertexOf: Int32Array
  private readonly items: CoarseLists
  private slotCount: number
  /** What cuts touched since each pass was last parted. */
  private readonly due: Touched[][]
  private readonly finder = new PieceFinder()
  private next = 0
  /** When each slot was last named by `findSlots`. */
  private named = new Int32Array(0)
  private naming = 0
  private slots = new Int32Array(256)

  /**
   * Builds the levels of a topology.
   * @param held nodes that do not move
   * @param edges edges of the levels in units of the lattice's edge, coarsest first
   * @param slack room for growth, as a share of what there is; 0: none
   */
  constructor(
    topology: TissueTopology,
    held: (node: number) => boolean,
    edges: readonly number[],
    slack = 0,
  ) {
    const passCount = edges.length * 8
    this.slotCount = topology.slotCount
    this.nodeRoom = Math.ceil((1 + slack) * topology.nodeCount) + (slack ? 256 : 0)
    this.ofNode = new Uint32Array(2 * passCount * this.nodeRoom).fill(noVertex)
    this.vertexOf = new Int32Array(this.ofNode.buffer)
    const counts = numberVertices(topology, held, edges, this)
    const firstVertex = running(counts.map((n) => (slack ? 4 * n + 256 : n)))
    this.shiftVertices(firstVertex, counts)
    const counted = this.itemCounts(topology, firstVertex[passCount]!)
    this.items = new CoarseLists(firstVertex, counts, counted, slack)
    this.due = counts.map(() => [])
    this.fill(topology)
  }

  /** Chunks of items, as the GPU holds them (`CoarseLists`). */
  get lists(): Uint32Array {
    return this.items.lists
  }

  get vertexChunks(): Uint32Array {
    return this.items.vertexChunks
  }

  /** Per level · 8 + colour. */
  get passes(): readonly CoarseRange[] {
    return this.items.passes
  }

  get vertexCount(): number {
    return this.passes.reduce((sum, p) => sum + p.vertexCount, 0)
  }

  /** True while pieces that a cut has parted may still hang together here. */
  get isDue(): boolean {
    return this.due.some((list) => list.length > 0)
  }

  /**
   * Takes over a cut: new nodes and slots join the vertices of those they were split from.
   * @param words take what changes
   * @returns false where there is no room: build the levels anew
   */
  extend(
    topology: TissueTopology,
    inherits: readonly (readonly [number, number])[],
    touched: Touched,
    words: CoarseWords,
  ): boolean {
    this.items.words = words
    if (topology.nodeCount > this.nodeRoom) return false
    const { slotNodes, slotVolume, slotCount } = topology
    for (let pass = 0; pass < this.passes.length; pass++) {
      for (let n = 0; n < inherits.length; n++) {
        const from = this.entry(pass, inherits[n]![1])
        const vertex = this.vertexOf[from]!
        if (vertex < 0) continue
        const node = inherits[n]![0]
        this.setVertex(pass, node, vertex, this.ofNode[from + 1]!)
        if (!this.items.addItem(pass, vertex, node, true)) return false
      }
      for (let slot = this.slotCount; slot < slotCount; slot++)
        if (slotVolume[slot]! > 0 && !this.addSlot(pass, slotNodes, slot)) return false
      this.due[pass]!.push(touched)
    }
    this.finder.touch(touched)
    this.slotCount = topology.slotCount
    return true
  }

  /**
   * Parts what cuts have parted, in the next `passCount` colours that are due.
   * @returns false where there is no room: build the levels anew
   */
  part(topology: TissueTopology, rows: NodeRows, passCount: number): boolean {
    const { length } = this.passes
    for (let n = 0, done = 0; n < length && done < passCount; n++) {
      const pass = this.next
      this.next = (pass + 1) % length
      const touched = this.due[pass]!
      if (touched.length === 0) continue
      done++
      this.due[pass] = []
      const of = { vertexOf: this.vertexOf, base: this.entry(pass, 0) }
      for (const piece of this.finder.find(topology, rows, touched, of))
        if (!this.addVertex(pass, rows, piece)) return false
    }
    return true
  }

  private entry(pass: number, node: number): number {
    return 2 * (pass * this.nodeRoom + node)
  }

  private setVertex(pass: number, node: number, vertex: number, weight: number): void {
    const entry = this.entry(pass, node)
    this.ofNode[entry] = vertex
    this.ofNode[entry + 1] = weight
    const words = this.items.words?.ofNode
    words?.mark(this.ofNode, entry)
    words?.mark(this.ofNode, entry + 1)
  }

  /** Gives a piece that has come apart a vertex of its own. */
  private addVertex(pass: number, rows: NodeRows, piece: readonly number[]): boolean {
    const slotCount = this.findSlots(rows, piece)
    const vertex = this.items.addVertex(pass, slotCount, piece.length)
    if (vertex < 0) return false
    for (let n = 0; n < piece.length; n++) {
      const entry = this.entry(pass, piece[n]!)
      this.ofNode[entry] = vertex
      this.items.words?.ofNode.mark(this.ofNode, entry)
      this.items.addItem(pass, vertex, piece[n]!, true)
    }
    for (let n = 0; n < slotCount; n++) this.items.addItem(pass, vertex, this.slots[n]!, false)
    return true
  }

  /** Puts the slots of some nodes, each once, in the order of their rows, into `slots`; tells how many. */
  private findSlots({ start, count, entries }: NodeRows, nodes: readonly number[]): number {
    if (this.named.length < this.slotCount) this.named = new Int32Array(2 * this.slotCount)
    const { named } = this
    const own = ++this.naming
    let found = 0
    for (let n = 0; n < nodes.length; n++) {
      const first = start[nodes[n]!]!
      const end = first + count[nodes[n]!]!
      if (found + end - first > this.slots.length) this.slots = doubled(this.slots, found + end - first)
      for (let e = first; e < end; e++) {
        const slot = entries[e]! >> 2
        if (named[slot] === own) continue
        named[slot] = own
        this.slots[found++] = slot
      }
    }
    return found
  }

  /** Adds a slot to the vertices of its corners, to each once. */
  private addSlot(pass: number, slotNodes: Uint32Array, slot: number): boolean {
    const base = this.entry(pass, 0)
    const { vertexOf, items } = this
    const a = vertexOf[base + 2 * slotNodes[4 * slot]!]!
    const b = vertexOf[base + 2 * slotNodes[4 * slot + 1]!]!
    const c = vertexOf[base + 2 * slotNodes[4 * slot + 2]!]!
    const d = vertexOf[base + 2 * slotNodes[4 * slot + 3]!]!
    if (a >= 0 && !items.addItem(pass, a, slot, false)) return false
    if (b >= 0 && b !== a && !items.addItem(pass, b, slot, false)) return false
    if (c >= 0 && c !== a && c !== b && !items.addItem(pass, c, slot, false)) return false
    return d < 0 || d === a || d === b || d === c || items.addItem(pass, d, slot, false)
  }

  private shiftVertices(first: readonly number[], counts: readonly number[]): void {
    for (let pass = 0; pass < counts.length; pass++)
      for (let e = this.entry(pass, 0); e < this.entry(pass + 1, 0); e += 2)
        if (this.ofNode[e] !== noVertex) this.ofNode[e]! += first[pass]!
  }

  private itemCounts(topology: TissueTopology, total: number): { slots: Uint32Array; nodes: Uint32Array } {
    const slots = new Uint32Array(total)
    const nodes = new Uint32Array(total)
    this.eachSlot(topology, (vertex) => slots[vertex]!++)
    for (let e = 0; e < this.ofNode.length; e += 2) if (this.ofNode[e] !== noVertex) nodes[this.ofNode[e]!]!++
    return { slots, nodes }
  }

  private eachSlot(
    topology: TissueTopology,
    visit: (vertex: number, slot: number, pass: number) => void,
  ): void {
    const { slotNodes, slotCount, slotVolume } = topology
    const of = this.ofNode
    for (let base = 0, pass = 0; base < of.length; base += 2 * this.nodeRoom, pass++)
      for (let slot = 0; slot < slotCount; slot++) {
        if (slotVolume[slot] === 0) continue
        const a = of[base + 2 * slotNodes[4 * slot]!]!
        const b = of[base + 2 * slotNodes[4 * slot + 1]!]!
        const c = of[base + 2 * slotNodes[4 * slot + 2]!]!
        const d = of[base + 2 * slotNodes[4 * slot + 3]!]!
        if (a !== noVertex) visit(a, slot, pass)
        if (b !== noVertex && b !== a) visit(b, slot, pass)
        if (c !== noVertex && c !== a && c !== b) visit(c, slot, pass)
        if (d !== noVertex && d !== a && d !== b && d !== c) visit(d, slot, pass)
      }
  }

  private fill(topology: TissueTopology): void {
    this.eachSlot(topology, (vertex, slot, pass) => this.items.addItem(pass, vertex, slot, false))
    for (let pass = 0; pass < this.passes.length; pass++)
      for (let n = 0; n < topology.nodeCount; n++) {
        const vertex = this.ofNode[this.entry(pass, n)]!
        if (vertex !== noVertex) this.items.addItem(pass, vertex, n, true)
      }
  }
}

function doubled(data: Int32Array<ArrayBuffer>, least: number): Int32Array<ArrayBuffer> {
  const out = new Int32Array(2 * least)
  out.set(data)
  return out
}

/** Sums of all before each, and of all. */
function running(counts: readonly number[]): number[] {
  const out = [0]
  for (const n of counts) out.push(out.at(-1)! + n)
  return out
}

/** The levels of a topology, without room to grow. */
export const buildCoarse = (
  topology: TissueTopology,
  held: (node: number) => boolean,
  edges: readonly number[],
): CoarseLevels => new CoarseLevels(topology, held, edges)
