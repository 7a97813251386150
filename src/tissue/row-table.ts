import { type NodeRows, nodeRoom, nodeRows, type TissueTopology } from './topology'

/** No node: a slot that is not there, or whose tissue was taken away. */
const none = 0xffffffff

/**
 * The rows of every node (`nodeRows`), kept up to date slot by slot. A row that outgrows its room moves to the end of
 * the entries. Entries of a row stay in ascending order, so that sums over it do not depend on the history.
 */
export class RowTable implements NodeRows {
  readonly start: Uint32Array
  readonly count: Uint32Array
  entries: Uint32Array
  /** Entries in use, holes left by moved rows among them. */
  length: number
  private readonly room: Uint32Array
  /** Node of every slot's corner as it stands in the rows. */
  private known: Uint32Array

  constructor(topology: TissueTopology) {
    const { start, count, entries } = nodeRows(topology)
    const nodes = nodeRoom(topology.model)
    this.start = grown(start, nodes)
    this.count = grown(count, nodes)
    this.room = this.count.slice()
    this.length = entries.length
    this.entries = grown(entries, Math.ceil(1.25 * entries.length) + 4096)
    this.known = grown(topology.slotNodes, Math.ceil(1.25 * topology.slotNodes.length) + 4096, none)
    topology.slotVolume.forEach((volume, slot) => {
      if (volume === 0) this.known.fill(none, 4 * slot, 4 * slot + 4)
    })
  }

  /** Brings some slots up to date; returns the nodes whose rows changed. */
  update({ slotNodes, slotVolume }: TissueTopology, slots: Iterable<number>): Set<number> {
    const changed = new Set<number>()
    for (const slot of slots) {
      if (4 * slot + 4 > this.known.length) this.known = grown(this.known, 8 * slot + 4096, none)
      for (let e = 4 * slot; e < 4 * slot + 4; e++) {
        const was = this.known[e]!
        const is = slotVolume[slot]! > 0 ? slotNodes[e]! : none
        if (was === is) continue
        this.known[e] = is
        if (was !== none) changed.add(this.remove(was, e))
        if (is !== none) changed.add(this.insert(is, e))
      }
    }
    return changed
  }

  private remove(node: number, entry: number): number {
    const { entries } = this
    const first = this.start[node]!
    const last = first + --this.count[node]!
    let at = first
    while (entries[at] !== entry) at++
    entries.copyWithin(at, at + 1, last + 1)
    return node
  }

  private insert(node: number, entry: number): number {
    if (this.count[node] === this.room[node]) this.move(node)
    const { entries } = this
    const first = this.start[node]!
    let at = first + this.count[node]!++
    for (; at > first && entries[at - 1]! > entry; at--) entries[at] = entries[at - 1]!
    entries[at] = entry
    return node
  }

  /** Gives a row more room at the end. */
  private move(node: number): void {
    const room = Math.ceil(1.5 * this.room[node]!) + 6
    if (this.length + room > this.entries.length)
      this.entries = grown(this.entries, Math.ceil(1.5 * (this.length + room)))
    const first = this.start[node]!
    this.entries.copyWithin(this.length, first, first + this.count[node]!)
    this.start[node] = this.length
    this.room[node] = room
    this.length += room
  }
}

function grown(data: Uint32Array, length: number, fill = 0): Uint32Array {
  const out = new Uint32Array(Math.max(length, data.length))
  if (fill) out.fill(fill, data.length)
  out.set(data)
  return out
}
