import { useMemo } from 'react'
import { useStore } from 'zustand'
import { retell, say } from '../core/language'
import type { Answer } from '../engine/protocol'
import type { Session } from '../session/session'
import { ActivitySwitch } from './activity-switch'
import { ConductionSwitch } from './conduction-switch'
import { FindingCard } from './finding-card'
import { findingRows } from './finding-rows'
import { Icon } from './icons'
import { RiskList } from './risk-list'
import { SettlingRing } from './settling-ring'
import { useUi } from './ui-state'
import './findings-panel.css'

/** The figures of the heart as it now is, and the risks that the edits bring. */
export function FindingsPanel({ session }: { session: Session }) {
  const answers = useStore(session.store, (s) => s.answers)
  const warnings = useStore(session.store, (s) => s.warnings)
  const heart = useStore(session.store, (s) => s.heart)
  const shown = useUi((s) => s.figures)
  const rows = useMemo(() => findingRows(answers), [answers])
  if (!heart) return null
  return (
    <aside className={shown ? 'panel findings shown' : 'panel findings'} aria-label={say('Findings')}>
      <header>
        <h2>{say('Findings')}</h2>
        <AnswerState answers={answers} />
      </header>
      {heart.kind === 'whole-heart' && <ActivitySwitch session={session} />}
      <RiskList session={session} />
      {rows.length === 0 && <p className="quiet">{say('The figures are being worked out.')}</p>}
      <ul aria-live="polite">
        {rows.map((row) => (
          <FindingCard key={row.id} row={row} />
        ))}
      </ul>
      <ConductionSwitch session={session} />
      <Warnings warnings={[...new Set([...heart.warnings, ...warnings])]} />
      <p className="footnote">
        {say('A rehearsal, not a device. A clinical lead has to confirm every band.')}
      </p>
    </aside>
  )
}

function AnswerState({ answers }: { answers: { circulation: Answer | null; flow: Answer | null } }) {
  const answer = answers.flow ?? answers.circulation
  if (!answer) return null
  const name = answer.kind === 'flow' ? say('3D blood flow') : say('Circulation')
  return (
    <span className="answer-state">
      {name}
      <SettlingRing settled={answer.settled} label={name} />
    </span>
  )
}

function Warnings({ warnings }: { warnings: readonly string[] }) {
  if (warnings.length === 0) return null
  return (
    <details className="warnings">
      <summary>
        <Icon name="warning" size={18} />
        {warnings.length === 1
          ? say('1 thing to know')
          : say('{count} things to know', { count: warnings.length })}
      </summary>
      <ul>
        {warnings.map((warning) => (
          <li key={warning}>{retell(warning)}</li>
        ))}
      </ul>
    </details>
  )
}
