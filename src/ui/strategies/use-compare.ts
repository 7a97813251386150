import { create } from 'zustand'
import { say } from '../../core/language'
import type { Session } from '../../session/session'
import { treeOf, untouchedId } from '../../session/strategies/strategies-state'
import type { ComparisonChoice } from './comparison'
import { useStrategies } from './use-strategies'

interface CompareState extends ComparisonChoice {
  /** The table. */
  readonly open: boolean
  /** The table on a panel in the headset. */
  readonly inRoom: boolean
  /** The tree with names, order of edits, and what can be taken away. */
  readonly tree: boolean
  /** Answers with the 3D flow, too. */
  readonly flow: boolean
  /** Two strategies beside each other; `curtain`: one picture, drawn aside from the other; `room`: in the headset. */
  readonly views: 'off' | 'beside' | 'curtain' | 'room'
  /** The strategy in the second view. */
  readonly other: string | null
  /** What is in the second view beats and flows in step; else it stands still. */
  readonly moving: boolean
  /** Where the curtain hangs, 0–1 of the width. */
  readonly curtain: number
  readonly report: boolean
  /** Pictures for the report, as `data:` addresses. */
  readonly pictures: readonly { readonly title: string; readonly source: string }[]
}

export const useCompare = create<CompareState>(() => ({
  open: false,
  inRoom: false,
  tree: false,
  flow: false,
  reference: untouchedId,
  sort: null,
  views: 'off',
  other: null,
  moving: true,
  curtain: 0.5,
  report: false,
  pictures: [],
}))

interface Named {
  readonly id: string
  readonly name: string
}

/** The strategies that may stand beside the one in hand, the untouched heart last, and the one that does. */
export function useCompared(session: Session): Named & { readonly others: readonly Named[] } {
  const state = useStrategies(session)
  const other = useCompare((s) => s.other)
  const { current, strategies } = treeOf(state)
  const untouched = { id: untouchedId, name: say('Untouched') }
  const others = [...strategies.filter((s) => s.id !== current), untouched]
  return { ...(others.find((s) => s.id === other) ?? others[0]!), others }
}
