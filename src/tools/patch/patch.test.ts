import { beforeEach, expect, test } from 'vitest'
import { Hand } from '../../../tests/support/hand'
import { type EditOf, editSchema } from '../../heart/edit'
import { changeSettings, takeTool, toolStore } from '../tool-store'

beforeEach(() => {
  takeTool('mouse', 'patch')
  changeSettings({ patchMaterial: 'ePTFE', patchMode: 'cover' })
})

const patchOf = (hand: Hand) => hand.edits.at(-1) as EditOf<'patch'>

test('taps make an outline that closes on its first point', () => {
  const hand = new Hand('mouse', 2e-3).tap(0, 0).tap(12, 0).tap(12, 12).tap(0, 12)
  expect(hand.runner.stateOf('mouse')).toBe('Outlining')
  hand.tap(0.5, 0.5)
  expect(patchOf(hand)).toMatchObject({ kind: 'patch', material: 'ePTFE', mode: 'cover' })
  expect(patchOf(hand).outline_mm).toEqual([
    [0, 0, 0],
    [12, 0, 0],
    [12, 12, 0],
    [0, 12, 0],
  ])
  expect(editSchema.parse(patchOf(hand))).toEqual(patchOf(hand))
})

test('finish closes the outline, and refuses one of two points', () => {
  const hand = new Hand().tap(0, 0).tap(12, 0).send('finish')
  expect(hand.edits).toEqual([])
  expect(hand.notice).toMatch(/three points/)
  hand.tap(6, 10).send('finish')
  expect(patchOf(hand).outline_mm).toHaveLength(3)
})

test('back takes the last point away, the last of all included', () => {
  const hand = new Hand().tap(0, 0).tap(12, 0).tap(20, 20).send('back').tap(6, 10).send('finish')
  expect(patchOf(hand).outline_mm).toEqual([
    [0, 0, 0],
    [12, 0, 0],
    [6, 10, 0],
  ])
  hand.tap(0, 0).send('back')
  expect(hand.runner.stateOf('mouse')).toBe('Idle')
})

test('a stroke draws the outline', () => {
  const circle = Array.from({ length: 20 }, (_, i): [number, number] => [
    8 * Math.cos((i * Math.PI) / 10),
    8 * Math.sin((i * Math.PI) / 10),
  ])
  const outline = patchOf(new Hand().stroke(...circle)).outline_mm
  expect(outline.length).toBeGreaterThan(15)
  for (const [x, y] of outline) expect(Math.hypot(x, y)).toBeGreaterThan(7.5)
})

test('a tap beside a hole lays the patch on sound tissue all round it', () => {
  const hand = new Hand()
  hand.session.apply({
    kind: 'lesion',
    id: 'lesion-1',
    type: 'hole',
    centre_mm: [2, 3, -2],
    normal: [0, 0, 1],
    diameter_mm: 10,
  })
  hand.tap(9, 3)
  expect(patchOf(hand).outline_mm).toHaveLength(24)
  for (const [x, y, z] of patchOf(hand).outline_mm) {
    expect(Math.hypot(x - 2, y - 3)).toBeCloseTo(7.5, 2)
    expect(z).toBe(0)
  }
})

test('a cancel drops the points', () => {
  const hand = new Hand().tap(0, 0).tap(12, 0).send('cancel').tap(6, 10).send('finish')
  expect(hand.edits).toEqual([])
  expect(toolStore.getState().previews.mouse?.kind).toBe('outline')
})
