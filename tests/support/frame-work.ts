import type { CDPSession, Page } from 'playwright-core'

// biome-ignore lint/suspicious/noExplicitAny: globals of another realm
declare const window: any

/** What the page's own thread does for its frames, in processor time of that thread: other programs do not count. */
interface FrameWork {
  readonly frames: number
  /** Milliseconds of the page's thread in a frame: the middle one, the one that nine of ten are under, the longest. */
  readonly median: number
  readonly nineTenths: number
  readonly longest: number
  /** Share of the thread's time that any task took, 0–1: messages of the worker and the panels too. */
  readonly busy: number
  /** Tasks of any kind that took the thread more than 50 ms, milliseconds each. */
  readonly longTasks: readonly number[]
  /** Kilobytes that are allocated in a frame, sampled, and where most of them are. */
  readonly allocated: number
  readonly allocators: readonly string[]
}

interface TraceEvent {
  readonly name: string
  readonly tid: number
  readonly tdur?: number
}

/**
 * Gives the page a surface of so many triangles and so many tracers, all of which move in every frame, as the worker
 * would; the same anatomy drawn several times over.
 */
export const burden = (page: Page, triangles: number, tracers: number): Promise<number> =>
  page.evaluate(
    ([wanted, count]) => {
      const { session } = window.atrium
      const one = session.state.surface
      const vertices = one.rest.length / 3
      const copies = Math.ceil((3 * wanted!) / one.triangles.length)
      const many = Object.fromEntries(
        Object.entries(one).map(([name, array]) => {
          if (!ArrayBuffer.isView(array)) return [name, array]
          const from = array as Uint32Array
          const to = new (from.constructor as Uint32ArrayConstructor)(from.length * copies)
          for (let k = 0; k < copies; k++)
            for (let n = 0; n < from.length; n++)
              to[k * from.length + n] = from[n]! + (name === 'triangles' ? k * vertices : 0)
          return [name, to]
        }),
      )
      session.store.setState({ surface: many })
      const cloud = new Float32Array(8 * count!)
      for (let n = 0; n < count!; n++) {
        const v = 3 * Math.floor(Math.random() * vertices)
        cloud.set([one.rest[v], one.rest[v + 1], one.rest[v + 2], 0.8, 0.3, 0.2, 0.1, 0], 8 * n)
      }
      const pool = [0, 1].map(() => ({ nodes: session.frame.nodePositions.slice(), tracers: cloud.slice() }))
      let turn = 0
      const next = () => {
        turn = 1 - turn
        session.frame.nodePositions = pool[turn]!.nodes
        session.frame.tracers = pool[turn]!.tracers
        requestAnimationFrame(next)
      }
      next()
      return (many['triangles'] as Uint32Array).length / 3
    },
    [triangles, tracers],
  )

/** Watches the page for so many seconds. */
export async function frameWork(page: Page, seconds: number): Promise<FrameWork> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.startSampling', {
    samplingInterval: 4096,
    includeObjectsCollectedByMinorGC: true,
    includeObjectsCollectedByMajorGC: true,
  } as never)
  const begun = await framesDrawn(page)
  const events = await traced(devtools, seconds)
  const drawn = (await framesDrawn(page)) - begun
  const tasks = events.filter((e) => e.name === 'RunTask').map((e) => (e.tdur ?? 0) / 1e3)
  const { profile } = (await devtools.send('HeapProfiler.stopSampling')) as unknown as {
    profile: { head: Node }
  }
  const frames = longest(
    events.filter((e) => e.name === 'FireAnimationFrame'),
    drawn,
  )
  const [total, allocators] = allocations(profile.head)
  await devtools.detach()
  return {
    frames: drawn,
    median: frames[Math.floor(frames.length / 2)] ?? 0,
    nineTenths: frames[Math.floor(frames.length * 0.9)] ?? 0,
    longest: frames.at(-1) ?? 0,
    busy: tasks.reduce((sum, t) => sum + t, 0) / (1e3 * seconds),
    longTasks: tasks.filter((t) => t > 50).map(Math.round),
    allocated: total / 1024 / Math.max(drawn, 1),
    allocators,
  }
}

/** Pictures of the scene since it was first asked; the renderer's own count has the passes that skin the surface too. */
const framesDrawn = (page: Page): Promise<number> =>
  page.evaluate(() => {
    if (window.framesDrawn === undefined) {
      window.framesDrawn = 0
      window.atrium.scene().onBeforeRender = () => window.framesDrawn++
    }
    return window.framesDrawn
  })

async function traced(devtools: CDPSession, seconds: number): Promise<TraceEvent[]> {
  const events: TraceEvent[] = []
  devtools.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  const done = new Promise<void>((resolve) => devtools.once('Tracing.tracingComplete', () => resolve()))
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] },
  })
  await new Promise((wait) => setTimeout(wait, seconds * 1e3))
  await devtools.send('Tracing.end')
  await done
  const main = events.find((e) => e.name === 'FireAnimationFrame')?.tid
  return events.filter((e) => e.tid === main)
}

/** Milliseconds of the callbacks that drew, in order: as many of the longest as frames were drawn. */
const longest = (events: readonly TraceEvent[], count: number): number[] =>
  events
    .map((e) => (e.tdur ?? 0) / 1e3)
    .sort((a, b) => b - a)
    .slice(0, count)
    .reverse()

interface Node {
  readonly callFrame: {
    readonly functionName: string
    readonly url: string
    readonly lineNumber: number
    readonly columnNumber: number
  }
  readonly selfSize: number
  readonly children: readonly Node[]
}

/** Bytes in all, and the ten places that took most. */
function allocations(head: Node): [number, string[]] {
  const all: [string, number][] = []
  const visit = (node: Node) => {
    const { functionName, lineNumber, columnNumber } = node.callFrame
    if (node.selfSize > 0) all.push([`${functionName || '?'}:${lineNumber}:${columnNumber}`, node.selfSize])
    node.children.forEach(visit)
  }
  visit(head)
  const most = [...all].sort((a, b) => b[1] - a[1]).slice(0, 12)
  return [
    all.reduce((sum, [, size]) => sum + size, 0),
    most.map(([name, size]) => `${name} ${(size / 1024).toFixed(0)} kB`),
  ]
}

/** Megabytes of the page's heap after all that can go has gone. */
export async function heapOf(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.collectGarbage')
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = (await devtools.send('Runtime.getHeapUsage')) as { usedSize: number }
  await devtools.detach()
  return usedSize / 2 ** 20
}
