import type { KeptRehearsal, RehearsalStore } from './rehearsal-store'
import type { SaveStore } from './save-store'

const drawers = { small: 'rehearsal', kept: 'kept', hearts: 'hearts' } as const

/** The browser's own database. */
export function browserStore(): RehearsalStore & SaveStore {
  return {
    get: (key) => transact([drawers.small], 'readonly', (at) => at(drawers.small).get(key)),
    set: (key, value) =>
      transact([drawers.small], 'readwrite', (at) => {
        at(drawers.small).put(value, key)
        return undefined
      }),
    list: async () => {
      const all = await transact<KeptRehearsal[]>([drawers.kept], 'readonly', (at) =>
        at(drawers.kept).getAll(),
      )
      return all.sort((a, b) => b.changed - a.changed)
    },
    heart: (id) => transact([drawers.hearts], 'readonly', (at) => at(drawers.hearts).get(id)),
    put: (kept, heart) =>
      transact([drawers.kept, drawers.hearts], 'readwrite', (at) => {
        if (heart) at(drawers.hearts).put(heart, kept.id)
        at(drawers.kept).put(kept)
        return undefined
      }),
    remove: (id) =>
      transact([drawers.kept, drawers.hearts], 'readwrite', (at) => {
        at(drawers.hearts).delete(id)
        at(drawers.kept).delete(id)
        return undefined
      }),
    hold,
  }
}

/** All of it or nothing: ends when the browser has it on its disk. */
async function transact<T>(
  names: readonly string[],
  mode: IDBTransactionMode,
  act: (at: (name: string) => IDBObjectStore) => IDBRequest<T> | undefined,
): Promise<T> {
  const database = await openDatabase()
  try {
    const transaction = database.transaction([...names], mode)
    const request = act((name) => transaction.objectStore(name))
    return await new Promise<T>((resolve, reject) => {
      transaction.oncomplete = () => resolve(request?.result as T)
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

const openDatabase = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open('atrium', 2)
    request.onupgradeneeded = ({ oldVersion }) => {
      if (oldVersion < 1) request.result.createObjectStore(drawers.small)
      request.result.createObjectStore(drawers.kept, { keyPath: 'id' })
      request.result.createObjectStore(drawers.hearts)
      if (oldVersion === 1) bringOver(request.transaction!)
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

/** Version 1 kept one rehearsal, in parts. */
function bringOver(transaction: IDBTransaction): void {
  const small = transaction.objectStore(drawers.small)
  const [heart, strategies, annotations] = ['heart', 'strategies', 'annotations'].map((key) => small.get(key))
  annotations!.onsuccess = () => {
    if (!heart!.result || !strategies!.result) return
    const tree = JSON.parse(strategies!.result)
    const document = { tree, annotations: JSON.parse(annotations!.result ?? '[]'), viewpoints: [] }
    const kept: KeptRehearsal = {
      id: 'last-visit',
      name: 'The last visit',
      changed: Date.now(),
      editCount: 0,
      strategyCount: tree.strategies.length,
      document: JSON.stringify(document),
    }
    transaction.objectStore(drawers.kept).put(kept)
    transaction.objectStore(drawers.hearts).put(heart!.result, kept.id)
    for (const key of ['heart', 'strategies', 'annotations', 'edits']) small.delete(key)
  }
}

/** Where the browser knows no locks, nobody else is asked. */
function hold(id: string): Promise<(() => void) | null> {
  if (!navigator.locks) return Promise.resolve(() => {})
  return new Promise((resolve) => {
    void navigator.locks.request(`atrium rehearsal ${id}`, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null)
      return new Promise<void>((release) => resolve(() => release()))
    })
  })
}
