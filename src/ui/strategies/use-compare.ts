import { create } from 'zustand'
import { untouchedId } from '../../session/strategies/strategies-state'
import type { ComparisonChoice } from './comparison'

interface CompareState extends ComparisonChoice {
  /** The table. */
  readonly open: boolean
  /** The table on a panel in the headset. */
  readonly inRoom: boolean
  /** The tree with names, order of edits, and what can be taken away. */
  readonly tree: boolean
  /** Answers with the 3D flow, too. */
  readonly flow: boolean
  /** Two strategies beside each other; `curtain`: one picture, drawn aside from the other. */
  readonly views: 'off' | 'beside' | 'curtain'
  /** The strategy in the second view. */
  readonly other: string | null
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
  curtain: 0.5,
  report: false,
  pictures: [],
}))
