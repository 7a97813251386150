import type { Blade } from './blade'
import type { TissueModel } from './model'
import type { BladeTriangle, TissueTopology } from './topology'

/** Numbers of a slot in a journal: its id, four nodes, tetrahedron, mask, volume. */
const slotRecord = 8

/** What a version had at the places that its neighbour changed; swapped, it leads back. */
interface Journal {
  readonly slots: number[]
  readonly origins: number[]
  readonly severed: [number, number | undefined][]
  readonly slotsOfTet: [number, readonly number[] | undefined][]
  readonly trianglesOfTet: [number, readonly BladeTriangle[] | undefined][]
}

const emptyJournal = (): Journal => ({
  slots: [],
  origins: [],
  severed: [],
  slotsOfTet: [],
  trianglesOfTet: [],
})

/** What a version has of its own; the rest lies in the store that it shares with its kin. */
interface VersionFields {
  readonly model: TissueModel
  readonly cuts: readonly Blade[]
  readonly slotCount: number
  readonly nodeCount: number
  readonly distance: Float32Array
}

/**
 * The arrays that all versions of a topology share. They hold one version at a time; every other keeps a journal of
 * what differs towards the next (Baker 1978, shallow binding of persistent arrays). A cut so costs what it changes,
 * and going back costs the same again.
 */
class TopologyStore {
  slotNodes: Uint32Array
  slotTet: Uint32Array
  slotMask: Uint8Array
  slotVolume: Float32Array
  virtualOrigin = new Uint32Array(0)
  readonly severed = new Map<number, number>()
  readonly slotsOfTet = new Map<number, readonly number[]>()
  readonly trianglesOfTet = new Map<number, readonly BladeTriangle[]>()
  /** Rises when arrays move to make room. */
  generation = 0
  /** The model's own arrays may not be written. */
  private isBorrowed = true
  at!: TopologyVersion

  constructor(from: Pick<TissueTopology, 'slotNodes' | 'slotTet' | 'slotMask' | 'slotVolume'>) {
    this.slotNodes = from.slotNodes
    this.slotTet = from.slotTet
    this.slotMask = from.slotMask
    this.slotVolume = from.slotVolume
  }

  reserveSlots(count: number): void {
    if (!this.isBorrowed && count <= this.slotTet.length) return
    const room = Math.ceil(1.25 * Math.max(count, this.slotTet.length)) + 1024
    this.slotNodes = grown(this.slotNodes, 4 * room)
    this.slotTet = grown(this.slotTet, room)
    this.slotMask = grown(this.slotMask, room)
    this.slotVolume = grown(this.slotVolume, room)
    this.isBorrowed = false
    this.generation++
  }

  reserveOrigins(count: number): void {
    if (count <= this.virtualOrigin.length) return
    this.virtualOrigin = grown(this.virtualOrigin, 2 * count + 256)
    this.generation++
  }

  /** Exchanges the journal's values with those in the arrays. */
  swap(journal: Journal): void {
    this.swapSlots(journal.slots)
    const { origins } = journal
    for (let e = 0; e < origins.length; e += 2) {
      const was = this.virtualOrigin[origins[e]!]!
      this.virtualOrigin[origins[e]!] = origins[e + 1]!
      origins[e + 1] = was
    }
    swapEntries(this.severed, journal.severed)
    swapEntries(this.slotsOfTet, journal.slotsOfTet)
    swapEntries(this.trianglesOfTet, journal.trianglesOfTet)
  }

  /** Adds a slot as it is now to a journal. */
  record(slots: number[], slot: number): void {
    const o = 4 * slot
    const n = this.slotNodes
    slots.push(slot, n[o]!, n[o + 1]!, n[o + 2]!, n[o + 3]!)
    slots.push(this.slotTet[slot]!, this.slotMask[slot]!, this.slotVolume[slot]!)
  }

  private swapSlots(slots: number[]): void {
    const now: number[] = []
    for (let e = 0; e < slots.length; e += slotRecord) {
      const slot = slots[e]!
      now.length = 0
      this.record(now, slot)
      for (let c = 0; c < 4; c++) this.slotNodes[4 * slot + c] = slots[e + 1 + c]!
      this.slotTet[slot] = slots[e + 5]!
      this.slotMask[slot] = slots[e + 6]!
      this.slotVolume[slot] = slots[e + 7]!
      for (let k = 1; k < slotRecord; k++) slots[e + k] = now[k]!
    }
  }
}

function swapEntries<T>(map: Map<number, T>, entries: [number, T | undefined][]): void {
  for (const entry of entries) {
    const was = map.get(entry[0])
    if (entry[1] === undefined) map.delete(entry[0])
    else map.set(entry[0], entry[1])
    entry[1] = was
  }
}

function grown<T extends Uint32Array | Uint8Array | Float32Array>(data: T, length: number): T {
  const out = new (data.constructor as new (length: number) => T)(length)
  out.set(data)
  return out
}

interface Views {
  readonly generation: number
  readonly slotNodes: Uint32Array
  readonly slotTet: Uint32Array
  readonly slotMask: Uint8Array
  readonly slotVolume: Float32Array
  readonly virtualOrigin: Uint32Array
}

/**
 * One version of a topology. Its arrays are views of the moment: read them from the version each time, and do not keep
 * them past a read of another version or a new cut.
 */
class TopologyVersion implements TissueTopology {
  readonly model: TissueModel
  readonly cuts: readonly Blade[]
  readonly slotCount: number
  readonly nodeCount: number
  readonly distance: Float32Array
  declare readonly slotNodes: Uint32Array
  declare readonly slotTet: Uint32Array
  declare readonly slotMask: Uint8Array
  declare readonly slotVolume: Float32Array
  declare readonly virtualOrigin: Uint32Array
  declare readonly severed: ReadonlyMap<number, number>
  declare readonly slotsOfTet: ReadonlyMap<number, readonly number[]>
  declare readonly trianglesOfTet: ReadonlyMap<number, readonly BladeTriangle[]>
  declare readonly link: Link

  constructor(store: TopologyStore, fields: VersionFields) {
    this.model = fields.model
    this.cuts = fields.cuts
    this.slotCount = fields.slotCount
    this.nodeCount = fields.nodeCount
    this.distance = fields.distance
    // Not enumerable: a copy made by spreading is a topology by hand, no version.
    Object.defineProperty(this, 'link', { value: { store, towards: null, journal: null, views: null } })
    Object.defineProperties(this, accessors)
  }
}

/** Where a version stands among its kin. */
interface Link {
  readonly store: TopologyStore
  /** The neighbour on the way to the version that the arrays hold, and what differs there. */
  towards: TopologyVersion | null
  journal: Journal | null
  views: Views | null
}

/** Makes the store's arrays those of a version. */
function goTo(version: TopologyVersion): TopologyStore {
  const { store } = version.link
  if (store.at === version) return store
  const path: TopologyVersion[] = []
  for (let v = version; v !== store.at; v = v.link.towards!) path.push(v)
  for (const v of path.reverse()) {
    const own = v.link
    const next = own.towards!.link
    store.swap(own.journal!)
    next.towards = v
    next.journal = own.journal
    own.towards = null
    own.journal = null
  }
  store.at = version
  return store
}

function viewsOf(version: TopologyVersion): Views {
  const { link } = version
  const store = goTo(version)
  if (link.views?.generation === store.generation) return link.views
  const { slotCount, nodeCount, model } = version
  link.views = {
    generation: store.generation,
    slotNodes: store.slotNodes.subarray(0, 4 * slotCount),
    slotTet: store.slotTet.subarray(0, slotCount),
    slotMask: store.slotMask.subarray(0, slotCount),
    slotVolume: store.slotVolume.subarray(0, slotCount),
    virtualOrigin: store.virtualOrigin.subarray(0, nodeCount - model.nodeCount),
  }
  return link.views
}

const view = (name: Exclude<keyof Views, 'generation'>): PropertyDescriptor => ({
  enumerable: true,
  get(this: TopologyVersion) {
    return viewsOf(this)[name]
  },
})
const map = (name: 'severed' | 'slotsOfTet' | 'trianglesOfTet'): PropertyDescriptor => ({
  enumerable: true,
  get(this: TopologyVersion) {
    return goTo(this)[name]
  },
})
const accessors: PropertyDescriptorMap = {
  slotNodes: view('slotNodes'),
  slotTet: view('slotTet'),
  slotMask: view('slotMask'),
  slotVolume: view('slotVolume'),
  virtualOrigin: view('virtualOrigin'),
  severed: map('severed'),
  slotsOfTet: map('slotsOfTet'),
  trianglesOfTet: map('trianglesOfTet'),
}

/** The first version of a store: arrays that it may read but not write. */
export function firstVersion(
  fields: VersionFields,
  arrays: Pick<TissueTopology, 'slotNodes' | 'slotTet' | 'slotMask' | 'slotVolume'>,
): TissueTopology {
  const store = new TopologyStore(arrays)
  store.at = new TopologyVersion(store, fields)
  return store.at
}

/** A version for a topology that was put together by hand: its contents, copied. */
function adopt(topology: TissueTopology): TopologyVersion {
  const first = firstVersion(topology, topology) as TopologyVersion
  const { store } = first.link
  store.reserveSlots(topology.slotCount)
  store.virtualOrigin = topology.virtualOrigin.slice()
  for (const [key, place] of topology.severed) store.severed.set(key, place)
  for (const [tet, slots] of topology.slotsOfTet) store.slotsOfTet.set(tet, slots)
  for (const [tet, list] of topology.trianglesOfTet) store.trianglesOfTet.set(tet, list)
  return first
}

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
  private readonly seen = new Set<number>()

  constructor(topology: TissueTopology) {
    this.base = topology instanceof TopologyVersion ? topology : adopt(topology)
    this.store = goTo(this.base)
    this.slotCount = topology.slotCount
    this.nodeCount = topology.nodeCount
  }

  /** Slots that were written to, in the order of the first write. */
  get touched(): Uint32Array {
    return Uint32Array.from(this.seen)
  }

  /** To be called before a slot is written to. */
  touch(slot: number): void {
    if (this.seen.has(slot)) return
    this.seen.add(slot)
    this.store.reserveSlots(slot + 1)
    this.store.record(this.journal.slots, slot)
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
    this.journal.severed.push([key, this.store.severed.get(key)])
    this.store.severed.set(key, place)
  }

  setSlots(tet: number, slots: readonly number[]): void {
    this.journal.slotsOfTet.push([tet, this.store.slotsOfTet.get(tet)])
    this.store.slotsOfTet.set(tet, slots)
  }

  addTriangles(tet: number, triangles: readonly BladeTriangle[]): void {
    const was = this.store.trianglesOfTet.get(tet)
    this.journal.trianglesOfTet.push([tet, was])
    this.store.trianglesOfTet.set(tet, was ? [...was, ...triangles] : triangles)
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
    const { link } = this.base
    link.towards = version
    link.journal = this.journal
    this.store.at = version
    return version
  }

  abandon(): void {
    this.store.swap(this.journal)
  }
}
