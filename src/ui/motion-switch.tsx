import { useStore } from 'zustand'
import { say } from '../core/language'
import type { Session } from '../session/session'
import { Icon } from './icons'
import { motionNote, motionRows } from './motion-rows'
import './motion-switch.css'

/** What the heart does: filled as in the image, arrested, or beating. */
export function MotionSwitch({ session }: { readonly session: Session }) {
  const motion = useStore(session.store, (s) => s.motion)
  const load = useStore(session.store, (s) => s.load)
  const opened = useStore(session.store, (s) => s.device !== '')
  const note = opened ? motionNote(motion, load) : null
  return (
    <fieldset className="panel motion">
      <legend className="visually-hidden">{say('What the heart does')}</legend>
      {motionRows.map((row) => (
        <button
          type="button"
          key={row.motion}
          aria-pressed={row.motion === motion}
          aria-keyshortcuts={row.key}
          aria-label={say(row.label)}
          title={`${say(row.meaning)} (${row.key})`}
          onClick={() => session.setControl({ motion: row.motion })}
        >
          <Icon name={row.icon} size={18} />
          <span className="motion-word">{say(row.label)}</span>
        </button>
      ))}
      {note && (
        <p className="motion-note" role="status">
          {note}
        </p>
      )}
    </fieldset>
  )
}
