import { mmHg } from '../../core/units'
import { toBeConfirmed } from '../band'
import { measure } from '../curve-measures'
import { type Figure, makeFinding } from '../make-finding'

const limits = [15, 20] as const

/** Mean pressure of the lung arteries where caval veins drain into them: the pressure that drives a Glenn or a Fontan. */
export const cavopulmonaryPressure: Figure = (input) => {
  const { configuration } = input
  if (configuration !== 'glenn' && configuration !== 'fontan') return []
  const pressure = measure(input.waveforms, 'pulmonary-artery.pressure')
  if (!pressure) return []
  const value = pressure.mean / mmHg
  const level = value <= limits[0] ? 'green' : value < limits[1] ? 'amber' : 'red'
  return [
    makeFinding(input, {
      id: 'cavopulmonary-pressure',
      label: configuration === 'fontan' ? 'Fontan pressure' : 'Glenn pressure',
      value,
      unit: 'mmHg',
      band: { level, limits, text: 'green to 15, amber to 20, red ≥ 20 mmHg' },
      basis: `Secondary source (Fontan 10–15 usual, ≥ 20 bad); ${toBeConfirmed}`,
      formula: 'mean pressure of the pulmonary arteries',
    }),
  ]
}
