import { createStore } from 'zustand/vanilla'
import { say } from '../../core/language'
import type { Heart } from '../../heart/heart'
import { writeCase } from '../../io/case-file'
import { withoutIdentity } from '../../io/case-identity'
import { annotationStore, openAnnotations } from '../annotations'
import type { Session } from '../session'
import { treeOf } from '../strategies/strategies-state'
import { viewpointStore } from '../viewpoints'
import { type OpenedRehearsal, type RehearsalDocument, readRehearsal } from './rehearsal-document'
import type { KeptRehearsal, RehearsalStore } from './rehearsal-store'

/** Beyond these the oldest go. */
const mostKept = 24

export interface KeptState {
  /** The newest first, without the one in hand. */
  readonly list: readonly KeptRehearsal[]
  /** Taken away last; can be brought back until the page is left. */
  readonly removed: KeptRehearsal | null
}

/** The one in hand. */
interface InHand {
  readonly id: string
  /** Tells one heart from the next: a new view of the same tissue has the same labels. */
  readonly labels: Heart['labels']
  /** As it is in the store; null: not yet there. */
  heart: Heart | null
  document: string
  letGo: () => void
}

/**
 * Keeps every rehearsal as it grows, so that a closed tab, a crash or another heart loses nothing. The heart is written
 * when it is opened or looked at anew; strategies, notes and places, which are small, at every change, both in one
 * transaction. A built-in heart is kept from the first change on. Pages beside each other keep rehearsals of their own.
 * A store that is full or refused is said; the rehearsal goes on.
 */
export class RehearsalKeeper {
  /** What can be gone on with. */
  readonly kept = createStore<KeptState>(() => ({ list: [], removed: null }))
  private removed: { readonly kept: KeptRehearsal; readonly bytes: Uint8Array } | null = null
  private inHand: InHand | null = null
  /** What `goOn` is about to open. */
  private next: InHand | null = null
  private seen: readonly unknown[] = []
  private writing: Promise<unknown> = Promise.resolve()
  /** A write is to come that will see whatever changes until then. */
  private due = false
  private stops: readonly (() => void)[] = []

  constructor(
    private readonly session: Session,
    private readonly store: RehearsalStore,
    private readonly now: () => number = Date.now,
  ) {}

  /** From now on what is open is kept. */
  start(): void {
    const changed = () => this.later()
    this.stops = [this.session.store, annotationStore, viewpointStore].map((s) => s.subscribe(changed))
    this.later()
  }

  /** Opens the newest rehearsal, or one by its id. @returns false where there is none, or another page has it open */
  async goOn(open: (kept: OpenedRehearsal) => void, id?: string): Promise<boolean> {
    const list = await this.store.list()
    const kept = id === undefined ? list[0] : list.find((k) => k.id === id)
    const bytes = kept && (await this.store.heart(kept.id))
    if (!kept || !bytes) return false
    const letGo = await this.store.hold(kept.id)
    if (!letGo) return false
    this.take(open, kept, bytes, letGo)
    return true
  }

  private take(
    open: (kept: OpenedRehearsal) => void,
    kept: KeptRehearsal,
    bytes: Uint8Array,
    letGo: () => void,
  ): void {
    try {
      const rehearsal = readRehearsal(kept, bytes)
      const { heart } = rehearsal
      this.next = { id: kept.id, labels: heart.labels, heart, document: kept.document, letGo }
      open(rehearsal)
      openAnnotations(rehearsal.annotations)
      viewpointStore.setState({ viewpoints: rehearsal.viewpoints })
    } catch (error) {
      this.next = null
      letGo()
      throw error
    }
  }

  /** Takes one away; `bringBack` undoes it. */
  async remove(id: string): Promise<void> {
    const kept = this.kept.getState().list.find((k) => k.id === id)
    const bytes = await this.store.heart(id)
    await this.store.remove(id)
    this.removed = kept && bytes ? { kept, bytes } : null
    await this.refresh()
  }

  async bringBack(): Promise<void> {
    const { removed } = this
    if (!removed) return
    await this.store.put(removed.kept, removed.bytes)
    this.removed = null
    await this.refresh()
  }

  /** Until all that was changed is written. */
  settled(): Promise<unknown> {
    return this.writing
  }

  stop(): void {
    for (const stop of this.stops) stop()
    this.inHand?.letGo()
  }

  /** One write after the other, each of how things then are: the changes of a moment are one. */
  private later(): void {
    const seen = this.parts()
    if (seen.every((part, i) => part === this.seen[i])) return
    this.seen = seen
    this.follow()
    if (this.due) return
    this.due = true
    this.writing = this.writing.then(() => {
      this.due = false
      return this.write().catch(() => this.full())
    })
  }

  /** All that is kept; the session tells of much else, many times a second. */
  private parts(): readonly unknown[] {
    const { heart, edits, strategies } = this.session.state
    const { annotations } = annotationStore.getState()
    return [
      heart,
      edits,
      strategies.list,
      strategies.current,
      annotations,
      viewpointStore.getState().viewpoints,
    ]
  }

  /** Another heart is another rehearsal. */
  private follow(): void {
    const { heart } = this.session.state
    if (!heart || heart.labels === this.inHand?.labels) return
    this.inHand?.letGo()
    this.inHand = this.next ?? this.begin(heart)
    this.next = null
  }

  private begin(heart: Heart): InHand {
    const begun: InHand = {
      id: crypto.randomUUID(),
      labels: heart.labels,
      heart: null,
      document: '',
      letGo: () => {},
    }
    void this.store.hold(begun.id).then((release) => {
      if (this.inHand === begun) begun.letGo = release ?? begun.letGo
      else release?.()
    })
    return begun
  }

  private async write(): Promise<void> {
    const { session, inHand } = this
    const { heart, recipe } = session.state
    if (!heart || !inHand || !this.worthKeeping()) return this.refresh()
    const document = JSON.stringify(this.document())
    if (heart === inHand.heart && document === inHand.document) return
    const bytes = heart === inHand.heart ? undefined : writeCase(heart, [], recipe ? { recipe } : {})
    const { edits, strategies } = session.state
    const counts = { editCount: edits.length, strategyCount: strategies.list.length }
    await this.store.put(
      { id: inHand.id, name: withoutIdentity(heart).heart.name, changed: this.now(), ...counts, document },
      bytes,
    )
    Object.assign(inHand, { heart, document })
    await this.refresh()
  }

  private document(): RehearsalDocument {
    const { annotations } = annotationStore.getState()
    const { viewpoints } = viewpointStore.getState()
    return {
      tree: treeOf(this.session.state),
      annotations: [...annotations],
      viewpoints: [...viewpoints],
    } as RehearsalDocument
  }

  /** A built-in heart that nobody has touched is a press away at any time. */
  private worthKeeping(): boolean {
    const { heart, edits, undone, strategies, unrevised } = this.session.state
    const { annotations } = annotationStore.getState()
    const { viewpoints } = viewpointStore.getState()
    const work = [edits, undone, unrevised, annotations, viewpoints].some((list) => list.length > 0)
    return (
      work ||
      strategies.list.length > 1 ||
      !heart?.source.startsWith('Atrium parametric') ||
      this.inHand?.heart !== null
    )
  }

  private async refresh(): Promise<void> {
    const list = await this.store.list()
    for (const { id } of list.slice(mostKept)) await this.store.remove(id)
    this.kept.setState({
      list: list.slice(0, mostKept).filter(({ id }) => id !== this.inHand?.id),
      removed: this.removed?.kept ?? null,
    })
  }

  private full(): void {
    this.session.notify(
      say('This browser has no room to keep the rehearsal: save the case to a file before closing the page.'),
    )
  }
}
