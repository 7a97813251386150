import { septalOpenings } from '../septal-openings'
import type { RiskRule } from './rule'

/** A hole through the septum that is left after it was closed. */
export const residualShunt: RiskRule = (input) => {
  const closure = input.edits.findLast(
    (e) => e.kind === 'patch' || e.kind === 'baffle' || e.kind === 'suture',
  )
  if (!closure) return []
  return septalOpenings(input)
    .filter((o) => o.area > 0)
    .map((o) => {
      const diameter = o.effectiveDiameter * 1e3
      return {
        id: 'residual-shunt',
        label: 'Residual shunt',
        level: diameter <= 2 ? ('low' as const) : diameter <= 3 ? ('moderate' as const) : ('high' as const),
        edit: closure.id,
        place: o.centre,
        text: `A hole of ${diameter.toFixed(1)} mm is left between ${o.fromPart} and ${o.toPart}`,
        rule: '≤ 2 mm low, 2–3 mm moderate, > 3 mm high (effective diameter)',
        source: 'PMID 17307430: ≤ 2 mm 83 % close; second series: > 3 mm all grew',
      }
    })
}
