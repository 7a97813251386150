import { type PackedTies, tieNumbers } from './ties'

/** Ties of one frame: eight node ids and `tieNumbers` numbers each; a node with weight 0 is none. */
export interface TieBatch {
  readonly count: number
  readonly nodes: Uint32Array
  readonly data: Float32Array
}

/** What the GPU needs to know of lasting and moving ties together. */
export interface MergedRecords {
  /** Entries behind the lasting ones: views that the next merge overwrites. */
  readonly entries: Uint32Array
  readonly records: Uint32Array
  /** First record and their number, per colour. */
  readonly ranges: readonly (readonly [number, number])[]
}

/**
 * Adds a frame's ties to the lasting ones. Nodes with moving ties get a row of their own behind the lasting entries:
 * first theirs, then the moving. Works in arrays that are kept, so that a frame allocates next to nothing.
 */
export class TieMerger {
  private readonly tally: Uint32Array
  private readonly next: Uint32Array
  private entries = new Uint32Array(0)
  private records = new Uint32Array(0)
  private recordOf = new Map<number, number>()
  private lasting: PackedTies | null = null
  private touched: number[] = []

  /** @param nodeRoom most node ids there can be */
  constructor(
    nodeRoom: number,
    private readonly colourCount: number,
  ) {
    this.tally = new Uint32Array(nodeRoom)
    this.next = new Uint32Array(nodeRoom)
  }

  /** The lasting ties that frames are merged with from now on. */
  setLasting(lasting: PackedTies): void {
    this.lasting = lasting
    this.recordOf = new Map()
    for (let r = 0; r < lasting.tiedNodes.length; r += 4) this.recordOf.set(lasting.tiedNodes[r]!, r)
  }

  /** @param firstTie index of the batch's first tie on the GPU */
  merge(batch: TieBatch, firstTie: number, colourOf: (node: number) => number): MergedRecords {
    this.count(batch)
    const length = this.layOut()
    this.fill(batch, firstTie)
    const { records, ranges } = this.group(colourOf)
    for (const node of this.touched) this.tally[node] = 0
    return { entries: this.entries.subarray(0, length), records, ranges }
  }

  private count({ count, nodes, data }: TieBatch): void {
    this.touched = []
    for (let t = 0; t < count; t++)
      for (let k = 0; k < 8; k++) {
        if (data[tieNumbers * t + k] === 0) continue
        const node = nodes[8 * t + k]!
        if (this.tally[node] === 0) this.touched.push(node)
        this.tally[node]! += 1
      }
  }

  /** Gives every touched node its row and copies the lasting entries into it; `next` is where moving ones go. */
  private layOut(): number {
    const { tiedNodes, entries: old } = this.lasting!
    let length = 0
    for (const node of this.touched) length += this.tally[node]! + this.lastingOf(node)
    if (this.entries.length < length) this.entries = new Uint32Array(2 * length)
    let at = 0
    for (const node of this.touched) {
      const known = this.recordOf.get(node)
      const own = this.lastingOf(node)
      if (known !== undefined)
        for (let e = 0; e < own; e++) this.entries[at + e] = old[tiedNodes[known + 1]! + e]!
      this.next[node] = at + own
      at += own + this.tally[node]!
    }
    return length
  }

  private fill({ count, nodes, data }: TieBatch, firstTie: number): void {
    for (let t = 0; t < count; t++)
      for (let k = 0; k < 8; k++) {
        if (data[tieNumbers * t + k] === 0) continue
        const node = nodes[8 * t + k]!
        this.entries[this.next[node]!] = 8 * (firstTie + t) + k
        this.next[node]! += 1
      }
  }

  /** Records by colour: the lasting nodes', with the rows of touched ones replaced, then the fresh nodes'. */
  private group(colourOf: (node: number) => number): Pick<MergedRecords, 'records' | 'ranges'> {
    const { tiedNodes, ranges: old, entries } = this.lasting!
    const fresh = this.freshByColour(colourOf)
    const size = tiedNodes.length + 4 * this.touched.length
    if (this.records.length < size) this.records = new Uint32Array(2 * size)
    let at = 0
    const ranges = old.map(([first, count], colour): [number, number] => {
      const start = at / 4
      this.records.set(tiedNodes.subarray(4 * first, 4 * (first + count)), at)
      for (let r = at; r < at + 4 * count; r += 4)
        if (this.tally[this.records[r]!]! > 0) this.writeRow(r, this.records[r]!, entries.length)
      at += 4 * count
      for (const node of fresh[colour]!) {
        this.writeRow(at, node, entries.length)
        at += 4
      }
      return [start, at / 4 - start]
    })
    return { records: this.records.subarray(0, at), ranges }
  }

  private freshByColour(colourOf: (node: number) => number): number[][] {
    const out: number[][] = Array.from({ length: this.colourCount }, () => [])
    for (const node of this.touched) if (!this.recordOf.has(node)) out[colourOf(node)]?.push(node)
    return out
  }

  private writeRow(r: number, node: number, base: number): void {
    const count = this.tally[node]! + this.lastingOf(node)
    this.records[r] = node
    this.records[r + 1] = base + this.next[node]! - count
    this.records[r + 2] = count
    this.records[r + 3] = 0
  }

  private lastingOf(node: number): number {
    const known = this.recordOf.get(node)
    return known === undefined ? 0 : this.lasting!.tiedNodes[known + 2]!
  }
}
