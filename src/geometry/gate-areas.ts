import type { GateName } from '../heart/heart'
import type { BloodDomain } from './blood-domain'

/**
 * Open area of each valve's ring as the blood finds it, m²: Σ A dx² |n_axis| over the faces of the gate. A patch, a
 * baffle or a resection that reaches into the ring changes it.
 */
export function gateAreas(
  domain: BloodDomain,
  normals: (id: GateName) => readonly number[],
): Map<GateName, number> {
  const face = domain.frame.spacing ** 2
  return new Map(
    domain.gates.map((gate) => {
      const normal = normals(gate.id)
      let area = 0
      gate.cell.forEach((cell, n) => {
        const axis = gate.axis[n] as 0 | 1 | 2
        area += (domain.open[axis][cell] as number) * face * Math.abs(normal[axis] as number)
      })
      return [gate.id, area]
    }),
  )
}
