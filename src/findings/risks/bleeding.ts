import { mm2 } from '../../core/units'
import { nearestEdit } from './nearest-edit'
import type { RiskRule } from './rule'

/** Each place where blood reaches the outside, with the edit whose line lies nearest. */
export const bleedingRisk: RiskRule = (input) =>
  input.leaks
    .filter((leak) => leak.area > 0)
    .map((leak) => ({
      id: 'bleeding',
      label: 'Bleeding',
      level: 'high' as const,
      edit: nearestEdit(input.edits, leak.centre)?.id ?? null,
      place: leak.centre,
      text: `Blood reaches the outside through ${(leak.area / mm2).toFixed(1)} mm²`,
      rule: 'any open area between blood and the outside',
      source: 'Geometry of the openings on the blood lattice; own',
    }))
