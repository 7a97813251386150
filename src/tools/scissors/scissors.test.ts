import { afterAll, beforeEach, expect, test } from 'vitest'
import { Hand } from '../../../tests/support/hand'
import type { EditOf } from '../../heart/edit'
import { defaultSettings } from '../settings'
import { changeSettings, takeTool, toolStore } from '../tool-store'

const cutOf = (hand: Hand) => (hand.edits[0] as EditOf<'cut'>).blade_mm

afterAll(() => changeSettings(defaultSettings))

beforeEach(() => {
  takeTool('mouse', 'scissors')
  takeTool('right', 'scissors')
  changeSettings({ snip_mm: 6, bladeDepth_mm: null })
})

test('one press is one straight snip as long as the blades, the way they were drawn, through the wall', () => {
  const blade = cutOf(new Hand('mouse', 2e-3).stroke([0, 0], [2, 2], [9, 9]))
  const ends = blade.map(([outer]) => outer)
  expect(ends[0]!.slice(0, 2)).toEqual([0, 0])
  expect(Math.hypot(ends.at(-1)![0], ends.at(-1)![1])).toBeCloseTo(6, 2)
  for (const [x, y] of ends) expect(x).toBeCloseTo(y, 3)
  for (const [, inner] of blade) expect(inner[2]).toBeLessThan(-4)
})

test('with a tilted shaft a press alone snips ahead of it', () => {
  const hand = new Hand('right-hand')
  const tip = [0, 0, 0] as const
  const tilted = { direction: [0.8, 0, -0.6] as const, origin: [-0.032, 0, 0.024] as const, tip }
  for (const phase of ['down', 'up'] as const)
    hand.runner.handle({ source: 'right-hand', phase, ...tilted, reach: 4e-3, pressure: 1, time: 0 })
  expect(cutOf(hand).at(-1)![0][0]).toBeCloseTo(6, 2)
})

test('a shaft that stands upright says which way to draw', () => {
  const hand = new Hand().tap(0, 0)
  expect(hand.edits).toEqual([])
  expect(hand.notice).toMatch(/which way/)
})

test('the snip is shown before the blades close', () => {
  new Hand().down(0, 0).move(3, 0)
  expect(toolStore.getState().previews.mouse?.kind).toBe('cut')
})
