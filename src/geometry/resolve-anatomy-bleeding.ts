import { sampleField } from '../core/lattice'
import { distance, mix, scale, type Vec3 } from '../core/vec3'
import type { EditOf } from '../heart/edit'
import type { Heart } from '../heart/heart'
import type { BloodDomain } from './blood-domain'
import { reachOf } from './release'
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

/**
 * A conduit bleeds at its two ends where their stitches were taken out: as far round each place as that release reaches, all
 * round both where it names none. What two places share counts twice, up to the whole of an end.
 */
export function conduitLeak(edit: EditOf<'conduit'>, releases: readonly EditOf<'release'>[]): Leak[] {
  const ends = [edit.path_mm[0] as Vec3, edit.path_mm.at(-1) as Vec3].map((p) => scale(p, 1e-3)) as [
    Vec3,
    Vec3,
  ]
  const girth = Math.PI * edit.diameter_mm * 1e-3
  const open = [0, 0]
  for (const release of releases) {
    if (!release.places_mm) open.fill(girth)
    for (const place of release.places_mm ?? []) {
      const [first, last] = ends.map((end) => distance(end, scale(place, 1e-3))) as [number, number]
      open[first < last ? 0 : 1]! += 2 * reachOf(release)
    }
  }
  return ends.flatMap((centre, n) => {
    const along = Math.min(open[n]!, girth)
    return along > 0 ? [{ centre, area: along * leakPerLength(null) }] : []
  })
}
