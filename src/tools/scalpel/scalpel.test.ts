import { beforeEach, expect, test } from 'vitest'
import { Hand } from '../../../tests/support/hand'
import { wallMm } from '../../../tests/support/plate'
import type { EditOf } from '../../heart/edit'
import { editSchema } from '../../heart/edit'
import { changeSettings, takeTool, toolStore } from '../tool-store'

beforeEach(() => {
  takeTool('mouse', 'scalpel')
  takeTool('right', 'scalpel')
  changeSettings({ bladeDepth_mm: null })
})

const cutOf = (hand: Hand) => hand.edits[0] as EditOf<'cut'>

test('one stroke is one cut through the wall, at rest, in steps of at least a millimetre', () => {
  const hand = new Hand('mouse', 5e-3).stroke([0, 0], [10, 0], [20, 0])
  expect(hand.edits).toHaveLength(1)
  const blade = cutOf(hand).blade_mm
  expect(editSchema.parse(cutOf(hand))).toEqual(cutOf(hand))
  expect(blade[0]![0]).toEqual([0, 0, 1.5])
  expect(blade.at(-1)![0]).toEqual([20, 0, 1.5])
  for (const [outer, inner] of blade) {
    expect(inner[2]).toBeLessThanOrEqual(-wallMm - 1)
    expect(inner[2]).toBeGreaterThan(-wallMm - 2.5)
    expect(outer[1]).toBe(0)
  }
  for (let i = 1; i < blade.length; i++)
    expect(blade[i]![0][0] - blade[i - 1]![0][0]).toBeGreaterThanOrEqual(1 - 1e-6)
})

test('a set depth stops the blade there', () => {
  changeSettings({ bladeDepth_mm: 2 })
  const blade = cutOf(new Hand().stroke([0, 0], [8, 0])).blade_mm
  for (const [, inner] of blade) expect(inner[2]).toBeCloseTo(-2, 3)
})

test('a fast stroke follows the tissue between two events', () => {
  const blade = cutOf(new Hand().stroke([-10, 0], [10, 0])).blade_mm
  expect(blade.length).toBeGreaterThan(12)
})

test('a slow stroke keeps its way: a curve of small moves is cut as the curve, not as its chord', () => {
  // A quarter of a circle of 15 mm, a third of a millimetre at a time.
  const places = Array.from({ length: 71 }, (_, n): [number, number] => {
    const angle = (n / 70) * (Math.PI / 2)
    return [15 * Math.cos(angle), 15 * Math.sin(angle)]
  })
  const blade = cutOf(new Hand().stroke(...places)).blade_mm
  expect(blade.length).toBeGreaterThan(18)
  for (const [[x, y]] of blade) expect(Math.hypot(x, y)).toBeCloseTo(15, 1)
})

test('the cut is shown while the blade moves, and nothing is left of it afterwards', () => {
  const hand = new Hand().down(0, 0).move(5, 0)
  expect(toolStore.getState().previews.mouse?.kind).toBe('cut')
  expect(toolStore.getState().busy).toBe(true)
  expect(hand.edits).toEqual([])
  hand.up(5, 0)
  expect(toolStore.getState().previews.mouse).toBeNull()
  expect(toolStore.getState().busy).toBe(false)
})

test('a tap cuts nothing and says how to cut', () => {
  const hand = new Hand().tap(0, 0)
  expect(hand.edits).toEqual([])
  expect(hand.notice).toMatch(/along the tissue/)
})

test('a cancel in the middle of a stroke leaves no entry in the history', () => {
  const hand = new Hand().down(0, 0).move(10, 0).send('cancel').up(10, 0)
  expect(hand.edits).toEqual([])
})

test('a held scalpel cuts where its tip goes along the tissue and not where it is lifted', () => {
  const hand = new Hand('right-hand').down(0, 0, 1).move(10, 0, 1).move(12, 0, 20).up(12, 0, 20)
  const last = cutOf(hand).blade_mm.at(-1)![0]
  expect(last[0]).toBeGreaterThanOrEqual(9)
  expect(last[0]).toBeLessThan(11)
})

test('taking another instrument in the middle of a cut drops the cut', () => {
  const hand = new Hand().down(0, 0).move(10, 0)
  takeTool('mouse', 'forceps')
  hand.up(10, 0)
  expect(hand.edits).toEqual([])
  expect(toolStore.getState().previews.mouse?.kind).toBe('touch')
})
