import { useStore } from 'zustand'
import type { Session } from '../session/session'
import { colourMaps, cssGradient } from '../view/colour-maps'
import { type TracerColour, tracerColours, useView } from '../view/view-state'
import { Icon } from './icons'
import { useUi } from './ui-state'
import './blood-controls.css'

const names: Record<TracerColour, string> = { oxygen: 'Oxygen', speed: 'Speed' }

/** Runs and stops blood and tissue, chooses what the blood's colour means, and says at what pace it is shown. */
export function BloodControls({ session }: { session: Session }) {
  const dilation = useStore(session.store, (s) => s.timeDilation)
  const { bloodRunning, tissueRunning } = useUi()
  const colour = useView((v) => v.tracerColour)
  const run = (change: { bloodRunning?: boolean; tissueRunning?: boolean }) => {
    useUi.setState(change)
    session.setControl(change)
  }
  return (
    <section className="panel blood" aria-label="Blood">
      <div className="row">
        <RunButton name="Blood" running={bloodRunning} press={() => run({ bloodRunning: !bloodRunning })} />
        <RunButton
          name="Tissue"
          running={tissueRunning}
          press={() => run({ tissueRunning: !tissueRunning })}
        />
        <fieldset className="choice">
          <legend className="visually-hidden">Colour of the blood</legend>
          {tracerColours.map((option) => (
            <button
              type="button"
              key={option}
              aria-pressed={option === colour}
              onClick={() => useView.setState({ tracerColour: option })}
            >
              {names[option]}
            </button>
          ))}
        </fieldset>
      </div>
      <Legend colour={colour} />
      <p className="dilation">{dilationText(dilation, bloodRunning)}</p>
    </section>
  )
}

function RunButton({ name, running, press }: { name: string; running: boolean; press: () => void }) {
  const label = `${running ? 'Pause' : 'Run'} ${name.toLowerCase()}`
  return (
    <button type="button" className="plain run" aria-label={label} title={label} onClick={press}>
      <Icon name={running ? 'pause' : 'play'} size={18} />
      <span>{name}</span>
    </button>
  )
}

function Legend({ colour }: { colour: TracerColour }) {
  const map = colourMaps[colour]
  return (
    <figure className="legend">
      <div className="ramp" style={{ background: cssGradient(map) }} />
      <figcaption>
        <span>
          {map.range[0]} <small>{map.unit}</small>
        </span>
        <span>{map.label}</span>
        <span>
          {map.range[1]} <small>{map.unit}</small>
        </span>
      </figcaption>
    </figure>
  )
}

function dilationText(dilation: number, running: boolean): string {
  if (!running) return 'Blood stands still'
  if (dilation <= 0) return 'Blood flow is being prepared'
  const factor = dilation >= 0.1 ? dilation.toFixed(1) : dilation.toPrecision(1)
  return `Blood shown at ${factor} × real time`
}
