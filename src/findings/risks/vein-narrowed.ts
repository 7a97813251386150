import type { Risk } from '../../engine/protocol'
import { nearestEdit } from './nearest-edit'
import type { RiskRule } from './rule'

/** A vein that a patch or a baffle in an atrium narrows. */
export const veinNarrowed: RiskRule = (input) =>
  (input.closer?.veins ?? []).flatMap((vein): Risk[] => {
    const left = vein.area / vein.before
    if (left >= 0.75) return []
    return [
      {
        id: `vein-narrowed-${vein.id}`,
        label: 'Vein narrowed',
        level: left < 0.5 ? 'high' : 'moderate',
        edit: nearestEdit(input.edits, vein.centre, 40e-3)?.id ?? null,
        place: vein.centre,
        text: `${vein.label}: ${(100 * left).toFixed(0)} % of its narrowest section is left`,
        rule: 'under .75 of the section before moderate, under .5 high',
        source: 'Geometry; limits own, to be confirmed by a clinical lead',
      },
    ]
  })
