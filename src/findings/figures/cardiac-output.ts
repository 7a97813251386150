import { litrePerMinute } from '../../core/units'
import { measure } from '../curve-measures'
import { type Figure, makeFinding } from '../make-finding'

/** Body surface, m²: .024265 W^.5378 H^.3964 with kg and cm (Haycock 1978). */
const bodySurface = (weight: number, height: number): number =>
  0.024265 * weight ** 0.5378 * (height * 100) ** 0.3964

/** Flow to the body through the aortic valve, and per body surface. */
export const cardiacOutput: Figure = (input) => {
  const flow = measure(input.waveforms, 'aortic.flow')
  if (!flow) return []
  const output = flow.mean / litrePerMinute
  const { weight, height } = input.physiology
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
  if (!(weight > 0 && height > 0)) return found
  return [
    ...found,
    makeFinding(input, {
      id: 'cardiac-index',
      label: 'Systemic cardiac index',
      value: output / bodySurface(weight, height),
      unit: 'L/min/m²',
      basis: 'Adult normal 2.5–4 L/min/m²; no band',
      formula: 'systemic output / body surface (Haycock)',
    }),
  ]
}
