import type { Risk } from '../../engine/protocol'
import { branchFlow } from '../figures/branch-flow'
import { hepaticShare } from '../figures/hepatic-share'
import { nearestEdit } from './nearest-edit'
import type { RiskRule } from './rule'

/** A lung that gets too little of the blood, or of the liver's. */
export const lungStarved: RiskRule = (input) => {
  const found = [...branchFlow(input), ...hepaticShare(input)].filter(
    (f) => f.band && f.band.level !== 'green' && (f.id.startsWith('branch-') || f.id === 'hepatic-share'),
  )
  return found.map((f): Risk => {
    const place = f.place ?? null
    return {
      id: `lung-starved-${f.id}`,
      label: f.id === 'hepatic-share' ? 'Lung without the liver’s blood' : 'Branch of the lung artery narrow',
      level: f.band?.level === 'red' ? 'high' : 'moderate',
      edit: place && (nearestEdit(input.edits, place)?.id ?? null),
      place,
      text: `${f.label}: ${f.value.toFixed(0)} ${f.unit}`,
      rule: f.band?.text ?? '',
      source: f.basis,
    }
  })
}
