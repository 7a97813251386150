import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { say } from '../../core/language'
import { builtInParameters } from '../../procedures/built-in-cases'
import { storyOfHeart } from '../../procedures/stories'
import type { Session } from '../../session/session'
import { takeTool } from '../../tools/tool-store'
import { setClip, useView } from '../../view/view-state'
import { ModelView } from '../cases/model-view'
import { usePicture } from '../cases/use-picture'
import { Icon } from '../icons'
import { usePresent } from '../present/use-present'
import { familySentences, repairSteps, showRepaired } from './family-pages'
import { chooseTopic, type FamilyTopic, familyTopics, topicNames, useAudience } from './use-audience'
import './family-view.css'

/** The page for a family: the heart, one sentence at a time, and four large choices. */
export function FamilyView({ session }: { readonly session: Session }) {
  const heart = useStore(session.store, (s) => s.heart)
  const topic = useAudience((s) => s.topic)
  const watching = usePresent((s) => s.role === 'guest' && s.following)
  useCalmPicture()
  if (!heart) return null
  return (
    <main className={topic === 'healthy' ? 'family two' : 'family'} aria-label={say('For the family')}>
      {topic === 'healthy' && <HealthyHeart heartName={heart.name} />}
      {topic === 'healthy' && <p className="panel family-own">{say('Your child’s heart')}</p>}
      <section className="panel family-words">
        <Sentence session={session} heartName={heart.name} />
        {!watching && (topic === 'compare' || topic === 'repair') && (
          <BeforeAfter session={session} heartName={heart.name} />
        )}
      </section>
      {!watching && <Choices />}
    </main>
  )
}

/** The wall is seen through and nothing is cut away; as it was when the family has gone. */
function useCalmPicture(): void {
  useEffect(() => {
    const { tissue, clip, tracerColour } = useView.getState()
    takeTool('mouse', null)
    useView.setState({ tissue: 'glass', tracerColour: 'oxygen', tracersShown: true })
    setClip({ axis: 'none' })
    return () => useView.setState({ tissue, clip, tracerColour })
  }, [])
}

function Sentence({ session, heartName }: { session: Session; heartName: string }) {
  const { topic, sentence } = useAudience()
  const watching = usePresent((s) => s.role === 'guest' && s.following)
  const repaired = useStore(session.store, (s) => s.edits.length > 0)
  const all = familySentences(heartName, topic, repaired)
  const at = Math.min(sentence, all.length - 1)
  const go = (by: number) => useAudience.setState({ sentence: at + by })
  return (
    <>
      <p className="family-sentence" aria-live="polite">
        {all[at]}
      </p>
      {all.length > 1 && !watching && (
        <div className="family-steps">
          <button type="button" disabled={at === 0} onClick={() => go(-1)}>
            <Icon name="back" />
            {say('Back')}
          </button>
          <span aria-hidden="true">{`${'○ '.repeat(at)}● ${'○ '.repeat(all.length - 1 - at)}`}</span>
          <button type="button" disabled={at === all.length - 1} onClick={() => go(1)}>
            {say('Go on')}
          </button>
        </div>
      )}
    </>
  )
}

/** The heart as it is, and as the operation leaves it: the history of the rehearsal, forward and back. */
function BeforeAfter({ session, heartName }: { session: Session; heartName: string }) {
  const edits = useStore(session.store, (s) => s.edits)
  const undone = useStore(session.store, (s) => s.undone)
  const steps = useMemo(() => repairSteps(heartName, edits, undone), [heartName, edits, undone])
  if (steps.length === 0) return null
  return (
    <fieldset className="family-compare">
      <legend className="visually-hidden">{say('Before or after the operation')}</legend>
      <button type="button" aria-pressed={edits.length === 0} onClick={() => showRepaired(session, false)}>
        {say('Before the operation')}
      </button>
      <button type="button" aria-pressed={edits.length > 0} onClick={() => showRepaired(session, true)}>
        {say('After the operation')}
      </button>
    </fieldset>
  )
}

/** A healthy heart beside the child's. */
function HealthyHeart({ heartName }: { heartName: string }) {
  const from = useMemo(() => builtInParameters(storyOfHeart(heartName).healthy), [heartName])
  const { picture, busy } = usePicture(from)
  return (
    <figure className="panel family-healthy">
      <ModelView picture={picture} busy={busy} bare />
      <figcaption>{say('A healthy heart')}</figcaption>
    </figure>
  )
}

const topicIcons: Record<FamilyTopic, string> = {
  different: 'heart',
  repair: 'patch',
  healthy: 'filled',
  compare: 'flip',
}

function Choices() {
  const topic = useAudience((s) => s.topic)
  return (
    <nav className="family-choices" aria-label={say('What shall we look at?')}>
      {familyTopics.map((id) => (
        <button
          type="button"
          key={id}
          className="panel"
          aria-pressed={topic === id}
          onClick={() => chooseTopic(id)}
        >
          <Icon name={topicIcons[id]} size={30} />
          {say(topicNames[id])}
        </button>
      ))}
    </nav>
  )
}
