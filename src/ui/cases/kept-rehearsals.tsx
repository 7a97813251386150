import { useStore } from 'zustand'
import { retell, say } from '../../core/language'
import type { KeptRehearsal } from '../../session/kept/rehearsal-store'
import { Icon } from '../icons'
import { useLanguage } from '../languages/use-language'
import type { KeptActions } from '../page-actions'
import { closeGallery } from './use-gallery'
import './kept-rehearsals.css'

/** What this browser has kept of other visits: go on with one, or take it away. Nothing where there is none. */
export function KeptRehearsals({ kept }: { readonly kept: KeptActions }) {
  const { list, removed } = useStore(kept.store)
  if (list.length === 0 && !removed) return null
  return (
    <section className="kept-rehearsals" aria-label={say('Go on with')}>
      <h3>{say('Go on with')}</h3>
      <ul>
        {list.map((rehearsal) => (
          <Row key={rehearsal.id} rehearsal={rehearsal} kept={kept} />
        ))}
        {removed && (
          <li>
            <button type="button" onClick={kept.bringBack}>
              <span className="kept-name">{retell(removed.name)}</span>
              <span className="kept-line">{say('Taken away. Bring it back')}</span>
            </button>
          </li>
        )}
      </ul>
    </section>
  )
}

function Row({ rehearsal, kept }: { readonly rehearsal: KeptRehearsal; readonly kept: KeptActions }) {
  const language = useLanguage((s) => s.language)
  const name = retell(rehearsal.name)
  return (
    <li>
      <button
        type="button"
        onClick={() => {
          closeGallery()
          kept.goOn(rehearsal.id)
        }}
      >
        <span className="kept-name">{name}</span>
        <span className="kept-line">{lineOf(rehearsal, language)}</span>
      </button>
      <button
        type="button"
        className="plain"
        aria-label={say('Take {name} away', { name })}
        title={say('Take {name} away', { name })}
        onClick={() => kept.remove(rehearsal.id)}
      >
        <Icon name="bin" />
      </button>
    </li>
  )
}

/** `22 Nov, 14:05 · 3 steps · 2 strategies`. */
function lineOf({ changed, editCount, strategyCount }: KeptRehearsal, language: string): string {
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(changed)
  const steps = editCount === 1 ? say('1 step') : say('{count} steps', { count: editCount })
  const strategies = strategyCount > 1 ? [say('{count} strategies', { count: strategyCount })] : []
  return [when, steps, ...strategies].join(' · ')
}
