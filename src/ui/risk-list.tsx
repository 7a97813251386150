import { useStore } from 'zustand'
import { phrase, say } from '../core/language'
import type { Risk } from '../engine/protocol'
import type { Session } from '../session/session'
import { PlaceButtons } from './place-buttons'
import { judgedRisks, type RiskRow, riskGroups, riskRows } from './risk-rows'
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
  const groups = riskGroups(riskRows(judgedRisks(answers), edits, torn))
  if (groups.length === 0) return null
  return (
    <section className="risks" aria-label={say('Risks')}>
      <h3>{say('Risks')}</h3>
      {groups.map(({ key, label, level, rows }) => (
        <details key={key} className={`risk ${level}`}>
          <summary>
            <span>{label}</span>
            <span className="risk-level">{say(levelWords[level])}</span>
          </summary>
          {rows.map((row, n) => (
            <RiskPlace key={row.key} row={row} toldBefore={rows[n - 1]?.basis === row.basis} />
          ))}
        </details>
      ))}
    </section>
  )
}

/** One place of a risk; its rule and source once, where those before it rest on the same. */
function RiskPlace({ row, toldBefore }: { readonly row: RiskRow; readonly toldBefore: boolean }) {
  return (
    <>
      <p>{row.text}</p>
      {row.cause && <p className="quiet">{say('From: {step}', { step: row.cause })}</p>}
      {row.pointed && <PlaceButtons pointed={row.pointed} />}
      {!toldBefore && <p className="quiet">{row.basis}</p>}
    </>
  )
}
