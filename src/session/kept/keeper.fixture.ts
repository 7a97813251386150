import type { KeptRehearsal, RehearsalStore } from './rehearsal-store'

/** What a browser keeps, shared by all its pages. */
export class Disk {
  readonly kept = new Map<string, KeptRehearsal>()
  readonly hearts = new Map<string, Uint8Array>()
  readonly held = new Set<string>()
  full = false

  /** The store of one page. */
  page(): RehearsalStore {
    const write = (act: () => void) => {
      if (this.full) throw new DOMException('no room', 'QuotaExceededError')
      act()
    }
    return {
      list: async () => [...this.kept.values()].sort((a, b) => b.changed - a.changed),
      heart: async (id) => this.hearts.get(id),
      put: async (kept, heart) =>
        write(() => {
          this.kept.set(kept.id, kept)
          if (heart) this.hearts.set(kept.id, heart)
        }),
      remove: async (id) =>
        write(() => {
          this.kept.delete(id)
          this.hearts.delete(id)
        }),
      hold: async (id) => {
        if (this.held.has(id)) return null
        this.held.add(id)
        return () => this.held.delete(id)
      },
    }
  }
}
