import type { Risk } from '../../engine/protocol'
import type { RiskRule } from './rule'

/** A ventricle that loses room to a baffle or a patch: the right one squeezed by a tunnel, say. */
export const ventricleFilled: RiskRule = (input) =>
  (input.volumes ?? []).flatMap(({ part, before, now }): Risk[] => {
    const lost = 1 - now / before
    const sheet = [...(input.sheets ?? [])].reverse().find((s) => s.parts?.includes(part))
    if (!(lost > 0.15) || !sheet) return []
    return [
      {
        id: `ventricle-filled-${part.toLowerCase()}`,
        label: `${part} loses room`,
        level: lost > 0.3 ? 'high' : 'moderate',
        edit: sheet.edit,
        place: sheet.places[sheet.places.length >> 1] ?? null,
        text: `${(100 * lost).toFixed(0)} % of the ${part} as imaged now belongs to another chamber`,
        rule: '> 15 % moderate, > 30 % high',
        source: 'Geometry; limits own, to be confirmed by a clinical lead',
      },
    ]
  })
