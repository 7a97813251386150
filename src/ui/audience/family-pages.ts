import { say } from '../../core/language'
import type { Edit } from '../../heart/edit'
import { builtInPlans } from '../../procedures/built-in-cases'
import { caseOfHeart, healthyStory, storyOfHeart } from '../../procedures/stories'
import type { Session } from '../../session/session'
import type { FamilyTopic } from './use-audience'

/** What is said to a family about one topic of an open heart, a sentence at a time, in the language chosen. */
export function familySentences(heartName: string, topic: FamilyTopic, repaired: boolean): readonly string[] {
  const story = storyOfHeart(heartName)
  switch (topic) {
    case 'different':
      return story.different.map((s) => say(s))
    case 'repair':
      return story.repair.map((s) => say(s))
    case 'healthy':
      return healthyStory.map((s) => say(s))
    case 'compare':
      return repaired ? story.after.map((s) => say(s)) : [say('This is the heart before the operation.')]
  }
}

/**
 * The steps that lead to the repaired heart: those that were made here, done or taken back, else those of the plan
 * that came with the case. Empty where there are none.
 */
export function repairSteps(
  heartName: string,
  edits: readonly Edit[],
  undone: readonly Edit[],
): readonly Edit[] {
  if (edits.length + undone.length > 0) return [...edits, ...[...undone].reverse()]
  const name = caseOfHeart(heartName)
  return name ? (builtInPlans(name)[0]?.edits ?? []) : []
}

/** Shows the heart before the operation, or as the operation leaves it. */
export function showRepaired(session: Session, repaired: boolean): void {
  const { heart, edits, undone } = session.state
  if (!heart) return
  const steps = repairSteps(heart.name, edits, undone)
  if (!repaired) session.jumpTo(0)
  else if (edits.length + undone.length > 0) session.jumpTo(steps.length)
  else for (const step of steps) session.apply(step)
}
