import { beforeEach, describe, expect, test } from 'vitest'
import { Hand } from '../../../tests/support/hand'
import { type EditOf, editSchema } from '../../heart/edit'
import { changeSettings, takeTool, toolStore } from '../tool-store'
import { meanValue } from './mean-value'
import type { Flat } from './patch-plane'
import { areaOf, leftOf } from './trim-line'

const square: Flat[] = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
]

describe('what a line leaves of a polygon', () => {
  // Areas by hand: the trapezium and the rest of a square of 100.
  test('a line across takes the smaller side off, whichever way it is drawn', () => {
    const line: Flat[] = [
      [3, -2],
      [3, 5],
      [3, 12],
    ]
    for (const way of [line, [...line].reverse()])
      expect(Math.abs(areaOf(leftOf(square, way)!))).toBeCloseTo(70, 9)
  })
  test('a corner is cut off between two sides that meet', () => {
    const left = leftOf(square, [
      [6, -1],
      [11, 4],
    ])!
    expect(Math.abs(areaOf(left))).toBeCloseTo(100 - (3 * 3) / 2, 9)
  })
  test('a bite out of one side is taken out', () => {
    const left = leftOf(square, [
      [3, -1],
      [3, 4],
      [6, 4],
      [6, -1],
    ])!
    expect(Math.abs(areaOf(left))).toBeCloseTo(100 - 12, 9)
  })
  test('a line that goes round leaves what is inside', () => {
    const ring = Array.from({ length: 40 }, (_, n): Flat => {
      const angle = (n * Math.PI) / 20
      return [5 + 3 * Math.cos(angle), 5 + 3 * Math.sin(angle)]
    })
    expect(Math.abs(areaOf(leftOf(square, ring)!))).toBeCloseTo(9 * Math.PI, 0)
  })
  test('a line beside it leaves it as it is', () => {
    expect(
      leftOf(square, [
        [20, 0],
        [20, 10],
      ]),
    ).toBeNull()
  })
})

test('mean value coordinates give linear functions back, and the mix of two corners on an edge', () => {
  const lopsided: Flat[] = [
    [0, 0],
    [7, 1],
    [9, 6],
    [4, 5],
    [1, 8],
  ]
  for (const place of [
    [3, 3],
    [6, 3],
    [1, 6],
  ] as Flat[]) {
    const weights = meanValue(lopsided, place)
    const back = [0, 1].map((a) => lopsided.reduce((sum, p, n) => sum + weights[n]! * p[a]!, 0))
    expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
    expect(back[0]).toBeCloseTo(place[0], 9)
    expect(back[1]).toBeCloseTo(place[1], 9)
  }
  expect(meanValue(square, [2.5, 0])).toEqual([0.75, 0.25, 0, 0])
  expect(meanValue(square, [10, 10])).toEqual([0, 0, 1, 0])
})

describe('scissors on a patch', () => {
  beforeEach(() => {
    takeTool('mouse', 'scissors')
    changeSettings({ snip_mm: 6, bladeDepth_mm: null })
  })

  const withPatch = (sag = 0): Hand => {
    const hand = new Hand('mouse', sag)
    hand.session.apply({
      kind: 'patch',
      id: 'patch-1',
      outline_mm: [
        [-8, -8, 0],
        [8, -8, 0],
        [8, 8, 0],
        [-8, 8, 0],
      ],
      material: 'pericardium',
      oversize: 0,
      mode: 'cover',
    })
    return hand
  }
  const trimOf = (hand: Hand) => hand.edits.at(-1) as EditOf<'trim'>

  test('a line across it leaves the larger side, at rest however the tissue hangs', () => {
    const hand = withPatch(2e-3).stroke([3, -10], [3, 0], [3, 10])
    const trim = trimOf(hand)
    expect(editSchema.parse(trim)).toEqual(trim)
    expect(trim.patch).toBe('patch-1')
    const outline = trim.outline_mm.map(([x, y]): Flat => [x, y])
    expect(Math.abs(areaOf(outline))).toBeCloseTo(11 * 16, 0)
    for (const [x, , z] of trim.outline_mm) {
      expect(x).toBeLessThan(3.01)
      expect(z).toBeCloseTo(0, 6)
    }
  })

  test('what was trimmed can be trimmed again, and each is one step back', () => {
    const hand = withPatch().stroke([3, -10], [3, 0], [3, 10]).stroke([-10, 3], [0, 3], [6, 3])
    const outline = trimOf(hand).outline_mm.map(([x, y]): Flat => [x, y])
    expect(Math.abs(areaOf(outline))).toBeCloseTo(11 * 11, 0)
    hand.session.undo()
    expect(hand.edits.map((e) => e.kind)).toEqual(['patch', 'trim'])
  })

  test('what will be left is shown before the blades close', () => {
    withPatch().down(3, -10).move(3, 0).move(3, 10)
    expect(toolStore.getState().previews.mouse).toMatchObject({ kind: 'outline', closed: true })
  })

  test('a line that ends on the patch is told how to go on', () => {
    const hand = withPatch().stroke([3, -10], [3, -6])
    expect(hand.edits).toHaveLength(1)
    expect(hand.notice).toMatch(/right across/)
  })

  test('a patch that is sewn is left alone: the tissue under it is cut', () => {
    const hand = withPatch()
    hand.session.apply({
      kind: 'suture',
      id: 'suture-1',
      patch: 'patch-1',
      path_mm: [],
      technique: 'interrupted',
      pitch_mm: 2.5,
      bite_mm: 2,
    })
    expect(hand.stroke([3, -6], [3, 2]).edits.at(-1)?.kind).toBe('cut')
  })
})
