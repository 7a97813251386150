import { mmHg } from '../../core/units'
import { toBeConfirmed } from '../band'
import { measure } from '../curve-measures'
import type { FindingInput } from '../input'
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
      warnings: highAtrium(input),
    }),
  ]
}

/** Usual greatest mean pressure of a left atrium, mmHg. */
const usualAtrium = 12

/** The left atrium stands below the lungs: what it has too much is passed on to them. */
function highAtrium(input: FindingInput): string[] {
  const atrium = measure(input.waveforms, 'LA.pressure')
  const mean = atrium ? atrium.mean / mmHg : 0
  return mean > usualAtrium
    ? [
        `The model’s left atrium has ${mean.toFixed(0)} mmHg where 6–${usualAtrium} are usual: the figure reads high by the difference`,
      ]
    : []
}
