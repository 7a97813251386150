import { describe, expect, it } from 'vitest'
import type { Vec3 } from '../core/vec3'
import { type Edit, editSchema } from '../heart/edit'
import { narrowestSection } from './openings'
import { applyEdit, applyEdits, withRimGaps } from './resolve-anatomy'
import { twoChambers } from './resolve-anatomy.fixture'
import { baseDomain } from './resolve-anatomy-base'
import type { RimGap } from './sheets-rim'

const edit = (e: unknown): Edit => editSchema.parse(e)
const heart = twoChambers(1.5e-3)
const base = baseDomain(heart)
const hole = edit({ kind: 'lesion', id: 'h', type: 'hole', centre_mm: [0, 0, 0], diameter_mm: 12 })
const radius = 6
const onRim = (angle: number): Vec3 => [0, radius * Math.cos(angle), radius * Math.sin(angle)]
const patch = edit({
  kind: 'patch',
  id: 'p',
  outline_mm: Array.from({ length: 24 }, (_, n) => onRim((2 * Math.PI * n) / 24)),
  material: 'ePTFE',
  sewn: { technique: 'interrupted', pitch_mm: 2.5, bite_mm: 2 },
})
const out = edit({ kind: 'release', id: 'o', suture: 'p', places_mm: [onRim(0)], reach_mm: 4 })
/** The rim standing off by as much at every place of a sixth of its way round on either side of an angle. */
const gaps = (height: number, at = 0): RimGap[] =>
  Array.from({ length: 25 }, (_, n) => at + (n - 12) * (Math.PI / 36)).map((angle) => {
    const [x, y, z] = onRim(angle)
    return { edit: 'p', place: [1e-3 * x, 1e-3 * y, 1e-3 * z], height, error: 2e-4 }
  })
const leak = (domain: typeof base) => narrowestSection(domain, [2], [3])

describe('a rim that stands off from its tissue', () => {
  const loose = applyEdits(base, heart, [hole, patch, out])

  // Reference: area = height × length of the rim that no stitch holds.
  it('leaks by its height along what no stitch holds, there', () => {
    const told = loose.sheets[0]!.leaks.reduce((sum, l) => sum + l.area, 0)
    const parted = withRimGaps(loose, heart, gaps(1.5e-3))
    expect(leak(parted)!.area / leak(loose)!.area).toBeCloseTo(1.5 / 0.5, 1)
    expect(parted.sheets[0]!.leaks.reduce((sum, l) => sum + l.area, 0) / told).toBeCloseTo(3, 6)
    expect(leak(parted)!.centre[1]).toBeGreaterThan(3e-3)
    expect(Math.abs(leak(parted)!.centre[2])).toBeLessThan(2e-3)
  })

  it('leaks no less than an unsewn rim is taken to, and nothing where stitches close it', () => {
    expect(leak(withRimGaps(loose, heart, gaps(0.2e-3)))!.area).toBeCloseTo(leak(loose)!.area, 12)
    const tight = applyEdits(base, heart, [hole, patch])
    expect(leak(withRimGaps(tight, heart, gaps(1.5e-3)))).toBeNull()
    expect(leak(withRimGaps(loose, heart, gaps(1.5e-3, Math.PI)))!.area).toBeCloseTo(leak(loose)!.area, 12)
  })

  it('is as before once it is forgotten: by another look, or by a stitch', () => {
    const parted = withRimGaps(loose, heart, gaps(1.5e-3))
    const again = withRimGaps(parted, heart, [])
    for (let a = 0; a < 3; a++) expect(again.open[a]).toEqual(loose.open[a])
    const sewn = edit({ kind: 'suture', id: 's', patch: 'p', technique: 'running', pitch_mm: 2, bite_mm: 2 })
    expect(leak(applyEdit(parted, heart, sewn))).toBeNull()
    expect(applyEdit(parted, heart, sewn).trace.gaps).toEqual([])
  })

  it('stays while something else is done', () => {
    const parted = withRimGaps(loose, heart, gaps(1.5e-3))
    const other = edit({ ...(hole as object), id: 'h2', centre_mm: [0, 0, 15], diameter_mm: 3 })
    expect(applyEdit(parted, heart, other).trace.gaps).toHaveLength(25)
    expect(applyEdit(parted, heart, other).sheets[0]!.leaks).toEqual(parted.sheets[0]!.leaks)
  })
})
