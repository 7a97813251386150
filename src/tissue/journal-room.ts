import { slotRecord, type TopologyStore } from './topology-store'

/** Room for the journal of a change in the making. */
export class JournalRoom {
  private data = new Float64Array(1024 * slotRecord)
  private count = 0

  begin(): void {
    this.count = 0
  }

  add(store: TopologyStore, slot: number): void {
    if (slotRecord * (this.count + 1) > this.data.length) {
      const more = new Float64Array(2 * this.data.length)
      more.set(this.data)
      this.data = more
    }
    store.record(this.data, this.count++, slot)
  }

  /** All of it, in an array of its own. */
  get slots(): Float64Array {
    return this.data.slice(0, slotRecord * this.count)
  }
}
