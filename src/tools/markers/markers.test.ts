import { beforeEach, expect, test } from 'vitest'
import { Hand } from '../../../tests/support/hand'
import type { Heart } from '../../heart/heart'
import { changeSettings, takeTool, toolStore } from '../tool-store'

const disc = { normal: [0, 0, 1] as const, radius: 8e-3, area: 2e-4 }

/** The plate with a vessel end and a valve far apart. */
function marked(source: 'mouse' | 'right-hand' = 'mouse'): Hand {
  const hand = new Hand(source)
  const heart = hand.session.state.heart as Heart
  hand.session.revise({
    ...heart,
    ports: [{ id: 'a', name: 'A', structure: 1, part: 'aorta', centre: [0, 0, 5e-3], ...disc }],
    landmarks: [{ id: 'axis', name: 'Axis', points: [[0.03, 0, 0]] }],
  })
  return hand
}
const heartOf = (hand: Hand) => hand.session.state.heart!

beforeEach(() => {
  takeTool('mouse', 'markers')
  takeTool('right', 'markers')
  changeSettings({ marker: null, markerMode: 'move' })
})

test('a drag moves a vessel end across the line of sight, as one step that can be taken back', () => {
  const hand = marked().stroke([0, 0], [4, 0], [10, 2])
  expect(heartOf(hand).ports[0]!.centre[0]).toBeCloseTo(10e-3, 6)
  expect(heartOf(hand).ports[0]!.centre[2]).toBeCloseTo(5e-3, 6)
  expect(toolStore.getState().settings.marker).toBe('port:a')
  hand.session.unrevise()
  expect(heartOf(hand).ports[0]!.centre).toEqual([0, 0, 5e-3])
})

test('a hand takes the handle at its tip and carries it anywhere', () => {
  const hand = marked('right-hand').down(0, 0, 5).move(3, 4, 9).up(3, 4, 9)
  expect(heartOf(hand).ports[0]!.centre.map((x) => Math.round(x * 1e3))).toEqual([3, 4, 9])
})

test('a landmark slides along the tissue', () => {
  const hand = marked().stroke([30, 0], [25, 5])
  const [x, y, z] = heartOf(hand).landmarks[0]!.points[0]!
  expect([x, y].map((v) => Math.round(v * 1e3))).toEqual([25, 5])
  expect(z).toBeCloseTo(0, 4)
})

test('a cancelled drag changes nothing', () => {
  const hand = marked()
  const before = heartOf(hand)
  hand.down(0, 0).move(6, 0).send('cancel').up(6, 0)
  expect(heartOf(hand)).toBe(before)
})

test('a press beside every handle takes none', () => {
  const hand = marked()
  const before = heartOf(hand)
  hand.stroke([50, 40], [60, 40])
  expect(heartOf(hand)).toBe(before)
})
