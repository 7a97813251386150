import { sampleField } from '../core/lattice'
import { distance, mix, scale, type Vec3 } from '../core/vec3'
import type { EditOf } from '../heart/edit'
import type { Heart } from '../heart/heart'
import type { BloodDomain } from './blood-domain'
import { evenLoop } from './sheets-membrane'
import { leakPerLength, type Seam, sewingAlong } from './sheets-rim'

type Leak = BloodDomain['leaks'][number]

/**
 * A cut that leads from blood to the outside is a leak until it is sewn shut. At rest its lips touch, so the area is 0:
 * how far it gapes is known only from the deformed tissue (`withGapes`).
 */
export function incisionLeak(heart: Heart, edit: EditOf<'cut'>, lumen: (p: Vec3) => number): Leak[] {
  const blood: Vec3[] = []
  let outside = false
  edit.blade_mm.forEach(([a, b], n) => {
    const [c, d] = edit.blade_mm[n + 1] ?? [a, b]
    for (let t = 0; t <= 1; t += 0.25)
      for (let s = 0; s <= 1; s += 0.05) {
        const p = scale(mix(mix(a, b, s), mix(c, d, s), t), 1e-3)
        if (lumen(p) < 0) blood.push(p)
        else if (sampleField(heart.frame, heart.tissue, p) > 0) outside = true
      }
  })
  if (!outside || blood.length === 0) return []
  const sum = blood.reduce((a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]] as Vec3, [0, 0, 0] as Vec3)
  return [{ centre: scale(sum, 1 / blood.length), area: 0 }]
}

/** A patch let into a slit bleeds along every stretch of its rim that is not held. */
export function widenLeak(edit: EditOf<'patch'>, seams: readonly Seam[]): Leak[] {
  const rim = evenLoop(
    edit.outline_mm.map((p) => scale(p, 1e-3)),
    1e-3,
  )
  const sewing = sewingAlong(rim, seams)
  let area = 0
  let centre: Vec3 = [0, 0, 0]
  rim.forEach((p, n) => {
    const here = distance(p, rim[(n + 1) % rim.length] as Vec3) * leakPerLength(sewing[n] ?? null)
    centre = [centre[0] + p[0] * here, centre[1] + p[1] * here, centre[2] + p[2] * here]
    area += here
  })
  return area > 0 ? [{ centre: scale(centre, 1 / area), area }] : []
}
