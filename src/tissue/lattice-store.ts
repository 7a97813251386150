import type { BufferPatch } from './buffer-patch'
import type { Touched } from './cut'
import { RowTable } from './row-table'
import { packPrestretch, packSlots, prestretchBytes, slotBytes } from './slot-data'
import type { SolverBuffers } from './solver-buffers'
import { isWhole, type NodeRows, type TissueTopology } from './topology'

/** One slot on its way to the GPU. */
const slotWords = new Uint32Array(slotBytes / 4)
const columns = new Float32Array(prestretchBytes / 4)
const columnWords = new Uint32Array(columns.buffer)

/** Slots, rows and masses of the lattice on the GPU, brought up to date by what an edit touched. */
export class LatticeStore {
  private table: RowTable
  private slotCount = 0
  /** Whether each slot was whole when its prestretch was last sent, which depends on nothing else: 1, 2: no. */
  private sent = new Uint8Array(0)

  constructor(
    private readonly buffers: SolverBuffers,
    private readonly patch: BufferPatch,
    topology: TissueTopology,
  ) {
    this.table = new RowTable(topology)
  }

  get rows(): NodeRows {
    return this.table
  }

  /** Writes everything of a topology. */
  write(topology: TissueTopology): void {
    this.table = new RowTable(topology)
    this.slotCount = topology.slotCount
    this.sent = Uint8Array.from({ length: Math.ceil(1.3 * topology.slotCount) + 1024 }, (_, slot) =>
      slot < topology.slotCount ? wholeness(topology, slot) : 0,
    )
    this.buffers.writeTopology(topology, this.table)
    for (const name of ['slots', 'prestretch', 'entries', 'rows']) this.patch.of(name).drop()
  }

  /** Writes what differs from the topology before; returns the nodes whose mass or row may have changed. */
  update(topology: TissueTopology, touched: Touched): Set<number> {
    this.buffers.grow('slots', slotBytes * topology.slotCount)
    this.buffers.grow('prestretch', prestretchBytes * topology.slotCount)
    const { table } = this
    for (const slot of touched.slots) if (slot < this.slotCount) this.putSlot(topology, slot)
    for (let slot = this.slotCount; slot < topology.slotCount; slot++) this.putSlot(topology, slot)
    this.slotCount = topology.slotCount
    const changed = table.update(topology, touched.slots)
    this.buffers.grow('entries', 4 * table.length)
    for (const node of changed) this.putRow(node)
    for (const node of touched.nodes) changed.add(node)
    return changed
  }

  /** Mass of a node, kg: a quarter of each of its slots', summed as `nodeMasses` does. */
  massOf({ model, slotTet, slotVolume }: TissueTopology, node: number): number {
    const { start, count, entries } = this.table
    let mass = 0
    for (let e = start[node]!; e < start[node]! + count[node]!; e++) {
      const slot = entries[e]! >> 2
      const { density } = model.materials[model.material[slotTet[slot]!]!]!
      mass = Math.fround(mass + (slotVolume[slot]! * density) / 4)
    }
    return mass
  }

  private putSlot(topology: TissueTopology, slot: number): void {
    packSlots(topology, slot, slot + 1, slotWords)
    this.patch.of('slots').putAll(slotWords.length * slot, slotWords)
    const own = wholeness(topology, slot)
    if (slot >= this.sent.length) this.sent = grown(this.sent, 2 * slot)
    if (this.sent[slot] === own) return
    this.sent[slot] = own
    packPrestretch(topology, slot, slot + 1, columns)
    this.patch.of('prestretch').putAll(columnWords.length * slot, columnWords)
  }

  private putRow(node: number): void {
    const { start, count, entries } = this.table
    const [rows, list] = [this.patch.of('rows'), this.patch.of('entries')]
    const first = start[node]!
    const end = first + count[node]!
    rows.put(2 * node, first)
    rows.put(2 * node + 1, count[node]!)
    for (let e = first; e < end; e++) list.put(e, entries[e]!)
  }
}

const wholeness = (topology: TissueTopology, slot: number): 1 | 2 => (isWhole(topology, slot) ? 1 : 2)

function grown(data: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(length)
  out.set(data)
  return out
}
