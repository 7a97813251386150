import { useStore } from 'zustand'
import { say } from '../../core/language'
import { builtInParameters } from '../../procedures/built-in-cases'
import { guides } from '../../procedures/guides'
import type { Guide, GuideStep } from '../../procedures/guides/guide'
import type { Session } from '../../session/session'
import { type ToolId, toolById } from '../../tools'
import { takeTool } from '../../tools/tool-store'
import type { PageActions } from '../page-actions'
import { type GuideNow, useGuide } from './use-guide'
import { beginGuide, saySeen, useTraining } from './use-training'
import './training.css'

interface GuidePanelProps {
  readonly session: Session
  readonly actions: PageActions
}

/** The guided operation of the open heart, one step at a time; the operations to choose from where it has none. */
export function GuidePanel({ session, actions }: GuidePanelProps) {
  const heart = useStore(session.store, (s) => s.heart)
  const now = useGuide(session)
  if (!heart) return null
  return (
    <section className="panel guide" aria-label={say('Guided operation')}>
      {now ? <Steps now={now} /> : <Choose actions={actions} />}
    </section>
  )
}

function Choose({ actions }: Pick<GuidePanelProps, 'actions'>) {
  const open = (guide: Guide) => {
    beginGuide()
    actions.openModel(builtInParameters(guide.case))
  }
  return (
    <>
      <h2>{say('Choose an operation to be guided through')}</h2>
      <div className="guide-buttons">
        {guides.map((guide) => (
          <button type="button" key={guide.id} onClick={() => open(guide)}>
            {say(guide.name)}
          </button>
        ))}
      </div>
    </>
  )
}

function Steps({ now: { guide, at, step, byWord } }: { now: GuideNow }) {
  return (
    <>
      <header>
        <h2>{say(guide.name)}</h2>
        <ol className="guide-dots" aria-label={say('Steps')}>
          {guide.steps.map((s, n) => (
            <li
              key={s.title}
              className={n < at ? 'done' : ''}
              aria-current={n === at ? 'step' : undefined}
              title={say(s.title)}
            >
              <span className="visually-hidden">{say(s.title)}</span>
            </li>
          ))}
        </ol>
      </header>
      {step ? <Step key={at} step={step} at={at} byWord={byWord} /> : <Done />}
    </>
  )
}

function Step({ step, at, byWord }: { step: GuideStep; at: number; byWord: boolean }) {
  const hint = useTraining((s) => s.hint)
  return (
    <>
      <p aria-live="polite" className="guide-text">
        <strong>{say(step.title)}.</strong> {say(step.text)}
      </p>
      {step.limit && <p className="guide-limit">{say(step.limit)}</p>}
      {hint && <p className="quiet">{say(step.hint)}</p>}
      <div className="guide-buttons">
        {step.tool && (
          <button type="button" onClick={() => takeTool('mouse', step.tool as ToolId)}>
            {say('Take: {tool}', { tool: say(toolById(step.tool as ToolId).label) })}
          </button>
        )}
        <button type="button" aria-pressed={hint} onClick={() => useTraining.setState({ hint: !hint })}>
          {say('Hint')}
        </button>
        {byWord && (
          <button type="button" className="primary" onClick={() => saySeen(at)}>
            {say('Done, go on')}
          </button>
        )}
        <Measures />
      </div>
    </>
  )
}

const Measures = () => (
  <button type="button" onClick={() => useTraining.setState({ scores: true })}>
    {say('Measures')}
  </button>
)

const Done = () => (
  <>
    <p className="guide-text">{say('All steps are done. See what was measured, or watch it again.')}</p>
    <div className="guide-buttons">
      <Measures />
    </div>
  </>
)
