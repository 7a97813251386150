import { parametricHeart } from '../geometry/parametric/parametric-heart'
import { modelPicture } from './model-picture'
import type { FromModeller, ToModeller } from './modeller-protocol'

/** Hearts from parameters in a worker of its own. */
const scope = self as unknown as DedicatedWorkerGlobalScope
const say = (message: FromModeller, transfer: Transferable[] = []) => scope.postMessage(message, transfer)

scope.onmessage = ({ data: { id, method, from } }: MessageEvent<ToModeller>) => {
  try {
    if (method === 'build') {
      const heart = parametricHeart(from)
      say({ id, heart }, [heart.labels.buffer, heart.lumen.buffer, heart.tissue.buffer] as ArrayBuffer[])
    } else {
      const picture = modelPicture(from)
      say({ id, picture }, [picture.positions.buffer, picture.triangles.buffer] as ArrayBuffer[])
    }
  } catch (error) {
    say({ id, failed: error instanceof Error ? error.message : String(error) })
  }
}
