import { useState } from 'react'
import { phrase, retell, say } from '../../core/language'
import type { Offer } from '../../engine/intake-protocol'
import type { IntakeFlow } from '../../session/intake/intake-flow'
import { sizeInWords } from '../../session/intake/size-in-words'
import { Sheet } from './sheet'

const units = ['mm', 'cm', 'm'] as const
const unitNames = { mm: phrase('Millimetres'), cm: phrase('Centimetres'), m: phrase('Metres') }
const metresOf = { mm: 1e-3, cm: 1e-2, m: 1 }

/** Surfaces say no unit: the one that their size suggests, and what each would mean. */
export function SurfaceUnits({ flow, offer }: { flow: IntakeFlow; offer: Offer }) {
  const extent = offer.extent!
  const [unit, setUnit] = useState(extent.units)
  return (
    <Sheet title={offer.name} close={() => flow.back()}>
      <p>{retell(offer.detail)}</p>
      <fieldset className="units">
        <legend>{say('Unit of the file')}</legend>
        {units.map((u) => (
          <label key={u} className={u === unit ? 'unit chosen' : 'unit'}>
            <input type="radio" name="unit" checked={u === unit} onChange={() => setUnit(u)} />
            <span>
              {say(unitNames[u])}
              {u === extent.units && <small> {say('likely')}</small>}
            </span>
            <span className="quiet">{retell(sizeInWords(extent.size * metresOf[u]))}</span>
          </label>
        ))}
      </fieldset>
      {offer.warnings.map((w) => (
        <p className="quiet" key={w}>
          {retell(w)}
        </p>
      ))}
      <footer>
        <button type="button" onClick={() => flow.back()}>
          {say('Back')}
        </button>
        <button type="button" className="primary" onClick={() => void flow.open(offer, { units: unit })}>
          {say('Build the heart')}
        </button>
      </footer>
    </Sheet>
  )
}
