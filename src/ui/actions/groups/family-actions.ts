import { say } from '../../../core/language'
import { familySentences, showRepaired } from '../../audience/family-pages'
import { chooseTopic, familyTopics, topicNames, useAudience } from '../../audience/use-audience'
import type { Action } from '../action'
import type { ActionContext } from '../context'

const group = 'family'

/** The four choices of the family's page, its sentences, and before and after. */
export function familyActions({ session }: ActionContext): readonly Action[] {
  const { heart, edits } = session.state
  if (!heart) return []
  const { topic, sentence } = useAudience.getState()
  const last = familySentences(heart.name, topic, edits.length > 0).length - 1
  const go = (by: number) => useAudience.setState({ sentence: Math.min(Math.max(sentence + by, 0), last) })
  return [
    ...familyTopics.map(
      (t, n): Action => ({
        id: `topic-${t}`,
        label: say(topicNames[t]),
        group,
        keys: String(n + 1),
        run: () => chooseTopic(t),
      }),
    ),
    { id: 'go-on', label: say('Go on'), group, keys: 'PageDown', enabled: sentence < last, run: () => go(1) },
    { id: 'go-back', label: say('Back'), group, keys: 'PageUp', enabled: sentence > 0, run: () => go(-1) },
    {
      id: 'before',
      label: say('Before the operation'),
      group,
      keys: 'B',
      run: () => showRepaired(session, false),
    },
    {
      id: 'after',
      label: say('After the operation'),
      group,
      keys: 'A',
      run: () => showRepaired(session, true),
    },
  ]
}
