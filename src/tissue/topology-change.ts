import { JournalRoom } from './journal-room'
import type { BladeTriangle, TissueTopology } from './topology'
import { emptyJournal, type TopologyStore } from './topology-store'
import { adopt, goTo, TopologyVersion, type VersionFields } from './topology-version'

/** Lent to the one change that is in the making. */
const room = new JournalRoom()

/**
 * A change in the making. It writes to the shared arrays at once and keeps what was there; `commit` makes it a version,
 * `abandon` takes it back. The version that it starts from stays as it was for whoever reads it afterwards.
 */
export class TopologyChange {
  readonly store: TopologyStore
  slotCount: number
  nodeCount: number
  private readonly base: TopologyVersion
  private readonly journal = emptyJournal()
  private readonly written: number[] = []

  constructor(topology: TissueTopology) {
    this.base = topology instanceof TopologyVersion ? topology : adopt(topology)
    this.store = goTo(this.base)
    this.store.beginChange()
    room.begin()
    this.slotCount = topology.slotCount
    this.nodeCount = topology.nodeCount
  }

  /** Slots that were written to, in the order of the first write. */
  get touched(): Uint32Array {
    return new Uint32Array(this.written)
  }

  /** To be called before a slot is written to. */
  touch(slot: number): void {
    if (!this.store.isFirstWrite(slot)) return
    this.written.push(slot)
    this.store.reserveSlots(slot + 1)
    room.add(this.store, slot)
  }

  /** A copy of a slot, to be given its own mask. */
  addSlot(parent: number): number {
    const slot = this.slotCount++
    this.touch(slot)
    const { store } = this
    store.slotTet[slot] = store.slotTet[parent]!
    store.slotNodes.copyWithin(4 * slot, 4 * parent, 4 * parent + 4)
    return slot
  }

  /** A virtual node on a lattice node. */
  addNode(origin: number): number {
    const n = this.nodeCount++ - this.base.model.nodeCount
    this.store.reserveOrigins(n + 1)
    this.journal.origins.push(n, this.store.virtualOrigin[n]!)
    this.store.virtualOrigin[n] = origin
    return this.nodeCount - 1
  }

  sever(key: number, place: number): void {
    this.journal.severed.push(key, this.store.severed.get(key))
    this.store.severed.set(key, place)
  }

  setSlots(tet: number, slots: readonly number[]): void {
    this.journal.slotsOfTet.push(tet, this.store.slotsOfTet.get(tet))
    this.store.slotsOfTet.set(tet, slots)
  }

  addTriangles(tet: number, triangles: readonly BladeTriangle[]): void {
    const was = this.store.trianglesOfTet.get(tet)
    this.journal.trianglesOfTet.push(tet, was)
    this.store.trianglesOfTet.set(tet, was ? was.concat(triangles) : triangles)
  }

  commit(changed: Partial<Pick<VersionFields, 'model' | 'cuts' | 'distance'>>): TissueTopology {
    const { model, cuts, distance } = this.base
    const { slotCount, nodeCount } = this
    const version = new TopologyVersion(this.store, {
      model,
      cuts,
      distance,
      slotCount,
      nodeCount,
      ...changed,
    })
    this.journal.slots = room.slots
    const { link } = this.base
    link.towards = version
    link.journal = this.journal
    this.store.at = version
    return version
  }

  abandon(): void {
    this.journal.slots = room.slots
    this.store.swap(this.journal)
  }
}
