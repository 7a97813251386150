import { useStore } from 'zustand'
import { say } from '../core/language'
import type { Session } from '../session/session'
import { exposureRows } from './exposure-rows'
import { Icon } from './icons'

/** Retractors and stay sutures in the field, each with a way out; nothing while there are none. */
export function ExposureList({ session }: { readonly session: Session }) {
  const exposure = useStore(session.store, (s) => s.exposure)
  if (exposure.length === 0) return null
  return (
    <ul className="panel exposure" aria-label={say('In the field')}>
      {exposureRows(exposure).map((row) => (
        <li key={row.id}>
          <Icon name={row.icon} size={18} />
          <span>{row.label}</span>
          <button
            type="button"
            aria-label={row.remove}
            title={row.remove}
            onClick={() => session.takeAway(row.id)}
          >
            <Icon name="close" size={16} />
          </button>
        </li>
      ))}
    </ul>
  )
}
