import type { Activity } from '../../circulation'
import type { Answer } from '../../engine/protocol'
import type { Edit } from '../../heart/edit'
import type { Heart } from '../../heart/heart'
import { type Strategy, type StrategyTree, sameEdits } from '../../heart/strategy'
import type { Frame, SessionState } from '../session-state'

/** Stands for the heart before any edit, beside the strategies' own ids. */
export const untouchedId = 'untouched'

/** What was answered to a list of edits, and of which heart. */
export interface Answered {
  readonly heart: Heart
  readonly edits: readonly Edit[]
  readonly circulation: Answer
  readonly flow: Answer | null
  /** Edits that had no place to act on, with the reason; the others were done. */
  readonly refused: readonly { readonly id: string; readonly why: string }[]
}

/** How a strategy looked when it was last in hand. */
export interface Still {
  readonly heart: Heart
  readonly edits: readonly Edit[]
  readonly surface: NonNullable<SessionState['surface']>
  readonly frame: Readonly<Frame>
}

/** What is kept of a strategy that is not in hand. */
export interface KeptStrategy {
  readonly undone?: readonly Edit[]
  /** By what the patient does. */
  readonly answered?: Partial<Record<Activity, Answered>>
  readonly still?: Still
}

/** The strategies as branches of one tree. */
export interface StrategiesState {
  readonly current: string
  /** The edits of the one in hand are the session's `edits`; what stands here for it is how it was taken up. */
  readonly list: readonly Strategy[]
  readonly kept: Readonly<Record<string, KeptStrategy>>
  /** Taken away last, with its place and those that branched from it: can be brought back. */
  readonly removed: {
    readonly strategy: Strategy
    readonly at: number
    readonly children: readonly string[]
  } | null
  /** What is being answered beside the strategy in hand. */
  readonly job: {
    readonly id: string
    readonly label: string
    readonly fraction: number
    readonly waiting: readonly string[]
  } | null
}

const first: Strategy = { id: 'strategy-1', name: 'Strategy 1', parent: null, edits: [] }

export const noStrategies: StrategiesState = {
  current: first.id,
  list: [first],
  kept: {},
  removed: null,
  job: null,
}

/** The tree as it now is, with the edits of the strategy in hand. */
export const treeOf = ({ strategies, edits }: Pick<SessionState, 'strategies' | 'edits'>): StrategyTree => ({
  current: strategies.current,
  strategies: strategies.list.map((s) => (s.id === strategies.current ? { ...s, edits } : s)),
})

/** What of the session tells of its strategies: nothing of it changes from picture to picture. */
export type OfStrategies = Pick<SessionState, 'heart' | 'edits' | 'strategies' | 'answers' | 'activity'>

const none: readonly Edit[] = []

/** The edits of a strategy, none for the untouched heart; null where there is no such strategy. */
export const editsOf = (
  state: Pick<SessionState, 'strategies' | 'edits'>,
  id: string,
): readonly Edit[] | null =>
  id === untouchedId ? none : (treeOf(state).strategies.find((s) => s.id === id)?.edits ?? null)

/** The kept answers of a strategy where they belong to its present edits, to this heart and to what the patient does. */
export function answeredOf(state: OfStrategies, id: string): Answered | null {
  const answered = state.strategies.kept[id]?.answered?.[state.activity]
  const edits = editsOf(state, id)
  return answered && edits && answered.heart === state.heart && sameEdits(answered.edits, edits)
    ? answered
    : null
}
