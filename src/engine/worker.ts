import { Engine } from './engine'
import type { FromEngine, ToEngine } from './protocol'
import { qualityNamed } from './quality'

/** The engine in a worker: messages in, snapshots out. The worker's name chooses the quality. */
const scope = self as unknown as DedicatedWorkerGlobalScope
const engine = new Engine(
  (message, transfer) => scope.postMessage(message, transfer ?? []),
  qualityNamed(scope.name),
)

// Two messages must not overlap: an edit that arrives while a heart opens waits for it.
let queue = Promise.resolve()
scope.onmessage = ({ data }: MessageEvent<ToEngine>) => {
  if (data.type === 'control') return engine.setControl(data.control)
  queue = queue
    .then(() => engine.receive(data))
    .catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      scope.postMessage({ type: 'fault', message } satisfies FromEngine)
    })
}
