import { cellCount } from '../core/lattice'
import type { BloodDomain } from './blood-domain'

/** Blood by structure id, m³. */
export function bloodVolumes(domain: BloodDomain): Map<number, number> {
  const out = new Map<number, number>()
  const cell = domain.frame.spacing ** 3
  for (let n = 0; n < cellCount(domain.frame); n++) {
    const id = domain.structure[n]!
    if (id) out.set(id, (out.get(id) ?? 0) + domain.fill[n]! * cell)
  }
  return out
}
