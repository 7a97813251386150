import type { Blade } from './blade'
import type { TissueModel } from './model'
import type { BladeTriangle, TissueTopology } from './topology'
import { type Journal, TopologyStore } from './topology-store'

/** What a version has of its own; the rest lies in the store that it shares with its kin. */
export interface VersionFields {
  readonly model: TissueModel
  readonly cuts: readonly Blade[]
  readonly slotCount: number
  readonly nodeCount: number
  readonly distance: Float32Array
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
export class TopologyVersion implements TissueTopology {
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
export function goTo(version: TopologyVersion): TopologyStore {
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
export function adopt(topology: TissueTopology): TopologyVersion {
  const first = firstVersion(topology, topology) as TopologyVersion
  const { store } = first.link
  store.reserveSlots(topology.slotCount)
  store.virtualOrigin = topology.virtualOrigin.slice()
  for (const [key, place] of topology.severed) store.severed.set(key, place)
  for (const [tet, slots] of topology.slotsOfTet) store.slotsOfTet.set(tet, slots)
  for (const [tet, list] of topology.trianglesOfTet) store.trianglesOfTet.set(tet, list)
  return first
}
