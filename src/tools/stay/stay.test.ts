import { beforeEach, expect, test } from 'vitest'
import { Hand } from '../../../tests/support/hand'
import type { Stay } from '../../session/exposure'
import { takeTool, toolStore } from '../tool-store'

beforeEach(() => {
  takeTool('mouse', 'stay')
  takeTool('right', 'stay')
})

const placed = (hand: Hand) => hand.session.state.exposure as readonly Stay[]
const sent = (hand: Hand) => hand.controls.at(-1)!

test('one gesture draws a thread outward that stays where it was let go, and is no edit', () => {
  const hand = new Hand('right-hand', 3e-3).down(5, 0, 0).move(5, 2, 10).up(5, 2, 10)
  expect(hand.edits).toEqual([])
  expect(placed(hand)).toHaveLength(1)
  const [stay] = placed(hand)
  expect(stay!.rest).toEqual([5e-3, 0, 0])
  expect(stay!.target.map((v) => Math.round(v * 1e6))).toEqual([5000, 2000, 7000])
  expect(sent(hand).grasps).toEqual([
    { id: 'stay-1', rest: stay!.rest, target: stay!.target, radius: 2e-3, length: 6e-3, pull: 'thread' },
  ])
})

test('while it is drawn the tissue is pulled by a thread, not held', () => {
  const hand = new Hand('right-hand').down(0, 0).move(0, 0, 8)
  expect(sent(hand).grasps).toMatchObject([{ id: 'stay-1', pull: 'thread', length: 6e-3 }])
  expect(placed(hand)).toEqual([])
})

test('a tap places nothing and says how to place one', () => {
  const hand = new Hand().tap(0, 0)
  expect(placed(hand)).toEqual([])
  expect(hand.notice).toMatch(/draw the thread/)
})

test('a cancel leaves everything as it was: a new thread, and one that was taken up again', () => {
  const hand = new Hand('right-hand').down(0, 0).move(0, 0, 8).send('cancel')
  expect(placed(hand)).toEqual([])
  expect(sent(hand).grasps).toEqual([])
  hand.down(0, 0).up(0, 0, 8)
  const before = placed(hand)
  hand.down(0, 0, 8).move(0, 0, 15)
  expect(sent(hand).grasps).toMatchObject([{ id: 'stay-1' }])
  hand.send('cancel')
  expect(placed(hand)).toEqual(before)
  expect(sent(hand).grasps[0]!.target).toEqual(before[0]!.target)
  expect(toolStore.getState().previews.right).toBeNull()
})

test('its end is taken in the air and drawn anew, and a tap on it takes the thread out', () => {
  const hand = new Hand('right-hand').down(0, 0).up(0, 0, 12)
  hand.down(0, 0, 12).move(4, 0, 20).up(4, 0, 20)
  expect(placed(hand)).toHaveLength(1)
  expect(placed(hand)[0]!.target[2]).toBeCloseTo(20e-3, 9)
  hand.tap(4, 0, 20)
  expect(placed(hand)).toEqual([])
  expect(sent(hand).grasps).toEqual([])
})

test('it stands while edits are taken back, and goes when another heart is opened', () => {
  const hand = new Hand('right-hand').down(0, 0).up(0, 0, 12)
  takeTool('right', 'scalpel')
  hand.down(0, 0).move(10, 0).up(10, 0)
  hand.session.undo()
  expect(placed(hand)).toHaveLength(1)
  hand.session.open(hand.session.state.heart!)
  expect(placed(hand)).toEqual([])
  expect(sent(hand).grasps).toEqual([])
})

test('forceps of the other hand hold beside it', () => {
  const hand = new Hand('right-hand').down(0, 0).up(0, 0, 12)
  takeTool('right', 'forceps')
  hand.down(10, 0)
  expect(sent(hand).grasps.map((g) => [g.id, g.pull])).toEqual([
    ['right', undefined],
    ['stay-1', 'thread'],
  ])
})
