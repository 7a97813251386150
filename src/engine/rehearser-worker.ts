import type { Heart } from '../heart/heart'
import { LocalRehearser } from './rehearser'
import type { FromRehearser, ToRehearser } from './rehearser-protocol'

/** Strategies answered in a worker of its own, beside the one that simulates the heart in hand. */
const scope = self as unknown as DedicatedWorkerGlobalScope
const say = (message: FromRehearser) => scope.postMessage(message)
const rehearser = new LocalRehearser()
let known: { readonly id: number; readonly heart: Heart } | null = null

scope.onmessage = async ({ data }: MessageEvent<ToRehearser>) => {
  try {
    if (data.heart) known = { id: data.heartId, heart: data.heart }
    if (known?.id !== data.heartId) throw new Error('The heart was not sent')
    const { heartId: _, ...asked } = data
    const rehearsed = await rehearser.rehearse({ ...asked, heart: known.heart }, (label, fraction) =>
      say({ type: 'progress', label, fraction }),
    )
    say({ type: 'rehearsed', rehearsed })
  } catch (error) {
    say({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
  }
}
