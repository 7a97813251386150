import { describe, expect, it } from 'vitest'
import { toLattice } from '../../core/lattice'
import type { Vec3 } from '../../core/vec3'
import { lumenLabel, wallLabel } from './parts'
import { type Segmentation, segmentScan } from './segment-scan'
import { inBall, inTube, recipeOf, scanOf } from './synthetic.fixture'

const at = (s: Segmentation, p: Vec3): number => {
  const [i, j, k] = toLattice(s.frame, p.map((x) => x * 1e-3) as unknown as Vec3).map(Math.round)
  return s.labels[i! + s.frame.size[0] * (j! + s.frame.size[1] * k!)]!
}
const volume = (s: Segmentation, label: number) =>
  (s.structures.find((t) => t.id === label)?.volume ?? 0) * 1e9
const LV = lumenLabel('LV')
const LA = lumenLabel('LA')
const RV = lumenLabel('RV')
const seedsAt = (left: Vec3, right: Vec3) => [
  { part: 'LA', points: [left] },
  { part: 'LV', points: [right] },
]

// Two balls of radius 10 and 14 mm, 36 mm apart, joined by a tube of radius 4: the narrowest passage is the tube,
// from x = 23 to 34; its middle is 28.5.
const small = inBall(14, 20, 20, 10)
const large = inBall(47, 20, 20, 14)
const neck = inTube(14, 47, 20, 20, 4)
const twoBalls = scanOf([66, 40, 40], (x, y, z) => small(x, y, z) || large(x, y, z) || neck(x, y, z))

describe('two balls joined by a neck', () => {
  it.each([
    ['in their middles', [14, 20, 20], [47, 20, 20]],
    // A front that ran evenly from these seeds would put the border deep in one ball.
    ['one beside the neck, one at the far wall', [21, 20, 20], [60, 22, 20]],
    ['both at walls', [5, 20, 20], [47, 33, 20]],
  ] as const)('part in the neck wherever the seeds lie: %s', (_, left, right) => {
    const s = segmentScan(twoBalls, recipeOf({ seeds: seedsAt(left, right) }))
    for (const x of [6, 14, 21]) expect(at(s, [x, 20, 20])).toBe(LA)
    for (const x of [36, 47, 60]) expect(at(s, [x, 20, 20])).toBe(LV)
    expect(at(s, [14, 28, 20])).toBe(LA)
    expect(at(s, [47, 33, 20])).toBe(LV)
    // All of the blood has a part.
    const blood = twoBalls.values.filter((v) => v > 250).length
    expect(volume(s, LA) + volume(s, LV)).toBeCloseTo(blood, 6)
  })

  it('part exactly at a disc', () => {
    const valves = [{ gate: 'mitral', centre: [40.5, 20, 20], normal: [1, 0, 0], radius: 16 }]
    const s = segmentScan(twoBalls, recipeOf({ seeds: seedsAt([14, 20, 20], [50, 20, 20]), valves }))
    for (const y of [12, 20, 28]) {
      expect(at(s, [40, y, 20])).toBe(LA)
      expect(at(s, [41, y, 20])).toBe(LV)
    }
    expect(s.warnings).toEqual([])
  })

  it('end at an end’s disc, and the rest is left out', () => {
    const ends = [{ part: 'LA', centre: [9.5, 20, 20], normal: [-1, 0, 0], radius: 12 }]
    const s = segmentScan(twoBalls, recipeOf({ seeds: seedsAt([14, 20, 20], [50, 20, 20]), ends }))
    expect(at(s, [10, 20, 20])).toBe(LA)
    expect(at(s, [9, 20, 20])).toBe(0)
  })
})

// Two boxes of blood with a plane between them that is one dark cell thick, but for a hole of 6 × 6 mm.
const box = (x: number, y: number, z: number) => x > 2 && x < 38 && y > 2 && y < 22 && z > 2 && z < 22
const septum = (hole: number) =>
  scanOf(
    [40, 25, 25],
    (x, y, z) => box(x, y, z) && (x !== 20 || Math.max(Math.abs(y - 12), Math.abs(z - 12)) < hole),
  )
const ventricles = [
  { part: 'RV', points: [[10, 12, 12]] },
  { part: 'LV', points: [[30, 12, 12]] },
]
const contacts = (s: Segmentation, a: number, b: number): number => {
  const [nx, ny] = s.frame.size
  let n = 0
  for (let o = 0; o < s.labels.length; o++)
    for (const d of [1, nx, nx * ny]) {
      const pair = [s.labels[o], s.labels[o + d]]
      if (pair.includes(a) && pair.includes(b)) n++
    }
  return n
}

describe('a leak between left and right', () => {
  it('is walled off and named with its area and place', () => {
    const s = segmentScan(septum(3), recipeOf({ seeds: ventricles }))
    expect(contacts(s, LV, RV)).toBe(0)
    const n = s.warnings.findIndex((w) => w.startsWith('Leak between left and right'))
    expect(s.warnings[n]).toMatch(/Left ventricle and Right ventricle|Right ventricle and Left ventricle/)
    expect(s.warnings[n]).toMatch(/0\.2 cm²/)
    expect(s.places[n]![0]).toBeGreaterThan(18e-3)
    expect(s.places[n]![0]).toBeLessThan(22e-3)
  })

  it('stays open where the recipe says that it is true', () => {
    const s = segmentScan(septum(3), recipeOf({ seeds: ventricles, openings: [['LV', 'RV']] }))
    // The hole has 25 faces; its rim may add a row.
    expect(contacts(s, LV, RV)).toBeGreaterThanOrEqual(25)
    expect(contacts(s, LV, RV)).toBeLessThan(40)
    expect(s.warnings.filter((w) => w.includes('Leak'))).toEqual([])
  })

  it('is no finding where the septum is whole, and smoothing leaves a septum of one cell standing', () => {
    const s = segmentScan(septum(0), recipeOf({ seeds: ventricles, smoothing: 1.5 }))
    expect(contacts(s, LV, RV)).toBe(0)
    expect(s.warnings.filter((w) => w.includes('touched'))).toEqual([])
    for (let y = 4; y < 21; y++) expect([wallLabel('LV'), wallLabel('RV')]).toContain(at(s, [20, y, 12]))
  })
})

describe('what a person should look at', () => {
  it('are seeds outside of blood, discs that cut nothing, chambers without a way', () => {
    const s = segmentScan(
      twoBalls,
      recipeOf({
        seeds: [...seedsAt([14, 20, 20], [47, 20, 20]), { part: 'aorta', points: [[60, 2, 2]] }],
        valves: [{ gate: 'aortic', centre: [5, 5, 5], normal: [0, 0, 1], radius: 3 }],
      }),
    )
    expect(s.warnings.join('\n')).toMatch(/seed of aorta at \(60, 2, 2\) mm lies outside of blood/)
    expect(s.warnings.join('\n')).toMatch(/disc of the aortic valve cuts no blood/)
    expect(s.warnings.join('\n')).toMatch(/Aorta did not grow/)
    expect(s.warnings.join('\n')).toMatch(/Left ventricle has no way out/)
    expect(s.places).toHaveLength(s.warnings.length)
  })

  it('is a disc that is too small', () => {
    const wide = scanOf([60, 30, 30], (x, y, z) => x > 2 && x < 57 && y > 2 && y < 27 && z > 2 && z < 27)
    const valves = [{ gate: 'mitral', centre: [30.5, 15, 15], normal: [1, 0, 0], radius: 6 }]
    const s = segmentScan(wide, recipeOf({ seeds: seedsAt([15, 15, 15], [45, 15, 15]), valves }))
    expect(s.warnings.join('\n')).toMatch(/mitral valve leaves a way round it/)
  })
})

describe('strokes', () => {
  const seeds = seedsAt([14, 20, 20], [47, 20, 20])
  it('of blood and no blood change what is grown', () => {
    const strokes = [
      {
        paint: 'not-blood',
        radius: 3,
        points: [
          [29, 10, 20],
          [29, 30, 20],
        ],
      },
      {
        paint: 'blood',
        radius: 2,
        points: [
          [47, 20, 34],
          [47, 20, 37],
        ],
      },
    ]
    const s = segmentScan(twoBalls, recipeOf({ seeds, strokes }))
    expect(at(s, [29, 20, 20])).not.toBe(LA)
    expect(at(s, [29, 20, 20])).not.toBe(LV)
    expect(at(s, [47, 20, 36])).toBe(LV)
  })

  it('of parts, wall and outside lie over what was grown, balls along the line', () => {
    const strokes = [
      {
        paint: 'RA',
        radius: 2,
        points: [
          [40, 20, 20],
          [50, 20, 20],
        ],
      },
      { paint: 'wall', radius: 1.5, points: [[14, 20, 20]] },
      { paint: 'outside', radius: 2, points: [[14, 20, 8]] },
    ]
    const s = segmentScan(twoBalls, recipeOf({ seeds, strokes }))
    // A capsule of length 10 and radius 2 holds about π r² l + 4/3 π r³ = 159 mm³; its touch with the LV is walled.
    expect(at(s, [45, 20, 20])).toBe(lumenLabel('RA'))
    expect(at(s, [14, 20, 20])).toBe(wallLabel('LA'))
    expect(at(s, [14, 20, 8])).toBe(0)
  })
})

it('smoothing keeps the volume of each part', () => {
  // A ball whose surface is ragged by a checkerboard.
  const ragged = scanOf([40, 40, 40], (x, y, z) => {
    const r = Math.hypot(x - 20, y - 20, z - 20)
    return r < 12 || (r < 14 && (x + y + z) % 2 === 0)
  })
  const seeds = [{ part: 'LV', points: [[20, 20, 20]] }]
  const rough = segmentScan(ragged, recipeOf({ seeds }))
  const smooth = segmentScan(ragged, recipeOf({ seeds, smoothing: 1.2 }))
  expect(volume(smooth, LV) / volume(rough, LV)).toBeCloseTo(1, 2)
  const faces = (s: Segmentation) => contacts(s, LV, wallLabel('LV'))
  expect(faces(smooth)).toBeLessThan(0.8 * faces(rough))
})

it('islands go: noise within a lumen is filled, a speck without a seed does not appear', () => {
  const noisy = scanOf(
    [40, 40, 40],
    (x, y, z) => inBall(20, 20, 20, 12)(x, y, z) && !inBall(22, 20, 20, 2)(x, y, z),
  )
  const seeds = [{ part: 'LV', points: [[15, 20, 20]] }]
  expect(at(segmentScan(noisy, recipeOf({ seeds })), [22, 20, 20])).not.toBe(LV)
  expect(at(segmentScan(noisy, recipeOf({ seeds, islands: 0.1 })), [22, 20, 20])).toBe(LV)
})

it('walls have the thickness that the recipe asks for, and muscle is followed where the image shows it', () => {
  const ball = inBall(30, 30, 30, 12)
  const plain = scanOf([60, 60, 60], ball)
  const seeds = [{ part: 'LV', points: [[30, 30, 30]] }]
  const shell = (r: number, t: number) => (4 / 3) * Math.PI * ((r + t) ** 3 - r ** 3)
  const asked = segmentScan(plain, recipeOf({ seeds, walls: { LV: 6 } }))
  // A third of a cell of 1 mm is a tenth of such a wall.
  expect(Math.abs(volume(asked, wallLabel('LV')) / shell(12, 6) - 1)).toBeLessThan(0.1)
  // Muscle of 8 mm in fat.
  const muscle = inBall(30, 30, 30, 20)
  const seen = { ...plain, values: plain.values.slice() }
  for (let o = 0; o < seen.values.length; o++)
    if (!muscle(o % 60, Math.floor(o / 60) % 60, Math.floor(o / 3600))) seen.values[o] = -80
  const followed = segmentScan(seen, recipeOf({ seeds, walls: { LV: 6 }, muscle: { low: 30, high: 250 } }))
  expect(Math.abs(volume(followed, wallLabel('LV')) / shell(12, 8) - 1)).toBeLessThan(0.1)
})

it('a scan of any direction and spacing gives the same parts in the same place', () => {
  const c = Math.cos(0.4)
  const n = Math.sin(0.4)
  const turned = scanOf([90, 70, 34], (x, y, z) => small(x, y, z) || large(x, y, z) || neck(x, y, z), {
    spacing: [1e-3, 1e-3, 1.5e-3],
    origin: [14e-3, -14e-3, -4e-3],
    direction: [c, -n, 0, n, c, 0, 0, 0, 1],
  })
  const seeds = seedsAt([14, 20, 20], [47, 20, 20])
  const here = segmentScan(twoBalls, recipeOf({ seeds }))
  const there = segmentScan(turned, recipeOf({ seeds, spacing: 1 }))
  for (const label of [LA, LV]) expect(volume(there, label) / volume(here, label)).toBeCloseTo(1, 1)
  for (const p of [
    [8, 20, 20],
    [20, 20, 20],
    [38, 20, 20],
    [56, 20, 20],
  ] as Vec3[])
    expect(at(there, p)).toBe(at(here, p))
})

it('a changed recipe on a scan worked before gives what it gives on a fresh one', () => {
  const copy = { ...twoBalls, values: twoBalls.values.slice() }
  const first = recipeOf({ seeds: seedsAt([14, 20, 20], [47, 20, 20]) })
  const second = recipeOf({ ...first, seeds: seedsAt([20, 20, 20], [47, 20, 20]), smoothing: 1 })
  segmentScan(copy, first)
  const again = segmentScan(copy, second)
  const fresh = segmentScan({ ...twoBalls, values: twoBalls.values.slice() }, second)
  expect(Buffer.compare(again.labels, fresh.labels)).toBe(0)
  expect(again.warnings).toEqual(fresh.warnings)
})

it('says what is wrong with a crop outside of the scan, and stops when it is cancelled', () => {
  const seeds = seedsAt([14, 20, 20], [47, 20, 20])
  expect(() =>
    segmentScan(twoBalls, recipeOf({ seeds, crop: { low: [200, 0, 0], high: [300, 50, 50] } })),
  ).toThrow(/leaves nothing/)
  expect(() => segmentScan(twoBalls, recipeOf({ seeds }), { isCancelled: () => true })).toThrow(/cancelled/)
})
