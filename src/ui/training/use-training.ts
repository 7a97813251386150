import { create } from 'zustand'
import type { Recording } from '../../heart/recording'

interface TrainingState {
  /** Steps of the guide that the person has said are done. */
  readonly seen: ReadonlySet<number>
  readonly hint: boolean
  readonly scores: boolean
  readonly replay: Replay | null
}

/** A recording that is shown again. */
export interface Replay {
  readonly recording: Recording
  /** Seconds from its start. */
  readonly at: number
  readonly playing: boolean
  /** Times as fast as it was done. */
  readonly speed: (typeof speeds)[number]
}

export const speeds = [1, 4, 16] as const

/** What of guide, measures and replay is open. */
export const useTraining = create<TrainingState>(() => ({
  seen: new Set(),
  hint: false,
  scores: false,
  replay: null,
}))

export const saySeen = (step: number): void =>
  useTraining.setState(({ seen }) => ({ seen: new Set([...seen, step]), hint: false }))

export const beginGuide = (): void => useTraining.setState({ seen: new Set(), hint: false, scores: false })
