import type { BladeTriangle, TissueTopology } from './topology'
import type { TopologyVersion } from './topology-version'

/** Numbers of a slot in a journal: its id, four nodes, tetrahedron, mask, volume. */
export const slotRecord = 8

/** What a version had at the places that its neighbour changed; swapped, it leads back. */
export interface Journal {
  /** `slotRecord` numbers a slot. */
  slots: Float64Array
  readonly origins: number[]
  /** A key and what stood there, in turn. */
  readonly severed: (number | undefined)[]
  readonly slotsOfTet: (number | readonly number[] | undefined)[]
  readonly trianglesOfTet: (number | readonly BladeTriangle[] | undefined)[]
}

export const emptyJournal = (): Journal => ({
  slots: new Float64Array(0),
  origins: [],
  severed: [],
  slotsOfTet: [],
  trianglesOfTet: [],
})

/**
 * The arrays that all versions of a topology share. They hold one version at a time; every other keeps a journal of
 * what differs towards the next (Baker 1978, shallow binding of persistent arrays). A cut so costs what it changes,
 * and going back costs the same again.
 */
export class TopologyStore {
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
  /** The change that each slot was last written by. */
  private written = new Int32Array(0)
  private change = 0

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

  /** From now on every slot counts as not written yet. */
  beginChange(): void {
    this.change++
  }

  /** Marks a slot as written by the change at hand; false where it has been already. */
  isFirstWrite(slot: number): boolean {
    if (slot >= this.written.length) this.written = grown(this.written, Math.ceil(1.5 * slot) + 1024)
    if (this.written[slot] === this.change) return false
    this.written[slot] = this.change
    return true
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

  /** Writes a slot as it is now into a journal, as its `n`th. */
  record(slots: Float64Array, n: number, slot: number): void {
    const o = slotRecord * n
    slots[o] = slot
    for (let c = 0; c < 4; c++) slots[o + 1 + c] = this.slotNodes[4 * slot + c]!
    slots[o + 5] = this.slotTet[slot]!
    slots[o + 6] = this.slotMask[slot]!
    slots[o + 7] = this.slotVolume[slot]!
  }

  private swapSlots(slots: Float64Array): void {
    const was = new Float64Array(slotRecord)
    for (let n = 0; slotRecord * n < slots.length; n++) {
      was.set(slots.subarray(slotRecord * n, slotRecord * (n + 1)))
      const slot = was[0]!
      this.record(slots, n, slot)
      for (let c = 0; c < 4; c++) this.slotNodes[4 * slot + c] = was[1 + c]!
      this.slotTet[slot] = was[5]!
      this.slotMask[slot] = was[6]!
      this.slotVolume[slot] = was[7]!
    }
  }
}

function swapEntries<T>(map: Map<number, T>, entries: (number | T | undefined)[]): void {
  for (let e = 0; e < entries.length; e += 2) {
    const key = entries[e] as number
    const was = map.get(key)
    const is = entries[e + 1] as T | undefined
    if (is === undefined) map.delete(key)
    else map.set(key, is)
    entries[e + 1] = was
  }
}

function grown<T extends Uint32Array | Int32Array | Uint8Array | Float32Array>(data: T, length: number): T {
  const out = new (data.constructor as new (length: number) => T)(length)
  out.set(data)
  return out
}
