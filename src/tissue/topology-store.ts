import type { BladeTriangle, TissueTopology } from './topology'
import type { TopologyVersion } from './topology-version'

/** Numbers of a slot in a journal: its id, four nodes, tetrahedron, mask, volume. */
const slotRecord = 8

/** What a version had at the places that its neighbour changed; swapped, it leads back. */
export interface Journal {
  readonly slots: number[]
  readonly origins: number[]
  readonly severed: [number, number | undefined][]
  readonly slotsOfTet: [number, readonly number[] | undefined][]
  readonly trianglesOfTet: [number, readonly BladeTriangle[] | undefined][]
}

export const emptyJournal = (): Journal => ({
  slots: [],
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
