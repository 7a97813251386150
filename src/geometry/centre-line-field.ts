import { add, length, scale, tangents } from '../core/vec3'
import { type BloodField, readField } from './blood-field'
import type { VesselSection } from './vessel-sections'

/** What the blood does in one section along a vessel. SI. */
export interface LinePoint {
  readonly s: number
  readonly area: number
  /** Mean over the middle of the section. */
  readonly pressure: number
  /** Greatest of the places read. */
  readonly speed: number
}

/** Places read in a section: its middle and two rings, as shares of the radius of a round section of its area. */
const rings = [
  [0, 1],
  [0.35, 6],
  [0.65, 8],
] as const

/** Pressure and speed along a centre line; sections where there is no blood (the ends) are left out. */
export function alongCentreLine(field: BloodField, sections: readonly VesselSection[]): LinePoint[] {
  return sections.flatMap((section) => {
    const [u, v] = tangents(section.normal)
    const radius = Math.sqrt(section.area / Math.PI)
    const found = rings.flatMap(([share, count]) =>
      Array.from({ length: count }, (_, n) => {
        const angle = (2 * Math.PI * n) / count
        const across = add(scale(u, Math.cos(angle)), scale(v, Math.sin(angle)))
        return readField(field, add(section.centre, scale(across, share * radius)))
      }).filter((reading) => reading !== null),
    )
    if (found.length < 8) return []
    const pressure = found.reduce((sum, r) => sum + r.pressure, 0) / found.length
    return [
      {
        s: section.s,
        area: section.area,
        pressure,
        speed: Math.max(...found.map((r) => length(r.velocity))),
      },
    ]
  })
}
