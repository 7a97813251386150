import { beforeEach, expect, test } from 'vitest'
import { Hand } from '../../../tests/support/hand'
import { takeTool } from '../tool-store'

beforeEach(() => {
  takeTool('mouse', 'forceps')
  takeTool('right', 'forceps')
})

test('a press holds the material point under the pointer and a release lets it go', () => {
  const hand = new Hand('mouse', 3e-3).down(5, 0)
  expect(hand.runner.stateOf('mouse')).toBe('Holding')
  const held = hand.controls.at(-1)!.grasps[0]!
  expect(held.rest).toEqual([5e-3, 0, 0])
  expect(held.target[2]).toBeCloseTo(-3e-3, 9)
  hand.up(5, 0)
  expect(hand.controls.at(-1)!.grasps).toEqual([])
  expect(hand.edits).toEqual([])
})

test('the mouse carries tissue in the plane that faced it at the press', () => {
  const hand = new Hand().down(0, 0).move(7, -2)
  const { target } = hand.controls.at(-1)!.grasps[0]!
  expect(target[0]).toBeCloseTo(7e-3, 9)
  expect(target[1]).toBeCloseTo(-2e-3, 9)
  expect(target[2]).toBeCloseTo(0, 9)
})

test('a hand carries tissue with its tip, off the surface too, keeping the offset of the first touch', () => {
  const hand = new Hand('right-hand').down(0, 0, 2).move(3, 0, 12)
  const { target, id } = hand.controls.at(-1)!.grasps[0]!
  expect(id).toBe('right')
  expect(target[0]).toBeCloseTo(3e-3, 9)
  expect(target[2]).toBeCloseTo(10e-3, 9)
})

test('a tip out of reach of the tissue holds nothing', () => {
  const hand = new Hand('right-hand').down(0, 0, 6)
  expect(hand.controls).toEqual([])
})

test('a cancel lets go', () => {
  const hand = new Hand().down(0, 0).send('cancel')
  expect(hand.controls.at(-1)!.grasps).toEqual([])
  expect(hand.runner.stateOf('mouse')).toBe('Idle')
})
