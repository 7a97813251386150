import { describe, expect, it } from 'vitest'
import type { Vec3 } from '../core/vec3'
import type { Edit } from '../heart/edit'
import { editSchema } from '../heart/edit'
import { allOpenings, narrowestSection } from './openings'
import { rimOfHole } from './openings-outline'
import { applyEdit, applyEdits } from './resolve-anatomy'
import { twoChambers } from './resolve-anatomy.fixture'
import { baseDomain } from './resolve-anatomy-base'
import { flood } from './resolve-anatomy-flood'

const edit = (e: unknown): Edit => editSchema.parse(e)
const hole = (diameter: number, centre: Vec3 = [0, 0, 0], normal?: Vec3): Edit =>
  edit({ kind: 'lesion', id: 'hole-1', type: 'hole', centre_mm: centre, diameter_mm: diameter, normal })

describe('two chambers with a wall', () => {
  const heart = twoChambers(1.5e-3)
  const base = baseDomain(heart)

  it('keeps the chambers apart until a hole is made', () => {
    expect(narrowestSection(base, [2], [3])).toBeNull()
    expect(allOpenings(base, heart)).toEqual([])
  })

  // Area of the opening = π d² / 4.
  it.each([4, 8, 12])('measures a hole of %i mm', (d) => {
    const domain = applyEdit(base, heart, hole(d))
    const opening = narrowestSection(domain, [2], [3])
    const error = (opening?.area ?? 0) / ((Math.PI * (d * 1e-3) ** 2) / 4) - 1
    console.info(`hole ${d} mm at 1.5 mm: area error ${(100 * error).toFixed(1)} %`)
    expect(Math.abs(error)).toBeLessThan(0.1)
  })

  it.each([4, 8, 12])('closes a hole of %i mm with a patch sewn at 2.5 mm, and leaks at 4 mm', (d) => {
    const open = applyEdit(base, heart, hole(d))
    const found = narrowestSection(open, [2], [3])
    const outline_mm = rimOfHole(open, found!).map((p) => p.map((v) => v * 1e3))
    const patch = (pitch_mm: number | null) =>
      edit({
        kind: 'patch',
        id: 'patch-1',
        outline_mm,
        material: 'pericardium',
        sewn: pitch_mm ? { technique: 'interrupted', pitch_mm, bite_mm: 3 } : undefined,
      })
    const tight = applyEdit(open, heart, patch(2.5))
    expect(narrowestSection(tight, [2], [3])).toBeNull()
    const seed = tight.structure.indexOf(2)
    const reached = flood(tight.frame, tight.open, [seed])
    expect(reached.some((r, n) => r === 1 && tight.structure[n] === 3 && tight.phi[n]! < -6e-3)).toBe(false)
    const wide = applyEdit(open, heart, patch(4))
    const residual = narrowestSection(wide, [2], [3])
    const expected = wide.sheets[0]!.leaks.reduce((a, l) => a + l.area, 0)
    console.info(
      `hole ${d}: residual ${(residual!.area * 1e6).toFixed(2)} mm2, leaks ${(expected * 1e6).toFixed(2)}`,
    )
    expect(residual!.area).toBeGreaterThan(0)
    expect(residual!.area).toBeLessThan(found!.area)
    expect(Math.abs(residual!.area / expected - 1)).toBeLessThan(0.1)
    const loose = applyEdit(open, heart, patch(null))
    expect(narrowestSection(loose, [2], [3])!.area).toBeGreaterThan(residual!.area)
    const sewnLater = applyEdit(
      loose,
      heart,
      edit({ kind: 'suture', id: 's', patch: 'patch-1', technique: 'running', pitch_mm: 3, bite_mm: 2 }),
    )
    expect(narrowestSection(sewnLater, [2], [3])).toBeNull()
    const list = [hole(d), patch(4)]
    const whole = applyEdits(base, heart, list)
    for (let a = 0; a < 3; a++)
      expect(Buffer.compare(Buffer.from(whole.open[a]!.buffer), Buffer.from(wide.open[a]!.buffer))).toBe(0)
  })
})
