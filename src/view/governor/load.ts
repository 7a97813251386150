import { create } from 'zustand'
import { type Load, steps } from './governor'

interface LoadState {
  /** What is drawn and computed at this moment. */
  readonly load: Load
  /** The strip of frame times is shown. */
  readonly stripShown: boolean
}

/** How much the device is asked for; set by the governor, read by what is drawn. */
export const useLoad = create<LoadState>(() => ({ load: steps[0]!, stripShown: false }))

export const toggleStrip = (): void => useLoad.setState(({ stripShown }) => ({ stripShown: !stripShown }))
