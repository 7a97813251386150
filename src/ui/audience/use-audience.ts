import { create } from 'zustand'
import { phrase } from '../../core/language'
import { type Audience, audiences, keptSettings } from '../settings/kept-settings'

export const audienceNames: Record<Audience, string> = {
  surgeon: phrase('Surgeon'),
  trainee: phrase('Trainee'),
  family: phrase('Family'),
}

/** The four choices of the family's page. */
export const familyTopics = ['different', 'repair', 'healthy', 'compare'] as const
export type FamilyTopic = (typeof familyTopics)[number]

export const topicNames: Record<FamilyTopic, string> = {
  different: phrase('What is different'),
  repair: phrase('What the operation changes'),
  healthy: phrase('A healthy heart'),
  compare: phrase('Before and after'),
}

interface AudienceState {
  readonly audience: Audience
  readonly topic: FamilyTopic
  /** Sentence of the topic that is shown. */
  readonly sentence: number
}

/** The audience named in the address (`?for=family`), else the one of the last visit, else a surgeon. */
export const firstAudience = (query: string, last: Audience = 'surgeon'): Audience =>
  audiences.find((a) => a === new URLSearchParams(query).get('for')) ?? last

export const useAudience = create<AudienceState>(() => ({
  audience:
    typeof location === 'undefined' ? 'surgeon' : firstAudience(location.search, keptSettings().audience),
  topic: 'different',
  sentence: 0,
}))

export const showTo = (audience: Audience): void => useAudience.setState({ audience })

export const chooseTopic = (topic: FamilyTopic): void => useAudience.setState({ topic, sentence: 0 })

/** Whether the picture is drawn calmly: warm room, simple tissue, long slow streams. */
export const useCalm = (): boolean => useAudience((s) => s.audience === 'family')
