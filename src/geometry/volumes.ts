import { cellCount } from '../core/lattice'
import type { BloodDomain } from './blood-domain'

/** Blood by structure id, m³. */
export function bloodVolumes(domain: BloodDomain): Map<number, number> {
  const { structure, fill } = domain
  const cell = domain.frame.spacing ** 3
  const sums = new Float64Array(256)
  const seen = new Uint8Array(256)
  const found: number[] = []
  for (let n = 0; n < cellCount(domain.frame); n++) {
    const id = structure[n] as number
    if (!id) continue
    if (!seen[id]) seen[id] = found.push(id)
    sums[id] = (sums[id] as number) + (fill[n] as number) * cell
  }
  return new Map(found.map((id) => [id, sums[id] as number]))
}
