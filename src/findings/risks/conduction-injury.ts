import { mm } from '../../core/units'
import { conductionLandmarks, nearestToAxis } from '../conduction-distance'
import { conductionModel, injuryProbability } from '../conduction-probability'
import type { RiskRule } from './rule'

/** Probabilities from which it is moderate and high: own. */
const moderate = 0.01
const high = 0.1
const percent = (p: number): string => `${(100 * p).toFixed(p < 0.1 ? 1 : 0)} %`

/**
 * Stitches or cuts near the conduction axis. The axis is a landmark, not seen in images, so that what is known of it is a
 * probability about a band.
 */
export const conductionInjury: RiskRule = (input) => {
  const axes = conductionLandmarks(input.landmarks)
  return input.edits
    .filter((e) => e.kind !== 'lesion')
    .flatMap((edit) => {
      const near = nearestToAxis(edit, axes)
      const chance = near && injuryProbability(near.distance)
      if (!near || !chance || chance.value < moderate) return []
      return [
        {
          id: 'conduction-injury',
          label: 'Conduction injury',
          level: chance.value >= high ? ('high' as const) : ('moderate' as const),
          edit: edit.id,
          place: near.place,
          text: `${(near.distance / mm).toFixed(1)} mm from where the conduction axis is expected: probability ${percent(chance.value)} (${percent(chance.low)} to ${percent(chance.high)})`,
          rule: `from 1 % moderate, from 10 % high; ${conductionModel}`,
          source:
            'Block followed 14–25 % of complex biventricular repairs, 16 % → 2 % where the axis was mapped; the model is own, not fitted to these, to be confirmed by a clinical lead',
        },
      ]
    })
}
