import { mm } from '../../core/units'
import { toBeConfirmed } from '../band'
import { conductionLandmarks, nearestToAxis } from '../conduction-distance'
import { conductionModel, injuryProbability } from '../conduction-probability'
import { type Figure, makeFinding } from '../make-finding'

/** Beyond this the probability is under one in ten thousand. */
const worthSaying = 10 * mm

/** Probability that the edits injure the conduction axis: that of the edit that comes nearest. */
export const conductionProbability: Figure = (input) => {
  const axes = conductionLandmarks(input.landmarks ?? [])
  const near = (input.edits ?? [])
    .filter((e) => e.kind !== 'lesion')
    .flatMap((e) => nearestToAxis(e, axes) ?? [])
    .sort((a, b) => a.distance - b.distance)[0]
  if (!near || near.distance > worthSaying) return []
  const { value, low, high } = injuryProbability(near.distance)
  return [
    makeFinding(input, {
      id: 'conduction-probability',
      label: 'Conduction injury, probability',
      value: 100 * value,
      unit: '%',
      basis: `Own model, not fitted; reported block 14–25 % of complex biventricular repairs, 16 % → 2 % where the axis was mapped; no band; ${toBeConfirmed}`,
      formula: `${(near.distance / mm).toFixed(1)} mm at the nearest; ${conductionModel}; range ${(100 * low).toFixed(0)}–${(100 * high).toFixed(0)} %`,
      uncertainty: (100 * (high - low)) / 2,
      geometric: true,
      place: near.place,
    }),
  ]
}
