import type { BufferPatch } from './buffer-patch'
import type { Touched } from './cut'
import { type CornerAreas, loadsOfGroup, pressedPieces, pressureLoads } from './pressure'
import type { SolverBuffers } from './solver-buffers'
import { type NodeRows, nodeRoom, type TissueTopology } from './topology'
import type { WettedPieces } from './wetted-pieces'

/** One record of a node: where it comes in the order in which loads are laid out, its area, its slot and blood. */
interface Entry extends CornerAreas {
  readonly order: number
  readonly corner: number
}

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
    const known = new Map<number, CornerAreas[]>()
    for (const node of nodesOf(topology, touched)) this.put(node, this.entriesAt(topology, rows, node, known))
    this.buffers.grow('load_records', 16 * this.length)
  }

  /** The records of a node in their order. */
  private entriesAt(
    topology: TissueTopology,
    { start, count, entries }: NodeRows,
    node: number,
    known: Map<number, CornerAreas[]>,
  ): Entry[] {
    const { slotTet } = topology
    const { tet } = this.pieces
    const found: Entry[] = []
    for (let e = start[node]!; e < start[node]! + count[node]!; e++) {
      const slot = entries[e]! >> 2
      const first = this.firstGroup[slotTet[slot]!]!
      if (first < 0) continue
      for (let group = first; tet[group] === tet[first]; group++) {
        const loads = known.get(group) ?? [...loadsOfGroup(topology, this.pieces, group)]
        known.set(group, loads)
        const n = loads.findIndex((load) => load.slot === slot)
        if (n >= 0) found.push({ ...loads[n]!, order: slotsAGroup * group + n, corner: entries[e]! & 3 })
      }
    }
    return found.sort((a, b) => a.order - b.order)
  }

  private put(node: number, entries: readonly Entry[]): void {
    if (entries.length === 0 && this.rows[2 * node + 1] === 0) return
    if (entries.length > this.room[node]!) {
      this.rows[2 * node] = this.length
      this.room[node] = entries.length + 4
      this.length += this.room[node]!
    }
    this.rows[2 * node + 1] = entries.length
    const first = this.rows[2 * node]!
    this.patch.of('load_rows').putAll(2 * node, this.rows.subarray(2 * node, 2 * node + 2))
    entries.forEach(({ slot, blood, area, corner }, n) => {
      const record = Float32Array.of(area[3 * corner]!, area[3 * corner + 1]!, area[3 * corner + 2]!, 0)
      const words = new Uint32Array(record.buffer)
      words[3] = (slot | (blood << 24)) >>> 0
      this.patch.of('load_records').putAll(4 * (first + n), words)
    })
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
