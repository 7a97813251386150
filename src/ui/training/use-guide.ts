import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { Heart } from '../../heart/heart'
import { guides } from '../../procedures/guides'
import { type Guide, type GuideStep, stepInHand } from '../../procedures/guides/guide'
import { caseOfHeart } from '../../procedures/stories'
import type { Session } from '../../session/session'
import { useTraining } from './use-training'

/** How far a guided operation has come. */
export interface GuideNow {
  readonly guide: Guide
  /** Number of the step in hand; that of the steps when all are done. */
  readonly at: number
  /** Null: all are done. */
  readonly step: GuideStep | null
  /** Whether the person says that the step is done. */
  readonly byWord: boolean
}

/** The guided operation of a heart; null: it has none. */
export const guideOf = (heart: Heart | null): Guide | null =>
  (heart && guides.find((g) => g.case === caseOfHeart(heart.name))) ?? null

/** The guided operation of the open heart and its step in hand; null where it has none. */
export function guideNow(
  { state }: Pick<Session, 'state'>,
  seen = useTraining.getState().seen,
): GuideNow | null {
  const { heart, edits, exposure } = state
  const guide = guideOf(heart)
  if (!heart || !guide) return null
  const at = stepInHand(guide, { heart, edits, exposureCount: exposure.length, seen })
  const step = guide.steps[at] ?? null
  return { guide, at, step, byWord: !!step && ('seen' in step.goal || 'held' in step.goal) }
}

/** The same, followed. */
export function useGuide(session: Session): GuideNow | null {
  const heart = useStore(session.store, (s) => s.heart)
  const edits = useStore(session.store, (s) => s.edits)
  const exposure = useStore(session.store, (s) => s.exposure)
  const seen = useTraining((s) => s.seen)
  return useMemo(
    () => guideNow({ state: { ...session.state, heart, edits, exposure } }, seen),
    [session, heart, edits, exposure, seen],
  )
}
