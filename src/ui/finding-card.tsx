import { useId, useState } from 'react'
import { phrase, say } from '../core/language'
import { useCountUp } from './count-up'
import { FindingPlot } from './finding-plot'
import { type BandBar, type FindingRow, formatValue, type Level } from './finding-rows'
import { PlaceButtons } from './place-buttons'
import { SettlingRing } from './settling-ring'

const levelWords: Record<Level, string> = {
  green: phrase('within band'),
  amber: phrase('watch'),
  red: phrase('outside band'),
}
const answerWords = {
  circulation: phrase('Circulation'),
  flow: phrase('3D blood flow'),
} as const

/** One figure: large value, small unit, its band as a bar; where it comes from is one tap away. */
export function FindingCard({ row }: { row: FindingRow }) {
  const [open, setOpen] = useState(false)
  const more = useId()
  const shown = useCountUp(row.number)
  return (
    <li className={row.before ? 'finding changed' : 'finding'}>
      <button type="button" aria-expanded={open} aria-controls={more} onClick={() => setOpen(!open)}>
        <span className="finding-head">
          <span className="finding-label">{row.label}</span>
          <SettlingRing settled={row.settled} label={say(answerWords[row.answer])} />
        </span>
        <span className="finding-figures">
          <span className="finding-value">{formatValue(shown, row.unit)}</span>
          <span className="finding-unit">{row.unit}</span>
          {row.uncertainty && <span className="finding-unit">{row.uncertainty}</span>}
          {row.before && (
            <span className="finding-before">
              <span className="visually-hidden">{say('before')} </span>
              {row.before}
            </span>
          )}
          {row.level && <span className={`finding-level ${row.level}`}>{say(levelWords[row.level])}</span>}
        </span>
        {row.bar && <Band bar={row.bar} />}
      </button>
      {open && <Basis id={more} row={row} />}
    </li>
  )
}

function Band({ bar }: { bar: BandBar }) {
  return (
    <span className="band" role="img" aria-label={bar.text}>
      {bar.zones.map((zone) => (
        <span
          key={zone.from}
          className={`zone ${zone.level}`}
          style={{ left: `${zone.from * 100}%`, width: `${(zone.to - zone.from) * 100}%` }}
        />
      ))}
      <span className="mark" style={{ left: `${bar.mark * 100}%` }} />
    </span>
  )
}

function Basis({ id, row }: { id: string; row: FindingRow }) {
  return (
    <div id={id} className="basis">
      {row.plot && <FindingPlot plot={row.plot} />}
      {row.pointed && <PlaceButtons pointed={row.pointed} />}
      {row.bar && <p>{row.bar.text}</p>}
      <p>{row.basis}</p>
      <p>
        {row.condition}; {say(answerWords[row.answer])}.
      </p>
      {row.noSpread && <p>{say('No spread: {why}.', { why: row.noSpread })}</p>}
      {row.warnings.map((warning) => (
        <p key={warning} className="caution">
          {warning}
        </p>
      ))}
    </div>
  )
}
