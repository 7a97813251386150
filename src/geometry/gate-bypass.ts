import type { GateName, Heart } from '../heart/heart'
import type { BloodDomain } from './blood-domain'
import { gateFaces } from './openings-lattice-cut'
import { faceKey, strides } from './resolve-anatomy-flood'

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
  const shut = gateFaces(domain)
  const face = frame.spacing ** 2
  for (let cell = 0; cell < structure.length - step[2]!; cell++) {
    const here = structure[cell] as number
    if (!here) continue
    for (const axis of [0, 1, 2] as const) {
      const there = structure[cell + step[axis]!] as number
      const fraction = open[axis][cell] as number
      if (!there || there === here || !fraction || shut.has(faceKey(axis, cell))) continue
      const [a, b] = [part.get(here), part.get(there)]
      for (const g of gates)
        if ((g.pair[0] === a && g.pair[1] === b) || (g.pair[0] === b && g.pair[1] === a))
          areas.set(g.id, areas.get(g.id)! + fraction * face * Math.abs(g.normal[axis] as number))
    }
  }
  return areas
}
