import { useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { say } from '../core/language'
import type { Session } from '../session/session'
import { editRows } from './edit-rows'
import { Icon } from './icons'
import './timeline.css'

/** The strategy so far: a press goes to the state after that step. */
export function Timeline({ session }: { session: Session }) {
  const edits = useStore(session.store, (s) => s.edits)
  const undone = useStore(session.store, (s) => s.undone)
  const severed = useStore(session.store, (s) => s.severedLinkCount)
  const rows = useMemo(() => editRows(edits, undone), [edits, undone])
  const list = useRef<HTMLOListElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the present step moves when the edits change
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' })
  }, [edits])
  return (
    <section className="panel timeline" aria-label={say('Steps of the operation')}>
      <button
        type="button"
        className="plain"
        aria-label={say('Undo')}
        title={say('Undo (Ctrl+Z)')}
        disabled={edits.length === 0}
        onClick={() => session.undo()}
      >
        <Icon name="undo" />
      </button>
      <button
        type="button"
        className="plain"
        aria-label={say('Redo')}
        title={say('Redo (Ctrl+Shift+Z)')}
        disabled={undone.length === 0}
        onClick={() => session.redo()}
      >
        <Icon name="redo" />
      </button>
      <ol ref={list}>
        <li>
          <button
            type="button"
            className="step start"
            aria-current={edits.length === 0 ? 'step' : undefined}
            onClick={() => session.jumpTo(0)}
          >
            {say('Untouched')}
          </button>
        </li>
        {rows.map((row) => (
          <li key={row.id} className={row.done ? 'done' : 'undone'}>
            <button
              type="button"
              className="step"
              title={row.detail}
              aria-current={row.done && row.count === edits.length ? 'step' : undefined}
              onClick={() => session.jumpTo(row.count)}
            >
              <Icon name={row.icon} size={18} />
              <span>
                {row.label} <small>{row.detail}</small>
              </span>
            </button>
          </li>
        ))}
      </ol>
      {severed > 0 && (
        <span className="severed" title={say('Links of the tissue lattice that cuts have severed')}>
          {say('{count} links cut', { count: severed.toLocaleString() })}
        </span>
      )}
    </section>
  )
}
