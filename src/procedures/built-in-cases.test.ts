import { expect, it } from 'vitest'
import { Fault } from '../core/fault'
import { sampleField } from '../core/lattice'
import { mm } from '../core/units'
import { add, scale, tangents } from '../core/vec3'
import { parameterRows, withParameter } from '../geometry/parametric/parameter-rows'
import { builtInCase, builtInNames, builtInParameters, builtInPlans } from './built-in-cases'

it('opens the double-outlet ventricle first', () => expect(builtInNames[0]).toBe('double-outlet'))

it.each(builtInNames)(
  '%s has sliders within their ranges and a story for families and for surgeons',
  (name) => {
    const heart = builtInParameters(name)
    for (const row of parameterRows(heart)) {
      expect(row.value, row.id).toBeGreaterThanOrEqual(row.low)
      expect(row.value, row.id).toBeLessThanOrEqual(row.high)
      expect(row.unit, row.id).not.toBe('')
      expect(withParameter(heart, row.id, row.high).name).toBe(heart.name)
    }
    expect(heart.story.family.split(' ').length).toBeGreaterThan(25)
    expect(heart.story.surgeon.split(' ').length).toBeGreaterThan(10)
  },
)

it('says which cases there are when asked for another', () => {
  expect(() => builtInCase('ebstein')).toThrow(Fault)
  expect(() => builtInPlans('toString')).toThrow(/vsd-perimembranous/)
})

it('lays the outline of the shipped patch on the wall, around the defect', () => {
  const heart = builtInCase('vsd-perimembranous')
  const centre = heart.landmarks.find((l) => l.id === 'vsd-centre')?.points[0] as readonly number[]
  const [patch] = builtInPlans('vsd-perimembranous')[0]?.edits ?? []
  if (patch?.kind !== 'patch') throw new Error('the plan starts with a patch')
  for (const point of patch.outline_mm) {
    const p = scale(point, mm)
    expect(sampleField(heart.frame, heart.tissue, p)).toBeLessThan(0.3 * mm)
    expect(Math.hypot(...p.map((v, x) => v - (centre[x] as number)))).toBeGreaterThan(5.5 * mm)
  }
})

it.each([
  ['asd-secundum', 'asd-centre', 6.4],
  ['vsd-muscular', 'vsd-muscular-centre', 3.1],
])('lays the patch of %s on the wall, around the hole', (name, landmark, radius) => {
  const heart = builtInCase(name)
  const centre = heart.landmarks.find((l) => l.id === landmark)?.points[0] as readonly number[]
  const [patch] = builtInPlans(name)[0]?.edits ?? []
  if (patch?.kind !== 'patch') throw new Error('the plan starts with a patch')
  for (const point of patch.outline_mm) {
    const p = scale(point, mm)
    expect(Math.abs(sampleField(heart.frame, heart.tissue, p))).toBeLessThan(0.5 * mm)
    expect(Math.hypot(...p.map((v, x) => v - (centre[x] as number)))).toBeGreaterThan(radius * mm)
  }
})

it('lays the outline of the widening patch on the narrowed aorta', () => {
  const heart = builtInCase('coarctation')
  const [patch] = builtInPlans('coarctation')[0]?.edits ?? []
  if (patch?.kind !== 'patch') throw new Error('the plan starts with a patch')
  for (const point of patch.outline_mm)
    expect(Math.abs(sampleField(heart.frame, heart.tissue, scale(point, mm)))).toBeLessThan(1.1 * mm)
})

it('narrows the aorta to the diameter asked for', () => {
  const heart = builtInCase('coarctation')
  // Reference: a round section of 5 mm has 19.6 mm². The narrowing is short, so that its section is cut across.
  const [s, t] = tangents([0.13, 0.57, -0.81])
  let area = 0
  for (let a = -4; a <= 4; a += 0.1)
    for (let b = -4; b <= 4; b += 0.1) {
      const p = scale(add([12.5, 38.7, 41], add(scale(s, a), scale(t, b))), mm)
      if (sampleField(heart.frame, heart.lumen, p) < 0) area += 0.01
    }
  expect(area).toBeGreaterThan(17)
  expect(area).toBeLessThan(24)
})
