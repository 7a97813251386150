import { mm } from '../../core/units'
import { scale, type Vec3 } from '../../core/vec3'
import type { Edit } from '../../heart/edit'
import type { PartOpening, RiskInput } from '../input'
import { besideLandmark, clockPosition, clockText } from '../rim-position'
import { septalOpenings } from '../septal-openings'
import type { RiskRule } from './rule'

/** A hole through the septum that is left after it was closed: how wide, and where along the rim. */
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
        text: `A hole of ${diameter.toFixed(1)} mm is left between ${o.fromPart} and ${o.toPart}${whereOf(input, closure, o)}`,
        rule: '≤ 2 mm low, 2–3 mm moderate, > 3 mm high (effective diameter)',
        source: 'PMID 17307430: ≤ 2 mm 83 % close; second series: > 3 mm all grew',
      }
    })
}

const right: readonly string[] = ['RV', 'RA', 'pulmonary-artery']

/** ", at 10:30 of the rim seen from the right heart, 3 mm from the aortic valve". */
function whereOf(input: RiskInput, closure: Edit, opening: PartOpening): string {
  const beside = besideLandmark(opening.centre, input.gates, input.landmarks)
  const near = beside ? `, ${beside}` : ''
  if (closure.kind !== 'patch' && closure.kind !== 'baffle') return near
  const rim = closure.outline_mm.map((p) => scale(p, mm))
  const towards: Vec3 = right.includes(opening.toPart) ? opening.normal : scale(opening.normal, -1)
  return `, at ${clockText(clockPosition(rim, opening.centre, towards))} of the rim seen from the right heart${near}`
}
