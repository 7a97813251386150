import { useStore } from 'zustand'
import { phrase, say } from '../core/language'
import type { Session } from '../session/session'
import './activity-switch.css'

const choices = [
  {
    activity: 'rest',
    label: phrase('At rest'),
    meaning: phrase('The figures while the patient rests'),
  },
  {
    activity: 'exercise',
    label: phrase('Exercise'),
    meaning: phrase(
      'The figures at a brisk walk: three times the oxygen, rate 1.4, contraction 1.3, body’s resistance .6 and lungs’ .85 of rest; the body’s numbers are own, a clinical lead has to confirm them',
    ),
  },
] as const

/** Whether the figures are read at rest or at exercise. */
export function ActivitySwitch({ session }: { readonly session: Session }) {
  const activity = useStore(session.store, (s) => s.activity)
  return (
    <fieldset className="activity">
      <legend className="visually-hidden">{say('What the patient does')}</legend>
      {choices.map((choice) => (
        <button
          type="button"
          key={choice.activity}
          aria-pressed={choice.activity === activity}
          title={say(choice.meaning)}
          onClick={() => session.setActivity(choice.activity)}
        >
          {say(choice.label)}
        </button>
      ))}
    </fieldset>
  )
}
