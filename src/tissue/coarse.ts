import type { BufferWords } from './buffer-patch'
import { type Hats, halfSteps, hatsOf } from './coarse-hats'
import { PieceFinder } from './coarse-pieces'
import type { Touched } from './cut'
import { floatBits } from './lattice-store'
import type { NodeRows, TissueTopology } from './topology'

/** No coarse vertex: the node is held, or lies on the rim of the hat. */
export const noVertex = 0xffffffff

/** Slots or nodes that one GPU thread sums. */
const chunkLength = 24

/** Part of the vertices and chunks that belongs to one colour of one level; there is room at the end of each. */
export interface CoarseRange {
  readonly firstVertex: number
  readonly vertexRoom: number
  vertexCount: number
  readonly firstChunk: number
  readonly chunkRoom: number
  chunkCount: number
}

/** What a cut changes in the three arrays. */
export interface CoarseWords {
  readonly ofNode: BufferWords
  readonly lists: BufferWords
  readonly vertexChunks: BufferWords
}

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
  /** Four numbers a chunk (vertex, first item, slots, nodes), then `chunkLength` items a chunk. */
  readonly lists: Uint32Array
  /** Chunks of each vertex: the first of those it was given at first and their number, the same of those added. */
  readonly vertexChunks: Uint32Array
  /** Per level · 8 + colour. */
  readonly passes: readonly CoarseRange[]
  private readonly chunkTotal: number
  /** Chunks that each vertex has room for at first and added, and its last with slots and with nodes (-1: none). */
  private readonly room: Uint32Array
  private readonly lastSlots: Int32Array
  private readonly lastNodes: Int32Array
  private slotCount: number
  /** What cuts touched since each pass was last parted. */
  private readonly due: Touched[][]
  private readonly finder = new PieceFinder()
  private next = 0
  private words: CoarseWords | null = null
  /** When the head of a chunk was last marked to be sent. */
  private readonly sent: Uint32Array

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
    const counts = this.numberVertices(topology, held, edges)
    const firstVertex = running(counts.map((n) => (slack ? 4 * n + 256 : n)))
    const vertexTotal = firstVertex[passCount]!
    this.shiftVertices(firstVertex, counts)
    const { slots, nodes } = this.itemCounts(topology, vertexTotal)
    this.room = new Uint32Array(2 * vertexTotal)
    this.vertexChunks = new Uint32Array(4 * vertexTotal)
    this.lastSlots = new Int32Array(vertexTotal).fill(-1)
    this.lastNodes = new Int32Array(vertexTotal).fill(-1)
    let chunk = 0
    this.passes = counts.map((vertexCount, pass) => {
      const first = firstVertex[pass]!
      const firstChunk = chunk
      for (let v = first; v < first + vertexCount; v++) {
        const full = Math.ceil(slots[v]! / chunkLength) + Math.ceil(nodes[v]! / chunkLength)
        this.vertexChunks[4 * v] = chunk
        this.room[2 * v] = full + (slack ? 1 + (full >> 3) : 0)
        chunk += this.room[2 * v]!
      }
      const used = chunk - firstChunk
      chunk = firstChunk + roomFor(used, slack, 64)
      const vertexRoom = firstVertex[pass + 1]! - first
      return {
        firstVertex: first,
        vertexRoom,
        vertexCount,
        firstChunk,
        chunkRoom: chunk - firstChunk,
        chunkCount: used,
      }
    })
    this.chunkTotal = chunk
    this.lists = new Uint32Array((4 + chunkLength) * chunk)
    this.sent = new Uint32Array(chunk)
    this.due = counts.map(() => [])
    this.fill(topology)
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
    this.words = words
    if (topology.nodeCount > this.nodeRoom) return false
    const { slotNodes, slotVolume, slotCount } = topology
    for (let pass = 0; pass < this.passes.length; pass++) {
      for (let n = 0; n < inherits.length; n++) {
        const from = this.entry(pass, inherits[n]![1])
        const vertex = this.ofNode[from]!
        if (vertex === noVertex) continue
        const node = inherits[n]![0]
        this.setVertex(pass, node, vertex, this.ofNode[from + 1]!)
        if (!this.addItem(pass, vertex, node, true)) return false
      }
      for (let slot = this.slotCount; slot < slotCount; slot++)
        if (slotVolume[slot]! > 0 && !this.addSlot(pass, slotNodes, slot)) return false
      this.due[pass]!.push(touched)
    }
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
      const of = { ofNode: this.ofNode, base: this.entry(pass, 0) }
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
    const words = this.words?.ofNode
    words?.mark(this.ofNode, entry)
    words?.mark(this.ofNode, entry + 1)
  }

  /** Gives a piece that has come apart a vertex of its own. */
  private addVertex(pass: number, rows: NodeRows, piece: readonly number[]): boolean {
    const slots = new Set<number>()
    for (const node of piece) {
      const first = rows.start[node]!
      for (let e = first; e < first + rows.count[node]!; e++) slots.add(rows.entries[e]! >> 2)
    }
    const range = this.passes[pass]!
    const room = Math.ceil(slots.size / chunkLength) + Math.ceil(piece.length / chunkLength) + 1
    if (range.vertexCount === range.vertexRoom || range.chunkCount + room > range.chunkRoom) return false
    const vertex = range.firstVertex + range.vertexCount++
    this.vertexChunks[4 * vertex] = range.firstChunk + range.chunkCount
    this.room[2 * vertex] = room
    range.chunkCount += room
    for (const node of piece) {
      this.setVertex(pass, node, vertex, this.ofNode[this.entry(pass, node) + 1]!)
      this.addItem(pass, vertex, node, true)
    }
    for (const slot of slots) this.addItem(pass, vertex, slot, false)
    return true
  }

  /** Adds a slot to the vertices of its corners. */
  private addSlot(pass: number, slotNodes: Uint32Array, slot: number): boolean {
    const base = this.entry(pass, 0)
    const of = this.ofNode
    const a = of[base + 2 * slotNodes[4 * slot]!]!
    const b = of[base + 2 * slotNodes[4 * slot + 1]!]!
    const c = of[base + 2 * slotNodes[4 * slot + 2]!]!
    const d = of[base + 2 * slotNodes[4 * slot + 3]!]!
    const add = (vertex: number): boolean => vertex === noVertex || this.addItem(pass, vertex, slot, false)
    if (!add(a)) return false
    if (b !== a && !add(b)) return false
    if (c !== a && c !== b && !add(c)) return false
    return d === a || d === b || d === c || add(d)
  }

  /** Adds an item to a vertex; false where its pass has no room for one more chunk. */
  private addItem(pass: number, vertex: number, item: number, isNode: boolean): boolean {
    const last = isNode ? this.lastNodes : this.lastSlots
    const field = isNode ? 3 : 2
    let chunk = last[vertex]!
    if (chunk < 0 || this.lists[4 * chunk + field] === chunkLength) {
      chunk = this.addChunk(pass, vertex)
      if (chunk < 0) return false
      last[vertex] = chunk
    }
    const count = this.lists[4 * chunk + field]!
    this.putList(4 * this.chunkTotal + chunkLength * chunk + count, item)
    this.lists[4 * chunk + field] = count + 1
    this.markHead(chunk)
    return true
  }

  /** The four numbers of a chunk are to be sent: once, however often they change. */
  private markHead(chunk: number): void {
    const words = this.words?.lists
    if (!words || this.sent[chunk] === words.generation) return
    this.sent[chunk] = words.generation
    for (let k = 0; k < 4; k++) words.mark(this.lists, 4 * chunk + k)
  }

  private putList(place: number, value: number): void {
    this.lists[place] = value
    this.words?.lists.mark(this.lists, place)
  }

  private putChunks(vertex: number, part: number, first: number, count: number): void {
    const place = 4 * vertex + 2 * part
    this.vertexChunks[place] = first
    this.vertexChunks[place + 1] = count
    this.words?.vertexChunks.mark(this.vertexChunks, place)
    this.words?.vertexChunks.mark(this.vertexChunks, place + 1)
  }

  /** One more chunk, at first where the vertex lies, then in a part added at the end of its pass. */
  private addChunk(pass: number, vertex: number): number {
    const part = this.vertexChunks[4 * vertex + 1] === this.room[2 * vertex] ? 1 : 0
    const place = 4 * vertex + 2 * part
    if (part && this.vertexChunks[place + 1] === this.room[2 * vertex + 1] && !this.moveAdded(pass, vertex))
      return -1
    const chunk = this.vertexChunks[place]! + this.vertexChunks[place + 1]!
    this.putChunks(vertex, part, this.vertexChunks[place]!, this.vertexChunks[place + 1]! + 1)
    this.lists.set([vertex, 4 * this.chunkTotal + chunkLength * chunk, 0, 0], 4 * chunk)
    this.markHead(chunk)
    return chunk
  }

  /** Moves the added chunks of a vertex to the end of its pass, where there is room for twice as many. */
  private moveAdded(pass: number, vertex: number): boolean {
    const range = this.passes[pass]!
    const count = this.vertexChunks[4 * vertex + 3]!
    const room = 2 * count + 2
    if (range.chunkCount + room > range.chunkRoom) return false
    const from = this.vertexChunks[4 * vertex + 2]!
    const to = range.firstChunk + range.chunkCount
    range.chunkCount += room
    for (let n = 0; n < count; n++) this.moveChunk(from + n, to + n)
    for (const last of [this.lastSlots, this.lastNodes])
      if (last[vertex]! >= from && last[vertex]! < from + count) last[vertex]! += to - from
    this.putChunks(vertex, 1, to, count)
    this.room[2 * vertex + 1] = room
    return true
  }

  private moveChunk(from: number, to: number): void {
    const items = 4 * this.chunkTotal
    const [, , slots, nodes] = this.lists.subarray(4 * from, 4 * from + 4)
    for (let n = 0; n < slots! + nodes!; n++)
      this.putList(items + chunkLength * to + n, this.lists[items + chunkLength * from + n]!)
    this.lists.set([this.lists[4 * from]!, items + chunkLength * to, slots!, nodes!], 4 * to)
    this.lists.fill(0, 4 * from + 2, 4 * from + 4)
    this.markHead(to)
    this.markHead(from)
  }

  /** Numbers each pass's vertices from 0 in `ofNode`; how many there are in each. */
  private numberVertices(
    topology: TissueTopology,
    held: (node: number) => boolean,
    edges: readonly number[],
  ): number[] {
    const { model, nodeCount, virtualOrigin } = topology
    const half = halfSteps(model)
    const hats: Hats = { grid: new Int32Array(nodeCount), weight: new Float32Array(nodeCount) }
    const isHeld = Uint8Array.from({ length: nodeCount }, (_, n) => (held(n) ? 1 : 0))
    const owner = new Int32Array(nodeCount)
    const counts: number[] = []
    for (let pass = 0; pass < 8 * edges.length; pass++) {
      hatsOf(model, half, edges[pass >> 3]!, pass & 7, hats)
      virtualOrigin.forEach((origin, n) => {
        hats.grid[model.nodeCount + n] = hats.grid[origin]!
        hats.weight[model.nodeCount + n] = hats.weight[origin]!
      })
      for (let n = 0; n < nodeCount; n++) if (isHeld[n]) hats.grid[n] = -1
      joinPieces(topology, hats.grid, owner)
      counts.push(this.numberPass(pass, hats, owner))
    }
    return counts
  }

  private numberPass(pass: number, { grid, weight }: Hats, owner: Int32Array): number {
    let count = 0
    const base = this.entry(pass, 0)
    for (let n = 0; n < owner.length; n++) {
      if (grid[n]! < 0) continue
      const root = rootOf(owner, n)
      // A root is the least of its piece: it comes first.
      this.ofNode[base + 2 * n] = root === n ? count++ : this.ofNode[base + 2 * root]!
      this.ofNode[base + 2 * n + 1] = floatBits(weight[n]!)
    }
    return count
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
    this.eachSlot(topology, (vertex, slot, pass) => this.addItem(pass, vertex, slot, false))
    for (let pass = 0; pass < this.passes.length; pass++)
      for (let n = 0; n < topology.nodeCount; n++) {
        const vertex = this.ofNode[this.entry(pass, n)]!
        if (vertex !== noVertex) this.addItem(pass, vertex, n, true)
      }
  }
}

const roomFor = (count: number, slack: number, least: number): number =>
  slack ? Math.ceil((1 + slack) * count) + least : count

/** Sums of all before each, and of all. */
function running(counts: readonly number[]): number[] {
  const out = [0]
  for (const n of counts) out.push(out.at(-1)! + n)
  return out
}

function rootOf(owner: Int32Array, n: number): number {
  let r = n
  while (owner[r] !== r) {
    owner[r] = owner[owner[r]!]!
    r = owner[r]!
  }
  return r
}

/** Union of the nodes of one hat that a slot joins; a root is the least node of its piece. */
function joinPieces(topology: TissueTopology, grid: Int32Array, owner: Int32Array): void {
  const { slotNodes, slotCount, slotVolume } = topology
  for (let n = 0; n < owner.length; n++) owner[n] = n
  for (let slot = 0; slot < slotCount; slot++) {
    if (slotVolume[slot] === 0) continue
    for (let a = 1; a < 4; a++) {
      const q = slotNodes[4 * slot + a]!
      if (grid[q]! < 0) continue
      for (let b = 0; b < a; b++) {
        const p = slotNodes[4 * slot + b]!
        if (grid[p] !== grid[q]) continue
        const [m, n] = [rootOf(owner, p), rootOf(owner, q)]
        if (m !== n) owner[Math.max(m, n)] = Math.min(m, n)
        break
      }
    }
  }
}

/** The levels of a topology, without room to grow. */
export const buildCoarse = (
  topology: TissueTopology,
  held: (node: number) => boolean,
  edges: readonly number[],
): CoarseLevels => new CoarseLevels(topology, held, edges)
