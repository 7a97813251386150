import type { Risk } from '../../engine/protocol'
import type { RiskInput } from '../input'
import { nearestEdit } from './nearest-edit'

/** Change of the way round a ring, and height over its diameter, from which each level is told. */
const girth = { moderate: 0.05, high: 0.1 }
const bend = { moderate: 0.1, high: 0.2 }

/** A valve's ring that the sewing pulls larger, tighter or out of its plane, as the soft tissue shows it. */
export const ringDistorted = ({
  tissue,
  gates,
  edits,
}: Pick<RiskInput, 'tissue' | 'gates' | 'edits'>): Risk[] =>
  (tissue?.rings ?? []).flatMap(({ gate: name, before, now, height }): Risk[] => {
    const gate = gates.find((g) => g.id === name)
    const edit = gate && nearestEdit(edits, gate.centre, gate.radius + 20e-3)
    const change = now / before - 1
    const bent = (height * Math.PI) / before
    if (!gate || !edit || (Math.abs(change) <= girth.moderate && bent <= bend.moderate)) return []
    return [
      {
        id: `ring-distorted-${name}`,
        label: 'Valve ring pulled out of shape',
        level: Math.abs(change) > girth.high || bent > bend.high ? 'high' : 'moderate',
        edit: edit.id,
        place: gate.centre,
        text: `The ring of the ${name} valve is ${(100 * Math.abs(change)).toFixed(0)} % ${change < 0 ? 'shorter round and' : 'longer round and'} ${(height * 1e3).toFixed(1)} mm out of its plane`,
        rule: 'Way round changed by 5 %, or a tenth of its diameter out of its plane: moderate; twice that: high',
        source:
          'Soft tissue at rest under the patient’s pressures; limits own, to be confirmed by a clinical lead',
      },
    ]
  })
