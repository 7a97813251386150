import type { Page } from 'playwright-core'

/** What a page holds after all that can go has gone, megabytes. */
export interface Held {
  /** Objects, strings and closures of its scripts. */
  readonly objects: number
  /** With their buffers and the browser's own objects that they hold. */
  readonly all: number
  /** Machine code: the engine compiles a function when it is called often, each once, in whatever order a person does things. */
  readonly code: number
}

interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[]
      readonly node_types: readonly [readonly string[]]
    }
  }
  readonly nodes: readonly number[]
}

/** Weighs everything in the heap by its kind. */
export async function heldBy(page: Page): Promise<Held> {
  const { snapshot, nodes } = await snapshotOf(page)
  const { node_fields: fields, node_types: types } = snapshot.meta
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')]
  const megabytes: Record<string, number> = {}
  for (let o = 0; o < nodes.length; o += fields.length) {
    const kind = types[0][nodes[o + type]!]!
    megabytes[kind] = (megabytes[kind] ?? 0) + nodes[o + size]! / 2 ** 20
  }
  const { code = 0, native = 0, ...others } = megabytes
  const objects = Object.values(others).reduce((sum, v) => sum + v, 0)
  return { objects, all: objects + native, code }
}

async function snapshotOf(page: Page): Promise<HeapSnapshot> {
  const devtools = await page.context().newCDPSession(page)
  const chunks: string[] = []
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await devtools.send('HeapProfiler.collectGarbage')
  await devtools.send('HeapProfiler.takeHeapSnapshot', {})
  await devtools.detach()
  return JSON.parse(chunks.join(''))
}
