import { mm } from '../../core/units'
import { distance, mix, scale, type Vec3 } from '../../core/vec3'
import type { Edit } from '../../heart/edit'

const step = 0.5 * mm

/** Where an edit touches tissue along lines, metres: cuts, stitches, the rim of a patch; every half millimetre. */
export function editPath(edit: Edit): Vec3[] {
  switch (edit.kind) {
    case 'cut':
      return edit.blade_mm.flatMap(([a, b], i) => {
        const next = edit.blade_mm[i + 1]
        const along = [a, b].flatMap((p, end) => (next ? dense([p, next[end]!]) : []))
        return [...dense([a, b]), ...along]
      })
    case 'resect':
      return dense(edit.path_mm)
    case 'patch':
    case 'baffle':
      return dense([...edit.outline_mm, edit.outline_mm[0]!])
    case 'suture':
      return dense(edit.path_mm)
    case 'conduit':
      return dense(edit.path_mm)
    default:
      return []
  }
}

/** Points on the surface of a patch, baffle or clamp, metres: where it can stand in the way. */
export function editSurface(edit: Edit): Vec3[] {
  if (edit.kind !== 'patch' && edit.kind !== 'baffle') return editPath(edit)
  const rim = editPath(edit)
  const centre = scale(
    rim.reduce<Vec3>((s, p) => [s[0] + p[0], s[1] + p[1], s[2] + p[2]], [0, 0, 0]),
    1 / rim.length,
  )
  return rim.flatMap((p) => denseMetres([p, centre]))
}

/**
 * How far tissue is touched beyond the line, metres: the bite of a seam, the radius of a loop. A patch is sewn along
 * its outline, its stitches lying inside of it.
 */
export function editReach(edit: Edit): number {
  switch (edit.kind) {
    case 'resect':
      return edit.radius_mm * mm
    case 'suture':
      return edit.bite_mm * mm
    default:
      return 0
  }
}

const dense = (points: readonly Vec3[]): Vec3[] => denseMetres(points.map((p) => scale(p, mm)))

function denseMetres(points: readonly Vec3[]): Vec3[] {
  const out = points.slice(0, 1)
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!]
    const pieces = Math.max(1, Math.ceil(distance(a, b) / step))
    for (let k = 1; k <= pieces; k++) out.push(mix(a, b, k / pieces))
  }
  return out
}
