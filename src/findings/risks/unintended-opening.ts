import type { Risk } from '../../engine/protocol'
import { septalOpenings } from '../septal-openings'
import { nearestEdit } from './nearest-edit'
import type { RiskRule } from './rule'

/** An opening that is no septal hole, beside an edit that is not meant to make one. */
export const unintendedOpening: RiskRule = (input) => {
  const septal = septalOpenings(input)
  const meant = ['lesion', 'conduit']
  return input.openings
    .filter((o) => !septal.includes(o) && o.area > 0 && o.to !== 0)
    .flatMap((o): Risk[] => {
      const edit = nearestEdit(input.edits, o.centre, 15e-3)
      if (!edit || meant.includes(edit.kind)) return []
      return [
        {
          id: `unintended-opening-${o.id}`,
          label: 'Opening between two vessels',
          level: o.effectiveDiameter > 2e-3 ? 'high' : 'moderate',
          edit: edit.id,
          place: o.centre,
          text: `${(o.effectiveDiameter * 1e3).toFixed(1)} mm between ${o.fromPart} and ${o.toPart} beside this ${edit.kind}`,
          rule: 'any opening beside an edit that joins no two vessels: moderate, > 2 mm high',
          source: 'Geometry of the openings on the blood lattice; own',
        },
      ]
    })
}
