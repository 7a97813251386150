import type { GateName, Heart } from '../heart/heart'
import type { BloodDomain } from './blood-domain'
import { borderFaces } from './openings-lattice-cut'
import { strides } from './resolve-anatomy-flood'

/**
 * Open area beside each valve, m²: between the blood above and below it over faces that are not the valve's, projected
 * on its plane. A heart as it came has next to none; a ring that was widened (a transannular patch) has what the
 * leaflets do not reach.
 */
export function gateBypass(heart: Heart, domain: BloodDomain): Map<GateName, number> {
  const part = new Map(heart.structures.map((s) => [s.id, s.part]))
  const gates = heart.gates.map((g) => ({ ...g, pair: [part.get(g.from), part.get(g.to)] }))
  const areas = new Map<GateName, number>(gates.map((g) => [g.id, 0]))
  const { frame, open, structure } = domain
  const step = strides(frame)
  const face = frame.spacing ** 2
  for (const key of borderFaces(domain)) {
    const axis = (key % 3) as 0 | 1 | 2
    const cell = (key - axis) / 3
    const a = part.get(structure[cell] as number)
    const b = part.get(structure[cell + (step[axis] as number)] as number)
    for (const g of gates)
      if ((g.pair[0] === a && g.pair[1] === b) || (g.pair[0] === b && g.pair[1] === a))
        areas.set(
          g.id,
          areas.get(g.id)! + (open[axis][cell] as number) * face * Math.abs(g.normal[axis] as number),
        )
  }
  return areas
}
