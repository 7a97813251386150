import type { Risk } from '../../engine/protocol'
import { valveGradients } from '../figures/valve-gradients'
import { nearestEdit } from './nearest-edit'
import type { RiskRule } from './rule'

const outlets = {
  aortic: { figure: 'gradient-peak-lvot', label: 'Obstruction of the way to the aorta', limits: [20, 40] },
  pulmonary: { figure: 'gradient-peak-rvot', label: 'Obstruction of the way to the lungs', limits: [25, 40] },
} as const

/** A way out that a baffle, a patch or a resection leaves narrow: its narrowest section against the valve's ring. */
export const outflowObstruction: RiskRule = (input) =>
  (input.outflows ?? []).flatMap((way): Risk[] => {
    const edit = nearestEdit(input.edits, way.centre)
    if (!edit) return []
    const { figure, label, limits } = outlets[way.gate]
    const gradient = valveGradients(input).find((f) => f.id === figure)?.value ?? 0
    const ratio = way.area / way.ringArea
    const level =
      gradient > limits[1] || ratio < 0.6 ? 'high' : gradient > limits[0] || ratio < 0.8 ? 'moderate' : null
    if (!level) return []
    return [
      {
        id: `outflow-obstruction-${way.gate}`,
        label,
        level,
        edit: edit.id,
        place: way.centre,
        text: `The narrowest section from the ${way.feeding} has ${(100 * ratio).toFixed(0)} % of the valve’s ring; peak gradient ${gradient.toFixed(0)} mmHg`,
        rule: `under .6 of the ring or > ${limits[1]} mmHg high, under .8 or > ${limits[0]} mmHg moderate`,
        source:
          way.gate === 'aortic'
            ? 'Late obstruction in 13–22 % at 20 years, operated at a median of 52.5 mmHg; limits own, to be confirmed by a clinical lead'
            : 'PMC3653492, SMW s.3689; shares of the ring own, to be confirmed by a clinical lead',
      },
    ]
  })
