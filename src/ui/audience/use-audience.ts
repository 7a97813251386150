import { create } from 'zustand'
import { phrase } from '../../core/language'

/** Who the page is for. `family`: calm colours, plain words; `trainee`: guided steps; `surgeon`: everything. */
export const audiences = ['surgeon', 'trainee', 'family'] as const
export type Audience = (typeof audiences)[number]

export const audienceNames: Record<Audience, string> = {
  surgeon: phrase('Surgeon'),
  trainee: phrase('Trainee'),
  family: phrase('Family'),
}

/** The four choices of the family's page. */
const familyTopics = ['different', 'repair', 'healthy', 'compare'] as const
export type FamilyTopic = (typeof familyTopics)[number]

interface AudienceState {
  readonly audience: Audience
  readonly topic: FamilyTopic
  /** Sentence of the topic that is shown. */
  readonly sentence: number
}

/** The audience named in the address (`?for=family`), else a surgeon. */
export const firstAudience = (query: string): Audience =>
  audiences.find((a) => a === new URLSearchParams(query).get('for')) ?? 'surgeon'

export const useAudience = create<AudienceState>(() => ({
  audience: typeof location === 'undefined' ? 'surgeon' : firstAudience(location.search),
  topic: 'different',
  sentence: 0,
}))

export const showTo = (audience: Audience): void => useAudience.setState({ audience })

export const chooseTopic = (topic: FamilyTopic): void => useAudience.setState({ topic, sentence: 0 })

/** Whether the picture is drawn calmly: warm room, simple tissue, long slow streams. */
export const useCalm = (): boolean => useAudience((s) => s.audience === 'family')
