import { mm } from '../../core/units'
import type { Vec3 } from '../../core/vec3'

/** Something that the user should look at, and where (LPS, metres); null where it has no place. */
export interface Notice {
  readonly text: string
  readonly place: Vec3 | null
}

export const atMm = (p: Vec3): string => `(${p.map((x) => (x / mm).toFixed(0)).join(', ')}) mm`

export const inCm2 = (area: number): string => `${(area * 1e4).toFixed(1)} cm²`
