import type { BufferWords } from './buffer-patch'

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

/** Slots and nodes of each vertex, counted. */
interface ItemCounts {
  readonly slots: Uint32Array
  readonly nodes: Uint32Array
}

/**
 * The slots and nodes of every coarse vertex, in chunks for the GPU to sum. A vertex has its first chunks in one place,
 * and those that cuts add in another at the end of its pass.
 */
export class CoarseLists {
  /** Four numbers a chunk (vertex, first item, slots, nodes), then `chunkLength` items a chunk. */
  readonly lists: Uint32Array
  /** Chunks of each vertex: the first of those it was given at first and their number, the same of those added. */
  readonly vertexChunks: Uint32Array
  /** Per level · 8 + colour. */
  readonly passes: readonly CoarseRange[]
  /** Take what changes, once there is something to change. */
  words: CoarseWords | null = null
  private readonly chunkTotal: number
  /** Chunks that each vertex has room for at first and added, and its last with slots and with nodes (-1: none). */
  private readonly room: Uint32Array
  private readonly lastSlots: Int32Array
  private readonly lastNodes: Int32Array
  /** When the head of a chunk was last marked to be sent. */
  private readonly sent: Uint32Array

  /**
   * Lays out room; nothing is in it yet.
   * @param firstVertex first vertex of each pass, and their end
   * @param counts vertices of each pass
   * @param slack room for growth, as a share of what there is; 0: none
   */
  constructor(
    firstVertex: readonly number[],
    counts: readonly number[],
    { slots, nodes }: ItemCounts,
    slack: number,
  ) {
    const vertexTotal = firstVertex.at(-1)!
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
      const chunkCount = chunk - firstChunk
      chunk = firstChunk + (slack ? Math.ceil((1 + slack) * chunkCount) + 64 : chunkCount)
      const vertexRoom = firstVertex[pass + 1]! - first
      const chunkRoom = chunk - firstChunk
      return { firstVertex: first, vertexRoom, vertexCount, firstChunk, chunkRoom, chunkCount }
    })
    this.chunkTotal = chunk
    this.lists = new Uint32Array((4 + chunkLength) * chunk)
    this.sent = new Uint32Array(chunk)
  }

  /** One more vertex with room for so many items; -1 where its pass is full. */
  addVertex(pass: number, slotCount: number, nodeCount: number): number {
    const range = this.passes[pass]!
    const room = Math.ceil(slotCount / chunkLength) + Math.ceil(nodeCount / chunkLength) + 1
    if (range.vertexCount === range.vertexRoom || range.chunkCount + room > range.chunkRoom) return -1
    const vertex = range.firstVertex + range.vertexCount++
    this.vertexChunks[4 * vertex] = range.firstChunk + range.chunkCount
    this.room[2 * vertex] = room
    range.chunkCount += room
    return vertex
  }

  /** Adds an item to a vertex; false where its pass has no room for one more chunk. */
  addItem(pass: number, vertex: number, item: number, isNode: boolean): boolean {
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
}
