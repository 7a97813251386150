import type { Risk } from '../../engine/protocol'
import { lowShear } from '../figures/low-shear'
import type { RiskRule } from './rule'

/** Shares of the wall with low shear, %; own. */
const levels = { moderate: 30, high: 60 } as const

/** Blood that stands still: much of the wall between caval veins and lungs is hardly washed. */
export const stasis: RiskRule = (input) => {
  const share = lowShear(input).find((f) => f.id === 'low-shear-share')
  if (!share || share.value < levels.moderate) return []
  const risk: Risk = {
    id: 'stasis',
    label: 'Stasis',
    level: share.value >= levels.high ? 'high' : 'moderate',
    edit: input.edits.findLast((e) => e.kind === 'conduit' || e.kind === 'baffle')?.id ?? null,
    place: null,
    text: `${share.value.toFixed(0)} % of the wall between caval veins and lungs has low shear`,
    rule: `≥ ${levels.moderate} %: moderate; ≥ ${levels.high} %: high`,
    source: `Levels own; ${share.basis}`,
  }
  return [risk]
}
