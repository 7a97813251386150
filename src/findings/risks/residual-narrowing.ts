import type { Risk } from '../../engine/protocol'
import { vesselGradient } from '../figures/vessel-gradient'
import type { RiskRule } from './rule'

/** A narrowing that is left, or made, in a vessel. */
export const residualNarrowing: RiskRule = (input) => {
  const { narrowing } = input
  if (!narrowing || !(narrowing.referenceArea > 0)) return []
  const ratio = narrowing.area / narrowing.referenceArea
  const gradient = vesselGradient(input).find((f) => f.id === 'gradient-peak-to-peak')?.value ?? null
  const level = levelOf(ratio, gradient)
  if (level === 'low') return []
  const repair = input.edits.findLast(
    (e) => e.kind === 'patch' || e.kind === 'conduit' || e.kind === 'resect',
  )
  const pressure = gradient === null ? '' : `, ${gradient.toFixed(0)} mmHg peak-to-peak`
  return [
    {
      id: 'residual-narrowing',
      label: repair ? 'Recoarctation or residual narrowing' : 'Narrowing',
      level,
      edit: repair?.id ?? null,
      place: narrowing.centre,
      text: `${narrowing.label}: ${(ratio * 100).toFixed(0)} % of the section is left${pressure}`,
      rule: 'peak-to-peak > 20 mmHg high, > 10 mmHg or under half the section moderate',
      source: 'Gradient: 2022 ACC/AHA, PMC9876736; half the section own, to be confirmed by a clinical lead',
    },
  ]
}

function levelOf(ratio: number, gradient: number | null): Risk['level'] {
  if (gradient !== null && gradient > 20) return 'high'
  return ratio < 0.5 || (gradient !== null && gradient > 10) ? 'moderate' : 'low'
}
