/** A rehearsal as the list of them shows it. */
export interface KeptRehearsal {
  readonly id: string
  readonly name: string
  /** When it was last changed, milliseconds since 1970. */
  readonly changed: number
  /** Steps of the strategy in hand, and strategies. */
  readonly editCount: number
  readonly strategyCount: number
  /** Strategies, notes and places as JSON; what `read-rehearsal.ts` reads. */
  readonly document: string
}

/** Where rehearsals are kept between visits. A failed write throws and leaves what was there. */
export interface RehearsalStore {
  /** The newest first. */
  list(): Promise<KeptRehearsal[]>
  /** The case file with the heart. */
  heart(id: string): Promise<Uint8Array | undefined>
  /** @param heart left out, the one that was kept stays */
  put(kept: KeptRehearsal, heart?: Uint8Array): Promise<void>
  remove(id: string): Promise<void>
  /** Claims a rehearsal for this page. @returns how to let it go, or null where another page has it open */
  hold(id: string): Promise<(() => void) | null>
}
