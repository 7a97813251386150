import { lowIsGood, rangeIsGood, toBeConfirmed } from '../band'
import { measure } from '../curve-measures'
import type { FindingInput } from '../input'
import { type Figure, makeFinding } from '../make-finding'
import { isParallel } from '../parallel-circulation'

/**
 * Qp:Qs = ∫ Q pulmonary valve / ∫ Q aortic valve over a beat; where blood reaches the lungs without the valve (Glenn,
 * Fontan, a duct), the flow through the lungs over that through the body.
 */
export const qpQs: Figure = (input) => {
  const beside = input.openings.some(
    (o) => o.toPart === 'pulmonary-artery' || o.fromPart === 'pulmonary-artery',
  )
  const byValves = !beside && (input.configuration ?? 'biventricular') === 'biventricular'
  const lungs = measure(input.waveforms, byValves ? 'pulmonary.flow' : 'pulmonary-artery.flow')
  const body = byValves ? measure(input.waveforms, 'aortic.flow') : bodyFlow(input)
  if (!lungs || !body || !(body.mean > 0)) return []
  const value = lungs.mean / body.mean
  const caval = (input.configuration ?? 'biventricular') !== 'biventricular'
  const parallel = !caval && isParallel(input)
  return [
    makeFinding(input, {
      id: 'qp-qs',
      label: 'Qp:Qs',
      value,
      unit: '',
      band: caval
        ? null
        : parallel
          ? rangeIsGood(value, [0, 0.8, 1.2, 1.5], '')
          : lowIsGood(value, [1.2, 1.5], '', { first: true }),
      basis: caval
        ? 'No band: the caval veins drain into the lungs'
        : parallel
          ? `One ventricle feeds body and lungs: bands own; ${toBeConfirmed}`
          : `After biventricular repair: 1.5 PMC4006374; 1.2 recalled; ${toBeConfirmed}`,
      formula: byValves
        ? '∫Q pulmonary valve / ∫Q aortic valve, flows of the circulation'
        : '∫Q lungs / ∫Q body, flows of the circulation',
    }),
  ]
}

/** Mean flow through the body's beds. */
function bodyFlow(input: FindingInput): { readonly mean: number } | null {
  const whole = measure(input.waveforms, 'aorta.flow')
  if (whole) return whole
  const upper = measure(input.waveforms, 'head-and-arms.flow')
  const lower = measure(input.waveforms, 'descending-aorta.flow')
  return upper && lower ? { mean: upper.mean + lower.mean } : null
}
