import { useMemo } from 'react'
import { useStore } from 'zustand'
import { say } from '../core/language'
import type { Session } from '../session/session'
import { sutureRows } from './suture-rows'

/** Every suture, each to be taken out as a whole. */
export function SutureList({ session }: { readonly session: Session }) {
  const edits = useStore(session.store, (s) => s.edits)
  const rows = useMemo(() => sutureRows(edits), [edits])
  if (rows.length === 0) return <p>{say('Nothing is sewn.')}</p>
  return (
    <ul className="sutures" aria-label={say('Sutures')}>
      {rows.map(({ id, label }) => (
        <li key={id}>
          <span>{label}</span>
          <button
            type="button"
            aria-label={say('Take out {what}', { what: label })}
            onClick={() => session.apply({ kind: 'release', id: session.nextId('release'), suture: id })}
          >
            {say('Take out')}
          </button>
        </li>
      ))}
    </ul>
  )
}
