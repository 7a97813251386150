import type { BufferPatch } from './buffer-patch'
import type { Touched } from './cut'
import { RowTable } from './row-table'
import { packPrestretch, packSlots, prestretchBytes, slotBytes } from './slot-data'
import type { SolverBuffers } from './solver-buffers'
import type { NodeRows, TissueTopology } from './topology'

const bits = new Uint32Array(1)
const number = new Float32Array(bits.buffer)

/** The bits of a 32-bit float. */
export function floatBits(value: number): number {
  number[0] = value
  return bits[0]!
}

/** Slots, rows and masses of the lattice on the GPU, brought up to date by what an edit touched. */
export class LatticeStore {
  private table: RowTable
  private slotCount = 0

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
    this.buffers.writeTopology(topology, this.table)
    for (const name of ['slots', 'prestretch', 'entries', 'rows']) this.patch.of(name).drop()
  }

  /** Writes what differs from the topology before; returns the nodes whose mass or row may have changed. */
  update(topology: TissueTopology, touched: Touched): Set<number> {
    this.buffers.grow('slots', slotBytes * topology.slotCount)
    this.buffers.grow('prestretch', prestretchBytes * topology.slotCount)
    const { table } = this
    for (const slot of touched.slots) if (slot < this.slotCount) this.putSlots(topology, slot, slot + 1)
    this.putSlots(topology, this.slotCount, topology.slotCount)
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

  private putSlots(topology: TissueTopology, first: number, end: number): void {
    this.patch.of('slots').putAll((first * slotBytes) / 4, packSlots(topology, first, end))
    const columns = new Uint32Array(packPrestretch(topology, first, end).buffer)
    this.patch.of('prestretch').putAll((first * prestretchBytes) / 4, columns)
  }

  private putRow(node: number): void {
    const { start, count, entries } = this.table
    this.patch.of('rows').put(2 * node, start[node]!)
    this.patch.of('rows').put(2 * node + 1, count[node]!)
    this.patch.of('entries').putAll(start[node]!, entries.subarray(start[node]!, start[node]! + count[node]!))
  }
}
