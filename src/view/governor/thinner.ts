import type { Thinning } from '../../geometry/thinned-triangles'

interface Thinned {
  readonly id: number
  readonly triangles: Uint32Array
}

let worker: Worker | null = null
let asked = 0
const waiting = new Map<number, (triangles: Uint32Array) => void>()

/** `thinnedTriangles` in a worker, begun when it is first asked; never settles where the worker fails: nothing is thinned then. */
export function thinnedBeside({ rest, triangles, share, tolerance }: Thinning): Promise<Uint32Array> {
  worker ??= startWorker()
  const id = ++asked
  worker.postMessage({ id, rest, triangles, share, tolerance })
  return new Promise((resolve) => waiting.set(id, resolve))
}

function startWorker(): Worker {
  const made = new Worker(new URL('./thinner-worker.ts', import.meta.url), { type: 'module' })
  made.onmessage = ({ data: { id, triangles } }: MessageEvent<Thinned>) => {
    waiting.get(id)?.(triangles)
    waiting.delete(id)
  }
  return made
}
