import { beforeEach, expect, test } from 'vitest'
import { Hand } from '../../../tests/support/hand'
import { wallMm } from '../../../tests/support/plate'
import { type EditOf, editSchema } from '../../heart/edit'
import { changeSettings, takeTool } from '../tool-store'

beforeEach(() => takeTool('mouse', 'lesion'))

const made = (hand: Hand) => hand.edits.at(-1) as EditOf<'lesion'>

test('a tap makes a hole of the set diameter, its centre in the middle of the wall', () => {
  changeSettings({ lesion: 'hole', holeDiameter_mm: 10 })
  const lesion = made(new Hand('mouse', 3e-3).tap(4, 5))
  expect(editSchema.parse(lesion)).toEqual(lesion)
  expect(lesion).toMatchObject({ type: 'hole', diameter_mm: 10, normal: [0, 0, 1] })
  expect(lesion.centre_mm[0]).toBeCloseTo(4, 3)
  expect(Math.abs(lesion.centre_mm[2] + wallMm / 2)).toBeLessThan(0.5)
})

test('a narrowing lies in the middle of the lumen under the tap', () => {
  changeSettings({ lesion: 'narrowing', narrowingDiameter_mm: 5 })
  const lesion = made(new Hand().tap(0, 0))
  expect(lesion).toMatchObject({ type: 'narrowing', diameter_mm: 5, length_mm: 10 })
  expect(Math.abs(lesion.centre_mm[2] + (wallMm + 30) / 2)).toBeLessThan(1)
})
