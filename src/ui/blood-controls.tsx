import { useStore } from 'zustand'
import { say } from '../core/language'
import { bloodShows } from '../engine/protocol'
import type { Session } from '../session/session'
import {
  bloodPaces,
  colourBy,
  quantitiesOf,
  quantityNow,
  showBloodAs,
  stepBeats,
  useBloodView,
} from '../view/blood-view-state'
import { useView } from '../view/view-state'
import { BloodLegend } from './blood-legend'
import { bloodNote, paceText, quantityName, showHint, showName } from './blood-rows'
import { CentreLineChart } from './centre-line-chart'
import { Icon } from './icons'
import { useUi } from './ui-state'
import './blood-controls.css'

/** Runs, slows, steps and stops the blood, chooses how it is drawn and what its colour means. */
export function BloodControls({ session }: { session: Session }) {
  return (
    <section className="panel blood" aria-label={say('Blood')}>
      <Running session={session} />
      <Showing />
      <Meaning session={session} />
    </section>
  )
}

function Running({ session }: { session: Session }) {
  const { bloodRunning, tissueRunning } = useUi()
  const pace = useBloodView((v) => v.pace)
  const run = (change: { bloodRunning?: boolean; tissueRunning?: boolean }) => {
    useUi.setState(change)
    session.setControl(change)
  }
  const step = () => {
    if (bloodRunning) run({ bloodRunning: false })
    session.stepBlood(stepBeats)
  }
  return (
    <div className="row">
      <RunButton
        name={say('Blood')}
        label={bloodRunning ? say('Pause blood') : say('Run blood')}
        running={bloodRunning}
        press={() => run({ bloodRunning: !bloodRunning })}
      />
      <button
        type="button"
        className="plain step"
        title={say('Blood a fiftieth of a beat on')}
        onClick={step}
      >
        <Icon name="step" size={18} />
        <span>{say('Step')}</span>
      </button>
      <RunButton
        name={say('Tissue')}
        label={tissueRunning ? say('Pause tissue') : say('Run tissue')}
        running={tissueRunning}
        press={() => run({ tissueRunning: !tissueRunning })}
      />
      <label className="select pace">
        <span className="visually-hidden">{say('Pace of the blood')}</span>
        <select
          value={pace}
          onChange={(e) => useBloodView.setState({ pace: Number(e.target.value) as typeof pace })}
        >
          {bloodPaces.map((p) => (
            <option key={p} value={p}>
              {p === 1 ? say('Real time') : `${p} ×`}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}

function RunButton(props: { name: string; label: string; running: boolean; press: () => void }) {
  const { name, label, running, press } = props
  return (
    <button type="button" className="plain run" aria-label={label} title={label} onClick={press}>
      <Icon name={running ? 'pause' : 'play'} size={18} />
      <span>{name}</span>
    </button>
  )
}

function Showing() {
  const show = useBloodView((v) => v.show)
  const wallQuantity = useBloodView((v) => v.wallQuantity)
  const colour = useView((v) => v.tracerColour)
  const now = quantityNow(show, colour, wallQuantity)
  return (
    <>
      <fieldset className="choice">
        <legend className="visually-hidden">{say('How the blood is drawn')}</legend>
        {bloodShows.map((option) => (
          <button
            type="button"
            key={option}
            title={showHint(option)}
            aria-pressed={option === show}
            onClick={() => showBloodAs(option)}
          >
            {showName(option)}
          </button>
        ))}
      </fieldset>
      <fieldset className="choice colour">
        <legend className="visually-hidden">{say('Colour of the blood')}</legend>
        {quantitiesOf(show).map((option) => (
          <button type="button" key={option} aria-pressed={option === now} onClick={() => colourBy(option)}>
            {quantityName(option)}
          </button>
        ))}
      </fieldset>
    </>
  )
}

function Meaning({ session }: { session: Session }) {
  const dilation = useStore(session.store, (s) => s.timeDilation)
  const settled = useStore(session.store, (s) => s.flowSettled)
  const running = useUi((s) => s.bloodRunning)
  const show = useBloodView((v) => v.show)
  const wallQuantity = useBloodView((v) => v.wallQuantity)
  const quantity = quantityNow(
    show,
    useView((v) => v.tracerColour),
    wallQuantity,
  )
  const { beats } = session.frame.blood
  const { note, doubt } = bloodNote(show, quantity, session.frame.blood)
  return (
    <>
      <CentreLineChart session={session} />
      <BloodLegend quantity={quantity} note={note} />
      <p className="dilation">
        {note && <span>{note}</span>}
        {doubt && <span className="doubt">{doubt}</span>}
        <span>{paceText({ running, dilation, beats, settled })}</span>
      </p>
    </>
  )
}
