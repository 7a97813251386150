import { describe, expect, it } from 'vitest'
import { sampleField } from '../../core/lattice'
import { mL, mm } from '../../core/units'
import { add, distance, dot, length, normalize, scale, subtract, type Vec3 } from '../../core/vec3'
import type { Heart } from '../../heart/heart'
import { bodySurface } from './heart-parameters'
import { parametricHeart } from './parametric-heart'
import {
  allowedContacts,
  contacts,
  contactsOf,
  isBlood,
  landmark,
  leaksOf,
  piecesOf,
  projectedArea,
  testCase,
  volumeOf,
} from './parametric-heart.fixture'
import { bloodOf } from './structures'

const hole = (diameter_mm: number) => [{ lesion: 'vsd-perimembranous', diameter_mm }]
const thin = { atrialWall_mm: 2, vesselWall_mm: 1.8 }
const parameters = testCase(thin, hole(8)).heart
const heart = parametricHeart(testCase(thin, hole(8)))
const normal = parametricHeart(testCase(thin, []), 1.6 * mm)
const small = {
  ageYears: 0.5,
  weight_kg: 6.5,
  height_cm: 64,
  leftWall_mm: 4,
  septum_mm: 4,
  rightWall_mm: 2.4,
}
const infant = parametricHeart(testCase({ ...thin, ...small }, hole(6)), 1.4 * mm)

describe.each([
  ['default', heart, [`${bloodOf.LV}-${bloodOf.RV}`]],
  ['normal', normal, []],
  ['infant', infant, [`${bloodOf.LV}-${bloodOf.RV}`]],
] as const)('topology of the %s heart', (_, h, holes) => {
  it('lets no blood reach the outside except through the discs of its ports', () =>
    expect(leaksOf(h)).toEqual([]))

  it('keeps blood off the border of the lattice', () => {
    const [nx, ny, nz] = h.frame.size
    for (let c = 0; c < h.labels.length; c++) {
      const [i, j, k] = [c % nx, Math.floor(c / nx) % ny, Math.floor(c / (nx * ny))]
      if (i === 0 || j === 0 || k === 0 || i === nx - 1 || j === ny - 1 || k === nz - 1)
        if (h.labels[c] !== 0) throw new Error(`label ${h.labels[c]} at ${i} ${j} ${k}`)
    }
  })

  it('joins cavities only at gates, at veins and at the septal defect', () =>
    expect([...contactsOf(h).keys()].sort()).toEqual(allowedContacts(h, ...holes)))

  it('closes each gate with its disc', () => {
    for (const gate of h.gates) {
      const faces = contacts(h, gate.from, gate.to)
      expect(faces.length, gate.id).toBeGreaterThan(0)
      for (const { at } of faces) {
        const away = subtract(at, gate.centre)
        const height = dot(away, gate.normal)
        expect(Math.abs(height), gate.id).toBeLessThan(h.frame.spacing)
        expect(length(subtract(away, scale(gate.normal, height))), gate.id).toBeLessThan(
          gate.radius + h.frame.spacing,
        )
      }
      // The opening spans the annulus: its projected area is the annulus area within 10 %.
      expect(projectedArea(h, faces, gate.normal) / gate.area, gate.id).toBeCloseTo(1, 0.7)
    }
  })

  it('is one piece of tissue, and one piece of blood or one for each side', () => {
    expect(piecesOf(h, 'blood')).toBe(holes.length ? 1 : 2)
    expect(piecesOf(h, 'wall')).toBe(1)
  })
})

describe('the septal defect', () => {
  // Reference: a round hole of diameter d has the area π d² / 4.
  it.each([
    ['default', heart, 8],
    ['infant', infant, 6],
  ] as const)('has the area of its diameter (%s)', (_, h, diameter) => {
    const rim = landmark(h, 'vsd-rim')
    const centre = (landmark(h, 'vsd-centre') as [Vec3])[0]
    const axis = normalize(subtract(centre, leftBaseOf(h)))
    const area = projectedArea(h, contacts(h, bloodOf.LV, bloodOf.RV), axis)
    expect(area / ((Math.PI / 4) * (diameter * mm) ** 2)).toBeGreaterThan(0.85)
    expect(area / ((Math.PI / 4) * (diameter * mm) ** 2)).toBeLessThan(1.2)
    for (const p of rim) expect(distance(p, centre)).toBeCloseTo((diameter / 2) * mm, 6)
  })

  it('lies under the aortic annulus, beside the tricuspid one, and can be sewn all round', () => {
    const centre = (landmark(heart, 'vsd-centre') as [Vec3])[0]
    const nearest = (id: string) => Math.min(...landmark(heart, id).map((p) => distance(p, centre))) - 4 * mm
    expect(nearest('annulus-aortic')).toBeGreaterThan(1 * mm)
    expect(nearest('annulus-aortic')).toBeLessThan(5 * mm)
    expect(nearest('annulus-tricuspid')).toBeGreaterThan(1 * mm)
    expect(nearest('annulus-tricuspid')).toBeLessThan(7 * mm)
  })
})

/** The middle of the ball that the left base is part of: the crossing of the mitral and the aortic axis. */
function leftBaseOf(h: Heart): Vec3 {
  const gate = (id: string) => h.gates.find((g) => g.id === id) as Heart['gates'][number]
  const aortic = gate('aortic')
  const unit = Math.sqrt(aortic.area / Math.PI) / 6.8
  return subtract(aortic.centre, scale(aortic.normal, 21.7 * unit))
}

describe('dimensions of the six-year-old', () => {
  const surface = bodySurface(parameters)

  it('has the body surface of Haycock’s formula', () => expect(surface).toBeCloseTo(0.797, 2))

  // Reference: mean ± 2 sd of X / BSA^α, Pediatric Heart Network (Lopez et al. 2017): cm, cm².
  it.each([
    ['aortic', 1.48, 0.14],
    ['pulmonary', 1.91, 0.24],
    ['mitral', 2.23, 0.22],
    ['tricuspid', 2.36, 0.29],
  ])('%s annulus within two standard deviations', (id, mean, sd) => {
    const gate = normal.gates.find((g) => g.id === id) as Heart['gates'][number]
    const diameter = (2 * Math.sqrt(gate.area / Math.PI) * 100) / Math.sqrt(surface)
    expect(Math.abs(diameter - mean) / sd).toBeLessThan(2)
  })

  it('left ventricle: volume within 62 ± 2 · 11.9 mL/m^2.6 (same source)', () => {
    const index = volumeOf(heart, bloodOf.LV) / mL / surface ** 1.3
    expect(Math.abs(index - 62) / 11.9).toBeLessThan(2)
  })

  it('right ventricle: .8 to 1.25 times the left (normal ratio about 1 by magnetic resonance)', () => {
    const ratio = volumeOf(heart, bloodOf.RV) / volumeOf(heart, bloodOf.LV)
    expect(ratio).toBeGreaterThan(0.8)
    expect(ratio).toBeLessThan(1.25)
  })

  // Reference: least and greatest volume over a beat, both sexes: RA 23–58, LA 19–47 mL/m² (J Cardiovasc Magn
  // Reson 13 Suppl 1:P222, 2011). The model stands between the two.
  it.each([
    ['RA', 23, 58],
    ['LA', 19, 47],
  ] as const)('%s between its least and its greatest volume', (body, least, greatest) => {
    const index = volumeOf(heart, bloodOf[body]) / mL / surface
    expect(index).toBeGreaterThan(least)
    expect(index).toBeLessThan(greatest)
  })

  // Reference: posterior wall .57 ± .09, septum .58 ± .09 cm/m^.8 (Lopez et al. 2017).
  it('left ventricular wall and septum as thick as asked for, and normal', () => {
    const [base, apex] = [leftBaseOf(heart), landmark(heart, 'left-bundle-branch').at(-1) as Vec3]
    const middle = add(base, scale(normalize(subtract(apex, base)), 4 * mm))
    const lateral = wallAlong(heart, middle, normalize([0.6, 0.75, -0.1]))
    const septal = wallAlong(heart, middle, normalize([-0.72, -0.65, -0.2]))
    for (const [thickness, asked] of [
      [lateral, parameters.leftWall_mm],
      [septal, parameters.septum_mm],
    ] as const) {
      expect(thickness / mm).toBeGreaterThan(asked * 0.85)
      expect(thickness / mm).toBeLessThan(asked * 1.35)
      expect(Math.abs(asked / 10 / surface ** 0.4 - 0.575) / 0.09).toBeLessThan(2)
    }
  })
})

/** Length of the first stretch of tissue along a ray that starts in blood. */
function wallAlong(h: Heart, start: Vec3, way: Vec3): number {
  const step = 0.05 * mm
  let thickness = 0
  for (let t = 0; t < 60 * mm; t += step) {
    const inside = sampleField(h.frame, h.tissue, add(start, scale(way, t))) < 0
    if (inside) thickness += step
    else if (thickness > 0) break
  }
  return thickness
}

describe('fields', () => {
  it('agree with the labels in every cell', () => {
    for (let c = 0; c < heart.labels.length; c++) {
      const label = heart.labels[c] as number
      const expected =
        (heart.lumen[c] as number) < 0 ? 'blood' : (heart.tissue[c] as number) < 0 ? 'wall' : 'out'
      const actual = label === 0 ? 'out' : isBlood(label) ? 'blood' : 'wall'
      if (expected !== actual) throw new Error(`cell ${c}: fields say ${expected}, label ${label}`)
    }
  })

  it.each(['lumen', 'tissue'] as const)('%s rises by its distance: slope 1 near the surface', (name) => {
    const field = heart[name]
    const { size, spacing } = heart.frame
    const steps = [1, size[0], size[0] * size[1]]
    let steep = 0
    let near = 0
    const slopes: number[] = []
    for (let c = steps[2] as number; c < field.length - (steps[2] as number); c++) {
      if (Math.abs(field[c] as number) > spacing) continue
      const g = steps.map((s) => ((field[c + s] as number) - (field[c - s] as number)) / (2 * spacing))
      const slope = Math.hypot(...g)
      near++
      slopes.push(slope)
      if (slope > 1.25) steep++
    }
    // Free edges of leaflets and the ends of cords are sharper than the lattice.
    expect(steep / near).toBeLessThan(0.004)
    // Half of the cells see a wall of one or two cells, where the slope has no meaning; the upper half must be 1.
    slopes.sort((a, b) => a - b)
    expect(slopes[Math.floor(0.6 * near)]).toBeCloseTo(1, 1.1)
  })

  it('is the same heart each time', () => {
    const [once, again] = [1, 2].map(() => parametricHeart(testCase(thin, []), 2.8 * mm)) as [Heart, Heart]
    const same = (a: ArrayBufferView, b: ArrayBufferView) =>
      Buffer.compare(Buffer.from(a.buffer), Buffer.from(b.buffer)) === 0
    expect(same(again.labels, once.labels)).toBe(true)
    expect(same(again.tissue, once.tissue)).toBe(true)
  })
})

it('warns where walls are thinner than a cell', () => {
  const coarse = parametricHeart(testCase(thin, hole(8)), 4 * mm)
  expect(coarse.warnings.some((w) => w.includes('thinner than a cell'))).toBe(true)
  expect(heart.warnings.some((w) => w.includes('thinner than a cell'))).toBe(false)
})
