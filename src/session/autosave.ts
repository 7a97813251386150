import { type Edit, editSchema } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { readCase, writeCase } from '../io/case-file'
import type { Session } from './session'

type SaveKey = 'heart' | 'edits' | 'recipe'

/** Where the rehearsal in hand, and the recipe of a scan at work, are kept between visits. */
export interface SaveStore {
  get(key: SaveKey): Promise<Uint8Array | string | undefined>
  set(key: SaveKey, value: Uint8Array | string): Promise<void>
}

/**
 * Keeps the heart and the list of edits as they grow, so that a closed tab or a crash loses nothing. The heart is
 * written once, when it is opened; the edits, which are small, at every change. A store that is full or refused is
 * said once; the rehearsal goes on.
 * @returns a function that stops it
 */
export function startAutosave(session: Session, store: SaveStore): () => void {
  let heart: Heart | null = null
  let edits: readonly Edit[] | null = null
  let writing = Promise.resolve()
  const later = (write: () => Promise<void>) => {
    writing = writing.then(write).catch(() => {
      session.notify(
        'This browser has no room to keep the rehearsal: save the case to a file before closing the page.',
      )
    })
  }
  return session.store.subscribe((state) => {
    if (!state.heart) return
    if (state.heart !== heart) {
      heart = state.heart
      const bytes = state.heart
      later(() => store.set('heart', writeCase(bytes, [])))
    }
    if (state.edits !== edits) {
      edits = state.edits
      const text = JSON.stringify(edits)
      later(() => store.set('edits', text))
    }
  })
}

/** What the last visit left, or null when there is nothing or it can no longer be read. */
export async function restoreAutosave(store: SaveStore): Promise<{ heart: Heart; edits: Edit[] } | null> {
  try {
    const [bytes, text] = [await store.get('heart'), await store.get('edits')]
    if (!(bytes instanceof Uint8Array)) return null
    const { heart } = readCase(bytes, 'the rehearsal kept by this browser')
    return { heart, edits: typeof text === 'string' ? editSchema.array().parse(JSON.parse(text)) : [] }
  } catch {
    return null
  }
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
