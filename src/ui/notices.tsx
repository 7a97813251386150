import { useStore } from 'zustand'
import { retell, say } from '../core/language'
import type { Session } from '../session/session'
import { Icon } from './icons'
import './notices.css'

/** Work in hand, and the last thing that was refused or went wrong, in words that say what to do. */
export function Notices({ session }: { session: Session }) {
  const progress = useStore(session.store, (s) => s.progress)
  const notice = useStore(session.store, (s) => s.notice)
  return (
    <div className="notices">
      {progress && (
        <div className="panel progress" role="status">
          <span>{retell(progress.label)}</span>
          <progress aria-label={retell(progress.label)} max={1} value={progress.fraction} />
        </div>
      )}
      {notice && (
        <div className="panel notice" role="alert">
          <Icon name="warning" size={20} />
          <span>{retell(notice)}</span>
          <button
            type="button"
            className="plain"
            aria-label={say('Dismiss')}
            onClick={() => session.notify(null)}
          >
            <Icon name="close" size={18} />
          </button>
        </div>
      )}
    </div>
  )
}
