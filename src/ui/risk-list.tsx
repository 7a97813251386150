import { useStore } from 'zustand'
import { phrase, say } from '../core/language'
import type { Risk } from '../engine/protocol'
import type { Session } from '../session/session'
import { PlaceButtons } from './place-buttons'
import { judgedRisks, riskRows } from './risk-rows'
import './risk-list.css'

const levelWords: Record<Risk['level'], string> = {
  low: phrase('low'),
  moderate: phrase('moderate'),
  high: phrase('high'),
}

/** What is risky about the heart as it now is: cause, place, rule and source one tap away. */
export function RiskList({ session }: { readonly session: Session }) {
  const answers = useStore(session.store, (s) => s.answers)
  const edits = useStore(session.store, (s) => s.edits)
  const torn = useStore(session.store, (s) => s.torn)
  const rows = riskRows(judgedRisks(answers), edits, torn)
  if (rows.length === 0) return null
  return (
    <section className="risks" aria-label={say('Risks')}>
      <h3>{say('Risks')}</h3>
      {rows.map((row) => (
        <details key={row.key} className={`risk ${row.level}`}>
          <summary>
            <span>{row.label}</span>
            <span className="risk-level">{say(levelWords[row.level])}</span>
          </summary>
          <p>{row.text}</p>
          {row.cause && <p className="quiet">{say('From: {step}', { step: row.cause })}</p>}
          {row.pointed && <PlaceButtons pointed={row.pointed} />}
          <p className="quiet">{row.basis}</p>
        </details>
      ))}
    </section>
  )
}
