import { expect, it } from 'vitest'
import { lookOf } from './look'
import { pointAt, usePointed, viewOf } from './pointed-state'
import { clipPlane } from './view-state'

const now = {
  eye_mm: [0, -300, 0] as [number, number, number],
  target_mm: [0, 0, 0] as [number, number, number],
  up: [0, 0, 1] as [number, number, number],
  fieldOfView_deg: 32,
  scale: null,
  section: null,
  glass: true,
}
const space = { centre: [0.01, 0, 0.02] as const, radius: 0.05 }

// Reference: the section keeps the place and 4 mm before it, and cuts away what lies nearer to the eye.
it('looks at a place from the side one is on, with what lies before it cut away', () => {
  const place = [0.005, 0.01, 0] as const
  const view = { ...viewOf(place, now, space), name: 'x' }
  const { eye, target } = lookOf(view)
  target.forEach((v, a) => {
    expect(v).toBeCloseTo(place[a]!, 9)
  })
  expect(eye[1]).toBeLessThan(-0.05)
  const [a, b, c, d] = clipPlane({ ...view.section!, axis: 'view' }, space)!
  const side = (p: readonly number[]) => a * p[0]! + b * p[1]! + c * p[2]! + d
  expect(side(place)).toBeCloseTo(4e-3, 9)
  expect(side(eye)).toBeLessThan(0)
})

it('points at a place once, and away from it the second time', () => {
  const pointed = { id: 'hole', label: 'Hole', place: [0, 0, 0] as const, level: 'red' as const }
  pointAt(pointed)
  expect(usePointed.getState().pointed).toEqual(pointed)
  pointAt(pointed)
  expect(usePointed.getState().pointed).toBeNull()
})
