import { describe, expect, it } from 'vitest'
import type { Vec3 } from '../core/vec3'
import { type Edit, editSchema } from '../heart/edit'
import type { CutGape } from './gaping-cut'
import { narrowestSection } from './openings'
import { applyEdits, withGapes } from './resolve-anatomy'
import { twoChambers } from './resolve-anatomy.fixture'
import { baseDomain } from './resolve-anatomy-base'

const heart = twoChambers(1.5e-3)
const base = baseDomain(heart)
/** From one place to another along the wall, through it from -6 to 6 mm. */
const gape = (
  edit: string,
  width: number,
  x: readonly [number, number],
  at: (s: number) => Vec3,
): CutGape => ({
  edit,
  stations: Array.from({ length: 13 }, (_, n) => {
    const [, y, z] = at((n - 6) * 1e-3)
    return { outer: [x[0], y, z], inner: [x[1], y, z], width }
  }),
})

describe('the lips of a cut that stand apart', () => {
  const cut = editSchema.parse({
    kind: 'cut',
    id: 'c',
    blade_mm: [-6, 0, 6].map((z) => [
      [-6, 0.4, z],
      [6, 0.4, z],
    ]),
  }) as Edit
  const parted = (width: number, turn = 0) => {
    const along = (s: number): Vec3 => [0, 0.4e-3 + s * Math.sin(turn), s * Math.cos(turn)]
    return withGapes(applyEdits(base, heart, [cut]), heart, [gape('c', width, [-6e-3, 6e-3], along)])
  }

  it('join two chambers by nothing while they touch', () => {
    expect(narrowestSection(applyEdits(base, heart, [cut]), [2], [3])).toBeNull()
    expect(narrowestSection(parted(0), [2], [3])).toBeNull()
  })

  // Reference: length × width, with half a circle at either end.
  it.each([
    [1, 0],
    [2, 0],
    [3, 0],
    [2, 0.6],
    [3, 0.6],
  ])('join two chambers by a slit %s mm wide, turned by %s', (mm, turn) => {
    const w = mm * 1e-3
    const opening = narrowestSection(parted(w, turn), [2], [3])
    const ideal = 12e-3 * w + (Math.PI * w * w) / 4
    console.info(`slit ${mm} mm turned ${turn}: ${((100 * (opening?.area ?? 0)) / ideal - 100).toFixed(1)} %`)
    expect(Math.abs((opening?.area ?? 0) / ideal - 1)).toBeLessThan(0.15)
  })

  it('join nothing once they are sewn, as long as no stitch is taken out', () => {
    const close = editSchema.parse({ kind: 'close', id: 'x', cut: 'c', pitch_mm: 3 })
    const release = editSchema.parse({ kind: 'release', id: 'r', suture: 'x' })
    const known = parted(2e-3).trace.gapes
    const joined = (...edits: Edit[]) =>
      narrowestSection(withGapes(applyEdits(base, heart, [cut, ...edits]), heart, known), [2], [3])
    expect(joined(close)).toBeNull()
    expect(joined(close, release)?.area).toBeCloseTo(joined()!.area, 9)
  })

  it('bleed through as much as they stand apart where the cut leads outside', () => {
    const outer = {
      ...cut,
      id: 'o',
      blade_mm: [-6, 0, 6].map((z) => [
        [10, 30, z],
        [10, 15, z],
      ]),
    }
    const opened = applyEdits(base, heart, [editSchema.parse(outer)])
    expect(opened.leaks[0]?.area).toBe(0)
    const [leak] = withGapes(opened, heart, [
      { edit: 'o', stations: gape('o', 1e-3, [10e-3, 10e-3], (s) => [0, 24e-3, s]).stations },
    ]).leaks
    expect(leak?.area).toBeCloseTo(12e-6, 9)
    expect(leak?.centre[1]).toBeCloseTo(24e-3, 6)
  })
})
