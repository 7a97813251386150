import { describe, expect, it } from 'vitest'
import type { Vec3 } from '../core/vec3'
import { type Edit, editSchema } from '../heart/edit'
import { allOpenings, narrowestSection } from './openings'
import { applyEdit, applyEdits } from './resolve-anatomy'
import { twoChambers } from './resolve-anatomy.fixture'
import { baseDomain } from './resolve-anatomy-base'
import { flood } from './resolve-anatomy-flood'

const edit = (e: unknown): Edit => editSchema.parse(e)
const circle = (r: number, x: number): Vec3[] =>
  Array.from({ length: 24 }, (_, n) => {
    const a = (2 * Math.PI * n) / 24
    return [x, r * Math.cos(a), r * Math.sin(a)]
  })

const sewnTight = { technique: 'running', pitch_mm: 2, bite_mm: 2 }

describe('what each edit does to the blood', () => {
  const heart = twoChambers(1.5e-3)
  const base = baseDomain(heart)
  const joins = (edits: Edit[]) => narrowestSection(applyEdits(base, heart, edits), [2], [3])
  const hole = edit({ kind: 'lesion', id: 'hole', type: 'hole', centre_mm: [0, 0, 0], diameter_mm: 8 })

  it('a resection through the septum joins the chambers by the tube that it sweeps: π r²', () => {
    const resect = edit({
      kind: 'resect',
      id: 'r',
      path_mm: [
        [-6, 0, 0],
        [6, 0, 0],
      ],
      radius_mm: 5,
    })
    const opening = joins([resect])
    expect(Math.abs(opening!.area / (Math.PI * 25e-6) - 1)).toBeLessThan(0.05)
    expect(applyEdit(base, heart, resect).leaks).toEqual([])
  })

  it('a resection through the outer wall bleeds; one that only shaves it changes nothing', () => {
    const through = edit({
      kind: 'resect',
      id: 'r',
      path_mm: [
        [0, 18, 0],
        [0, 30, 0],
      ].map(([, y]) => [10, y, 0]),
      radius_mm: 4,
    })
    const domain = applyEdit(base, heart, through)
    expect(domain.leaks.length).toBe(1)
    expect(Math.abs(domain.leaks[0]!.area / (Math.PI * 16e-6) - 1)).toBeLessThan(0.5)
    expect(domain.leaks[0]!.centre[1]).toBeGreaterThan(20e-3)
    expect(allOpenings(domain, heart).some((o) => o.to === 0 && o.from === 3)).toBe(true)
    const shave = edit({ kind: 'resect', id: 's', path_mm: [[10, 27, 0]], radius_mm: 2 })
    expect(applyEdit(base, heart, shave).leaks).toEqual([])
    expect(
      Buffer.compare(Buffer.from(applyEdit(base, heart, shave).phi.buffer), Buffer.from(base.phi.buffer)),
    ).toBe(0)
  })

  it('a clamp across a hole closes it', () => {
    expect(joins([hole])).not.toBeNull()
    const clamp = edit({ kind: 'clamp', id: 'c', centre_mm: [0, 0, 0], normal: [1, 0, 0], radius_mm: 8 })
    expect(joins([hole, clamp])).toBeNull()
    const off = edit({ kind: 'release', id: 'r', suture: 'c' })
    expect(joins([hole, clamp, off])).toEqual(joins([hole]))
    expect(joins([hole, clamp, off, { ...clamp, id: 'd' }])).toBeNull()
  })

  it('a baffle through shape points closes a hole from the far side of a bulge', () => {
    const baffle = edit({
      kind: 'baffle',
      id: 'b',
      outline_mm: circle(9, 3),
      shape_mm: [[9, 0, 0]],
      material: 'pericardium',
      sewn: { technique: 'running', pitch_mm: 3, bite_mm: 3 },
    })
    const domain = applyEdits(base, heart, [hole, baffle])
    expect(narrowestSection(domain, [2], [3])).toBeNull()
    const xs = domain.sheets[0]!.positions.filter((_, n) => n % 3 === 0)
    expect(Math.max(...xs)).toBeCloseTo(9e-3, 4)
    // What lies under the baffle belongs to the left side now.
    const under = (p: Vec3) => {
      const [i, j, k] = p.map((v, a) => Math.round((v - domain.frame.origin[a]!) / domain.frame.spacing))
      return domain.structure[i! + domain.frame.size[0] * (j! + domain.frame.size[1] * k!)]
    }
    expect(under([5e-3, 0, 0])).toBe(2)
    expect(under([13e-3, 0, 0])).toBe(3)
  })

  it('a slack patch bulges to the side of lower pressure', () => {
    const patch = edit({
      kind: 'patch',
      id: 'p',
      outline_mm: circle(7, 0),
      material: 'pericardium',
      oversize: 0.2,
    })
    const [sheet] = applyEdits(base, heart, [hole, patch]).sheets
    const xs = sheet!.positions.filter((_, n) => n % 3 === 0)
    // h = chord √(3 · .2 / 8) = 14 mm · .274
    expect(Math.max(...xs)).toBeCloseTo(14e-3 * Math.sqrt(0.075), 3)
  })

  // A rim that hangs in blood and a hole punched into a patch keep their place within a cell: 5 % of the area at four
  // to eight cells across, where whole faces give 10 % and more.
  it('a patch smaller than its hole, or punched, leaves the area that it does not cover', () => {
    const wide = edit({ kind: 'lesion', id: 'h', type: 'hole', centre_mm: [0, 0, 0], diameter_mm: 16 })
    const patch = (r: number) =>
      edit({ kind: 'patch', id: 'p', outline_mm: circle(r, 0.3), material: 'ePTFE', sewn: sewnTight })
    const punch = (radius_mm: number) =>
      edit({ kind: 'resect', id: 'f', path_mm: [[0.3, 0.5, -0.4]], radius_mm })
    const mm2 = (edits: Edit[]) => joins(edits)!.area * 1e6
    for (const r of [3, 5])
      expect(Math.abs(mm2([wide, patch(r)]) / (Math.PI * (64 - r * r)) - 1)).toBeLessThan(0.05)
    for (const r of [3, 4])
      expect(Math.abs(mm2([wide, patch(11), punch(r)]) / (Math.PI * r * r) - 1)).toBeLessThan(0.05)
  })

  it('a conduit leads through a chamber without opening into it', () => {
    const conduit = edit({
      kind: 'conduit',
      id: 'c',
      path_mm: [
        [-12, 0, 0],
        [27, 0, 0],
      ],
      diameter_mm: 8,
      material: 'dacron',
    })
    const domain = applyEdit(base, heart, conduit)
    expect(narrowestSection(domain, [2], [3])).toBeNull()
    const start = domain.structure.indexOf(2)
    const reached = flood(domain.frame, domain.open, [start])
    const far = [25e-3, 0, 0].map((v, a) => Math.round((v - domain.frame.origin[a]!) / domain.frame.spacing))
    expect(reached[far[0]! + domain.frame.size[0] * (far[1]! + domain.frame.size[1] * far[2]!)]).toBe(1)
  })

  it('a conduit bleeds where its stitches were taken out, both its ends all round without any', () => {
    const tube = edit({
      kind: 'conduit',
      id: 'c',
      path_mm: [
        [-12, 0, 0],
        [0, 30, 0],
        [12, 0, 0],
      ],
      diameter_mm: 6,
      material: 'dacron',
    })
    const leaksOf = (release: object) => {
      const out = edit({ kind: 'release', id: 'out', suture: 'c', ...release })
      return applyEdits(base, heart, [tube, out]).leaks
    }
    expect(applyEdit(base, heart, tube).leaks).toEqual([])
    const [one, ...more] = leaksOf({ places_mm: [[-12, 2, 3]], reach_mm: 2 })
    expect(more).toEqual([])
    // Four millimetres of rim that stand off by half a millimetre.
    expect(one!.area).toBeCloseTo(4e-3 * 0.5e-3, 12)
    expect(one!.centre[0]).toBeCloseTo(-12e-3, 9)
    const all = leaksOf({})
    expect(all).toHaveLength(2)
    for (const { area } of all) expect(area).toBeCloseTo(Math.PI * 6e-3 * 0.5e-3, 12)
  })

  it('a cut through the outer wall is a leak until it is closed; one in the septum is none', () => {
    const cut = (id: string, x: number, from: number, to: number) =>
      edit({
        kind: 'cut',
        id,
        blade_mm: [
          [
            [x, from, -3],
            [x, to, -3],
          ],
          [
            [x, from, 3],
            [x, to, 3],
          ],
        ],
      })
    const outer = cut('outer', 10, 15, 30)
    expect(applyEdit(base, heart, outer).leaks).toHaveLength(1)
    expect(
      applyEdits(base, heart, [outer, edit({ kind: 'close', id: 'x', cut: 'outer', pitch_mm: 3 })]).leaks,
    ).toEqual([])
    expect(joins([cut('septal', 0, -5, 5)])).toBeNull()
    const closed = edit({ kind: 'close', id: 'x', cut: 'outer', pitch_mm: 3 })
    const opened = edit({ kind: 'release', id: 'o', suture: 'x' })
    expect(applyEdits(base, heart, [outer, closed, opened]).leaks).toHaveLength(1)
    expect(applyEdits(base, heart, [outer, closed, opened, { ...closed, id: 'y' }]).leaks).toEqual([])
  })

  it('stitches taken out leak again: all of a rim, or the part near the places named', () => {
    const patch = edit({
      kind: 'patch',
      id: 'p',
      outline_mm: circle(6, 0),
      material: 'ePTFE',
      sewn: { technique: 'interrupted', pitch_mm: 2, bite_mm: 2 },
    })
    const out = (places_mm?: Vec3[]) =>
      edit({ kind: 'release', id: 'out', suture: 'p', ...(places_mm && { places_mm }) })
    const leak = (...edits: Edit[]) => joins([hole, patch, ...edits])?.area ?? 0
    const bare = joins([hole, edit({ ...patch, sewn: undefined })])!.area
    expect(leak()).toBe(0)
    expect(leak(out())).toBeCloseTo(bare, 9)
    const part = leak(out([[0, 6, 0]]))
    // 3 mm to either side of a place, of a rim of 2 pi 6 mm.
    expect(part / bare).toBeGreaterThan(0.08)
    expect(part / bare).toBeLessThan(0.25)
    const again = edit({ kind: 'suture', id: 's', patch: 'p', technique: 'running', pitch_mm: 2, bite_mm: 2 })
    expect(leak(out(), again)).toBe(0)
    expect(leak(out(), again, edit({ kind: 'release', id: 'o2', suture: 's' }))).toBeCloseTo(bare, 9)
    let domain = base
    for (const e of [hole, patch, out()]) domain = applyEdit(domain, heart, e)
    const whole = applyEdits(base, heart, [hole, patch, out()])
    for (let a = 0; a < 3; a++)
      expect(Buffer.compare(Buffer.from(domain.open[a]!.buffer), Buffer.from(whole.open[a]!.buffer))).toBe(0)
    expect(() => joins([hole, out()])).toThrow(/finds no stitches of p/)
  })

  it('the order of incremental and whole-list application does not matter', () => {
    const patch = edit({ kind: 'patch', id: 'p', outline_mm: circle(6, 0), material: 'ePTFE' })
    const suture = edit({
      kind: 'suture',
      id: 's',
      patch: 'p',
      technique: 'running',
      pitch_mm: 2,
      bite_mm: 2,
    })
    const list = [hole, patch, suture]
    let domain = base
    for (const e of list) domain = applyEdit(domain, heart, e)
    const whole = applyEdits(base, heart, list)
    for (let a = 0; a < 3; a++)
      expect(Buffer.compare(Buffer.from(domain.open[a]!.buffer), Buffer.from(whole.open[a]!.buffer))).toBe(0)
  })

  it('says when a hole has no wall to go through', () => {
    const nowhere = edit({
      kind: 'lesion',
      id: 'h',
      type: 'hole',
      centre_mm: [10, 24, 0],
      diameter_mm: 4,
      normal: [0, 1, 0],
    })
    expect(() => applyEdit(base, heart, nowhere)).toThrow(/edit h: there is no wall with blood on both sides/)
  })
})
