import type { Activity } from '../circulation'
import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import type { Page } from '../io/template/page'
import type { Answer } from './protocol'
import type { AppliedEdit } from './rehearsal'

/** What a strategy answers, worked out beside the heart in hand. */
export interface Rehearsed {
  readonly circulation: Answer
  readonly flow: Answer | null
  readonly edits: readonly AppliedEdit[]
  readonly warnings: readonly string[]
  /** The patches laid flat, to print at 1 : 1; where asked for. */
  readonly templates: readonly Page[]
  readonly device: string
}

export interface RehearseRequest {
  readonly heart: Heart
  readonly edits: readonly Edit[]
  /** With the 3D flow through what is open, which takes a while; else what the circulation says alone. */
  readonly flow: boolean
  /** With the patches laid flat. */
  readonly templates?: boolean
  /** What the patient does; left out, rests. */
  readonly activity?: Activity
}

/** Answers strategies and leaves the heart in hand as it is: in a worker, in Node or in a test. */
export interface Rehearser {
  /** Rejects where it was cancelled. One at a time. */
  rehearse(request: RehearseRequest, progress: (label: string, fraction: number) => void): Promise<Rehearsed>
  /** Ends what is under way; its promise rejects. */
  cancel(): void
  close(): void
}

/** The heart is sent once and kept by its number. */
export interface ToRehearser extends Omit<RehearseRequest, 'heart'> {
  readonly heartId: number
  readonly heart?: Heart
}

export type FromRehearser =
  | { readonly type: 'progress'; readonly label: string; readonly fraction: number }
  | { readonly type: 'rehearsed'; readonly rehearsed: Rehearsed }
  | { readonly type: 'failed'; readonly message: string }
