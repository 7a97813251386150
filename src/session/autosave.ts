import { type Annotation, annotationSchema } from '../heart/annotation'
import { type Edit, editSchema } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { type StrategyTree, strategyTreeSchema, treeOfPlans } from '../heart/strategy'
import { readCase, writeCase } from '../io/case-file'
import { annotationStore } from './annotations'
import type { Session } from './session'
import { treeOf } from './strategies/strategies-state'

type SaveKey = 'heart' | 'edits' | 'strategies' | 'annotations' | 'recipe'

/** Where the rehearsal in hand, and the recipe of a scan at work, are kept between visits. */
export interface SaveStore {
  get(key: SaveKey): Promise<Uint8Array | string | undefined>
  set(key: SaveKey, value: Uint8Array | string): Promise<void>
}

/**
 * Keeps the heart, its strategies and its notes as they grow, so that a closed tab or a crash loses nothing. The heart is
 * written once, when it is opened; the lists of edits, which are small, at every change. A store that is full or refused is
 * said once; the rehearsal goes on.
 * @returns a function that stops it
 */
export function startAutosave(session: Session, store: SaveStore): () => void {
  let heart: Heart | null = null
  let kept: { readonly edits: readonly Edit[]; readonly list: unknown; readonly current: string } | null =
    null
  let writing = Promise.resolve()
  const later = (write: () => Promise<void>) => {
    writing = writing.then(write).catch(() => {
      session.notify(
        'This browser has no room to keep the rehearsal: save the case to a file before closing the page.',
      )
    })
  }
  const stopNotes = annotationStore.subscribe(({ annotations }) => {
    const text = JSON.stringify(annotations)
    later(() => store.set('annotations', text))
  })
  const stop = session.store.subscribe((state) => {
    if (!state.heart) return
    if (state.heart !== heart) {
      heart = state.heart
      const bytes = state.heart
      later(() => store.set('heart', writeCase(bytes, [])))
    }
    const { edits, strategies } = state
    const { list, current } = strategies
    if (edits === kept?.edits && list === kept.list && current === kept.current) return
    kept = { edits, list, current }
    const text = JSON.stringify(treeOf(state))
    later(() => store.set('strategies', text))
  })
  return () => {
    stop()
    stopNotes()
  }
}

/** What the last visit left, or null when there is nothing or it can no longer be read. */
export async function restoreAutosave(
  store: SaveStore,
): Promise<{ heart: Heart; tree: StrategyTree; annotations: readonly Annotation[] } | null> {
  try {
    const bytes = await store.get('heart')
    if (!(bytes instanceof Uint8Array)) return null
    const { heart } = readCase(bytes, 'the rehearsal kept by this browser')
    return { heart, tree: await keptStrategies(store), annotations: await keptAnnotations(store) }
  } catch {
    return null
  }
}

async function keptAnnotations(store: SaveStore): Promise<readonly Annotation[]> {
  const text = await store.get('annotations')
  return typeof text === 'string' ? annotationSchema.array().parse(JSON.parse(text)) : []
}

/** Kept as one list of edits before there were strategies. */
async function keptStrategies(store: SaveStore): Promise<StrategyTree> {
  const text = await store.get('strategies')
  if (typeof text === 'string') return strategyTreeSchema.parse(JSON.parse(text))
  const old = await store.get('edits')
  const edits = typeof old === 'string' ? editSchema.array().parse(JSON.parse(old)) : []
  return treeOfPlans([{ name: 'Strategy 1', edits }])
}

/** The browser's own database. */
export function browserSaveStore(): SaveStore {
  const open = () =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('atrium', 1)
      request.onupgradeneeded = () => request.result.createObjectStore('rehearsal')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const run = async <T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>) => {
    const database = await open()
    try {
      const transaction = database.transaction('rehearsal', mode)
      const request = act(transaction.objectStore('rehearsal'))
      return await new Promise<T>((resolve, reject) => {
        transaction.oncomplete = () => resolve(request.result)
        transaction.onerror = () => reject(transaction.error)
        transaction.onabort = () => reject(transaction.error)
      })
    } finally {
      database.close()
    }
  }
  return {
    get: (key) => run('readonly', (s) => s.get(key)),
    set: async (key, value) => void (await run('readwrite', (s) => s.put(value, key))),
  }
}
