import { mm2 } from '../../core/units'
import { type Figure, makeFinding } from '../make-finding'

/** Open area through which blood reaches the outside; absent where nothing leaks. */
export const bleeding: Figure = (input) => {
  const area = input.leaks.reduce((sum, leak) => sum + leak.area, 0)
  if (!(area > 0)) return []
  return [
    makeFinding(input, {
      id: 'bleeding',
      label: input.leaks.length === 1 ? 'Bleeding' : `Bleeding, ${input.leaks.length} places`,
      value: area / mm2,
      unit: 'mm²',
      band: { level: 'red', limits: [0, 0], text: 'any open area is red' },
      basis: 'Geometry; band own; to be confirmed by a clinical lead',
      formula: 'open area between blood and the outside',
      noSpread: 'Any open area at all is what counts',
      place: input.leaks.reduce((a, b) => (b.area > a.area ? b : a)).centre,
      geometric: true,
    }),
  ]
}
