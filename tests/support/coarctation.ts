import { sampleField } from '../../src/core/lattice'
import { add, cross, normalize, scale, subtract, type Vec3 } from '../../src/core/vec3'
import { vesselSections } from '../../src/geometry/vessel-sections'
import { widthForArea } from '../../src/geometry/widen'
import type { EditOf } from '../../src/heart/edit'
import type { Heart } from '../../src/heart/heart'

const toMm = (p: Vec3) => p.map((v) => v * 1e3) as [number, number, number]

/** A patch let into the wall over the narrowest place of a vessel, 16 mm to either side, to restore an area [m²]. */
export function wideningPatch(heart: Heart, targetArea: number): EditOf<'patch'> {
  const sections = vesselSections(heart)
  const inner = sections.filter((s) => s.s > 0.25 * sections.at(-1)!.s && s.s < 0.95 * sections.at(-1)!.s)
  const throat = inner.reduce((a, b) => (b.area < a.area ? b : a))
  const along = inner.filter((s) => Math.abs(s.s - throat.s) < 16e-3).filter((_, i) => i % 3 === 0)
  const side = normalize(cross(throat.normal, [1, 0, 0]))
  const wallAt = (centre: Vec3, normal: Vec3, tilt: number) => {
    const out = normalize(
      subtract(side, scale(normal, side[0] * normal[0] + side[1] * normal[1] + side[2] * normal[2])),
    )
    const way = normalize(add(out, scale(cross(normal, out), tilt)))
    let reach = 0
    while (reach < 15e-3 && sampleField(heart.frame, heart.lumen, add(centre, scale(way, reach))) < 0)
      reach += 0.2e-3
    return add(centre, scale(way, reach))
  }
  const edge = (tilt: number) => along.map((s) => wallAt(s.centre, s.normal, tilt))
  const outline_mm = [...edge(0.15), ...edge(-0.15).reverse()].map(toMm)
  const patch: EditOf<'patch'> = {
    kind: 'patch',
    id: 'patch',
    outline_mm,
    material: 'pericardium',
    oversize: 0,
    mode: 'widen',
    sewn: { technique: 'running', pitch_mm: 2, bite_mm: 1.5 },
  }
  return { ...patch, width_mm: widthForArea(heart, outline_mm, targetArea) * 1e3 }
}
