import { beforeEach, expect, test } from 'vitest'
import { Hand } from '../../../tests/support/hand'
import { distance, mix } from '../../core/vec3'
import type { Retractor } from '../../session/exposure'
import { changeSettings, takeTool, toolStore } from '../tool-store'

beforeEach(() => {
  takeTool('mouse', 'retractor')
  takeTool('right', 'retractor')
  changeSettings({ retractorWidth_mm: 16 })
})

const placed = (hand: Hand) => hand.session.state.exposure as readonly Retractor[]
const bars = (hand: Hand) => hand.controls.at(-1)!.instruments ?? []

test('one gesture lays a blade of the set width across its way, where it is let go, and is no edit', () => {
  const hand = new Hand('mouse', 2e-3).stroke([0, 0], [5, 0], [12, 0])
  expect(hand.edits).toEqual([])
  const [blade] = placed(hand)
  expect(distance(blade!.from, blade!.to) + 2 * blade!.radius).toBeCloseTo(16e-3, 9)
  expect(mix(blade!.from, blade!.to, 0.5).map((v) => Math.round(v * 1e6))).toMatchObject([
    12000,
    0,
    expect.any(Number),
  ])
  expect(blade!.from[0]).toBeCloseTo(blade!.to[0], 9)
  expect(bars(hand)).toMatchObject([{ id: 'retractor-1', radius: blade!.radius }])
})

test('a hand lays it where its tip is; the mouse keeps it pressed into the wall', () => {
  const hand = new Hand('right-hand').down(0, 0).move(8, 0, -1).up(12, 0, -3)
  const [blade] = placed(hand)
  expect(mix(blade!.from, blade!.to, 0.5).map((v) => Math.round(v * 1e6))).toEqual([12000, 0, -3000])
  const [pressed] = placed(new Hand().stroke([0, 0], [12, 0]))
  expect(pressed!.from[2]).toBeCloseTo(-2.5e-3, 4)
})

test('the tissue yields to it while it is carried', () => {
  const hand = new Hand().down(0, 0).move(8, 0)
  expect(placed(hand)).toEqual([])
  expect(bars(hand)).toHaveLength(1)
  expect(toolStore.getState().previews.mouse?.kind).toBe('bar')
})

test('a tap places nothing and says how to', () => {
  const hand = new Hand().tap(0, 0)
  expect(placed(hand)).toEqual([])
  expect(bars(hand)).toEqual([])
  expect(hand.notice).toMatch(/drag/)
})

test('a cancel leaves everything as it was: a new blade, and one that was taken again', () => {
  const hand = new Hand().down(0, 0).move(8, 0).send('cancel')
  expect(placed(hand)).toEqual([])
  expect(bars(hand)).toEqual([])
  hand.stroke([0, 0], [12, 0])
  const before = placed(hand)
  hand.down(12, 0).move(20, 0)
  expect(bars(hand)).toHaveLength(1)
  expect(bars(hand)[0]!.from[0]).toBeCloseTo(20e-3, 9)
  hand.send('cancel')
  expect(placed(hand)).toEqual(before)
  expect(bars(hand)[0]!.from).toEqual(before[0]!.from)
})

test('it is taken anywhere along its blade and carried on, and put away with a tap', () => {
  const hand = new Hand().stroke([0, 0], [12, 0]).stroke([12, 4], [18, 4])
  expect(placed(hand)).toHaveLength(1)
  expect(placed(hand)[0]!.from[0]).toBeCloseTo(18e-3, 9)
  hand.tap(18, 0)
  expect(placed(hand)).toEqual([])
  expect(bars(hand)).toEqual([])
})

test('two blades stand at once, each under its own name', () => {
  const hand = new Hand('right-hand').down(0, 0).up(12, 0).down(0, 10).up(-12, 10)
  expect(placed(hand).map((b) => b.id)).toEqual(['retractor-1', 'retractor-2'])
  hand.session.takeAway('retractor-1')
  expect(bars(hand).map((b) => b.id)).toEqual(['retractor-2'])
})
