import type { BufferPatch } from './buffer-patch'
import type { Touched } from './cut'
import { type CornerAreas, loadsOfGroup, pressedPieces, pressureLoads } from './pressure'
import type { SolverBuffers } from './solver-buffers'
import { type NodeRows, nodeRoom, type TissueTopology } from './topology'
import type { WettedPieces } from './wetted-pieces'

/** Slots of one group of wetted pieces at most. */
const slotsAGroup = 16

/**
 * The pressure loads on the GPU, brought up to date by what a cut touched. A node's records come in the order in which
 * loads laid out anew have them, so that sums over them are the same to the last bit. A row that outgrows its room moves
 * to the end.
 */
export class PressureRows {
  private readonly rows: Uint32Array
  private readonly room: Uint32Array
  private length: number
  private readonly pieces: WettedPieces
  /** First group of pieces of each tetrahedron, -1: none; one for each blood follow each other. */
  private readonly firstGroup: Int32Array
  /** The loads of groups near blades, until a cut touches them again. */
  private readonly known = new Map<number, readonly CornerAreas[]>()
  /** The records of the node in hand: their loads, where they come in the order of loads laid out anew, and its corner. */
  private readonly found: CornerAreas[] = []
  private readonly orders: number[] = []
  private readonly corners: number[] = []
  private words = new Uint32Array(256)

  /** Lays all loads of a topology out and sends them. */
  constructor(
    private readonly buffers: SolverBuffers,
    private readonly patch: BufferPatch,
    topology: TissueTopology,
  ) {
    const { rows, records } = pressureLoads(topology)
    this.pieces = pressedPieces(topology)
    this.firstGroup = new Int32Array(topology.model.tetCount).fill(-1)
    for (let g = this.pieces.tet.length - 1; g >= 0; g--) this.firstGroup[this.pieces.tet[g]!] = g
    this.rows = new Uint32Array(2 * nodeRoom(topology.model))
    this.rows.set(rows)
    this.room = Uint32Array.from({ length: this.rows.length / 2 }, (_, n) => this.rows[2 * n + 1]!)
    this.length = records.length / 4
    buffers.write('load_rows', this.rows)
    buffers.reserve('load_records', Math.ceil(1.25 * records.byteLength) + 65536)
    buffers.write('load_records', records)
    for (const name of ['load_rows', 'load_records']) patch.of(name).drop()
  }

  /** @param rows the slots of each node, after the cut */
  update(topology: TissueTopology, touched: Touched, rows: NodeRows): void {
    for (const tet of touched.tets) this.forget(tet)
    for (const slot of touched.slots) this.forget(topology.slotTet[slot]!)
    for (const node of nodesOf(topology, touched)) {
      this.gather(topology, rows, node)
      this.put(node)
    }
    this.buffers.grow('load_records', 16 * this.length)
  }

  private forget(tet: number): void {
    const first = this.firstGroup[tet]!
    if (first < 0) return
    for (let group = first; this.pieces.tet[group] === tet; group++) this.known.delete(group)
  }

  /** Finds the records of a node, in their order. */
  private gather(topology: TissueTopology, { start, count, entries }: NodeRows, node: number): void {
    const { slotTet } = topology
    const { tet } = this.pieces
    this.found.length = 0
    for (let e = start[node]!; e < start[node]! + count[node]!; e++) {
      const slot = entries[e]! >> 2
      const first = this.firstGroup[slotTet[slot]!]!
      if (first < 0) continue
      for (let group = first; tet[group] === tet[first]; group++) {
        const loads = this.loadsOf(topology, group)
        let n = 0
        while (n < loads.length && loads[n]!.slot !== slot) n++
        if (n < loads.length) this.insert(loads[n]!, slotsAGroup * group + n, entries[e]! & 3)
      }
    }
  }

  private loadsOf(topology: TissueTopology, group: number): readonly CornerAreas[] {
    let loads = this.known.get(group)
    if (!loads) {
      loads = [...loadsOfGroup(topology, this.pieces, group)]
      this.known.set(group, loads)
    }
    return loads
  }

  private insert(load: CornerAreas, order: number, corner: number): void {
    const { found, orders, corners } = this
    let n = found.length
    for (; n > 0 && orders[n - 1]! > order; n--) {
      found[n] = found[n - 1]!
      orders[n] = orders[n - 1]!
      corners[n] = corners[n - 1]!
    }
    found[n] = load
    orders[n] = order
    corners[n] = corner
  }

  /** Sends what was found of a node. */
  private put(node: number): void {
    const { found, corners, rows } = this
    const count = found.length
    if (count === 0 && rows[2 * node + 1] === 0) return
    if (count > this.room[node]!) {
      rows[2 * node] = this.length
      this.room[node] = count + 4
      this.length += this.room[node]!
    }
    rows[2 * node + 1] = count
    const rowWords = this.patch.of('load_rows')
    rowWords.putAll(2 * node, rows.subarray(2 * node, 2 * node + 2))
    const words = this.wordsOf(count)
    const areas = new Float32Array(words.buffer)
    for (let n = 0; n < count; n++) {
      const { slot, blood, area } = found[n]!
      for (let d = 0; d < 3; d++) areas[4 * n + d] = area[3 * corners[n]! + d]!
      words[4 * n + 3] = (slot | (blood << 24)) >>> 0
    }
    this.patch.of('load_records').putAll(4 * rows[2 * node]!, words.subarray(0, 4 * count))
  }

  /** Room for the words of some records. */
  private wordsOf(count: number): Uint32Array<ArrayBuffer> {
    if (this.words.length < 4 * count) this.words = new Uint32Array(8 * count)
    return this.words
  }
}

/** All nodes whose records may differ. */
function nodesOf({ slotNodes, slotsOfTet }: TissueTopology, { nodes, tets }: Touched): Set<number> {
  const found = new Set(nodes)
  for (const tet of tets)
    for (const slot of slotsOfTet.get(tet) ?? [tet])
      for (let c = 0; c < 4; c++) found.add(slotNodes[4 * slot + c]!)
  return found
}
