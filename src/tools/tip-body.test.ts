import { beforeEach, expect, test } from 'vitest'
import { Hand } from '../../tests/support/hand'
import { takeTool } from './tool-store'

beforeEach(() => {
  for (const side of ['mouse', 'right'] as const) takeTool(side, 'forceps')
})

/** The hand's clock ticks a millisecond an event; a body is told every 30 ms. */
const wait = (hand: Hand) => {
  for (let n = 0; n < 30; n++) hand.move(-20, -20, 20)
  return hand
}
const bodies = (hand: Hand) => hand.controls.at(-1)?.instruments ?? []

test('tissue gives under the tip of an instrument that a hand brings to it', () => {
  const hand = new Hand('right-hand').move(3, 0, -1)
  expect(bodies(hand)).toMatchObject([{ id: 'right-tip' }])
  expect(bodies(hand)[0]!.from[2]).toBeCloseTo(-1e-3, 9)
  hand.move(3, 0, 20)
  expect(bodies(hand)).toEqual([])
})

test('once the instrument works there is no such body, and after it there is again', () => {
  const hand = new Hand('right-hand').move(0, 0).down(0, 0)
  expect(bodies(hand)).toEqual([])
  expect(hand.controls.at(-1)!.grasps).toHaveLength(1)
  hand.up(0, 0).move(0.5, 0)
  expect(bodies(hand)).toHaveLength(1)
})

test('the mouse dents what it hovers over, and no deeper where it stays on a dent', () => {
  const hand = new Hand().move(0, 0)
  const { from, radius } = bodies(hand)[0]!
  expect(radius - from[2]).toBeCloseTo(0.6e-3, 9)
})

test('a pointer that trembles in one place is not told again', () => {
  const hand = new Hand().move(0, 0)
  const before = hand.controls.length
  for (let n = 0; n < 100; n++) hand.move(0.01 * (n % 2), 0)
  expect(hand.controls).toHaveLength(before)
})

test('the tissue springs back when the instrument leaves or is laid down', () => {
  const hand = new Hand().move(0, 0)
  hand.runner.leave('mouse')
  expect(bodies(hand)).toEqual([])
  wait(hand).move(1, 0)
  expect(bodies(hand)).toHaveLength(1)
  takeTool('mouse', 'probe')
  hand.move(1, 0)
  expect(bodies(hand)).toEqual([])
})
