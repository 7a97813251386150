import type { FromEngine, ToEngine } from './protocol'
import type { QualityName } from './quality'

/**
 * The engine in a worker of its own, with its own graphics device, so that a long solve never blocks a headset frame.
 * @param quality how fine the lattices are; `auto` suits them to the device
 */
export function workerPort(quality: QualityName = 'auto') {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: quality })
  return {
    send: (message: ToEngine) => worker.postMessage(message),
    onMessage(listener: (message: FromEngine) => void) {
      worker.onmessage = ({ data }: MessageEvent<FromEngine>) => listener(data)
      worker.onerror = (event) =>
        listener({ type: 'fault', message: `The simulation stopped: ${event.message}` })
    },
    close: () => worker.terminate(),
  }
}
