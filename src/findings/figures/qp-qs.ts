import { lowIsGood, toBeConfirmed } from '../band'
import { measure } from '../curve-measures'
import { type Figure, makeFinding } from '../make-finding'

/** Qp:Qs = ∫ Q pulmonary valve / ∫ Q aortic valve over a beat. */
export const qpQs: Figure = (input) => {
  const lungs = measure(input.waveforms, 'pulmonary.flow')
  const body = measure(input.waveforms, 'aortic.flow')
  if (!lungs || !body || !(body.mean > 0)) return []
  const value = lungs.mean / body.mean
  return [
    makeFinding(input, {
      id: 'qp-qs',
      label: 'Qp:Qs',
      value,
      unit: '',
      band: lowIsGood(value, [1.2, 1.5], '', { first: true }),
      basis: `After biventricular repair: 1.5 PMC4006374; 1.2 recalled; ${toBeConfirmed}`,
      formula: '∫Q pulmonary valve / ∫Q aortic valve, flows of the circulation',
    }),
  ]
}
