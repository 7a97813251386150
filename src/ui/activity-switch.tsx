import { useStore } from 'zustand'
import { say } from '../core/language'
import type { Session } from '../session/session'
import { activityChoices } from './activity-choices'
import './activity-switch.css'

/** Whether the figures are read right after the edit, weeks later or at exercise. */
export function ActivitySwitch({ session }: { readonly session: Session }) {
  const activity = useStore(session.store, (s) => s.activity)
  return (
    <fieldset className="activity">
      <legend className="visually-hidden">{say('What the patient does')}</legend>
      {activityChoices.map((choice) => (
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
