import { litrePerMinute } from '../../core/units'
import { bodySurface } from '../body-surface'
import { measure } from '../curve-measures'
import { type Figure, makeFinding } from '../make-finding'

/** Flow to the body through the aortic valve, and per body surface. */
export const cardiacOutput: Figure = (input) => {
  const flow = measure(input.waveforms, 'aortic.flow')
  if (!flow) return []
  const output = flow.mean / litrePerMinute
  const surface = bodySurface(input.physiology)
  const found = [
    makeFinding(input, {
      id: 'cardiac-output',
      label: 'Systemic output',
      value: output,
      unit: 'L/min',
      basis: 'No band',
      formula: 'mean flow of the aortic valve; acute answer without reflexes or growth',
    }),
  ]
  if (surface === null) return found
  return [
    ...found,
    makeFinding(input, {
      id: 'cardiac-index',
      label: 'Systemic cardiac index',
      value: output / surface,
      unit: 'L/min/m²',
      basis: 'Adult normal 2.5–4 L/min/m²; no band',
      formula: 'systemic output / body surface (Haycock)',
    }),
  ]
}
