import { beforeEach, expect, test } from 'vitest'
import { Hand } from '../../../tests/support/hand'
import { plateHeart, plateSurface } from '../../../tests/support/plate'
import { editSchema } from '../../heart/edit'
import { changeSettings, takeTool, toolStore } from '../tool-store'

beforeEach(() => takeTool('mouse', 'suture'))

function withCut(): Hand {
  const hand = new Hand()
  hand.session.apply({
    kind: 'cut',
    id: 'cut-1',
    blade_mm: [0, 5, 10, 15, 20].map((x) => [
      [x, 0, 1],
      [x, 0, -5],
    ]),
  })
  return hand
}

function withPatch(): Hand {
  const hand = new Hand()
  hand.session.apply({
    kind: 'patch',
    id: 'patch-1',
    outline_mm: [
      [0, 0, 0],
      [12, 0, 0],
      [12, 12, 0],
      [0, 12, 0],
    ],
    material: 'dacron',
    oversize: 0,
    mode: 'cover',
  })
  return hand
}

test('a tap on a patch sews its whole rim', () => {
  const hand = withPatch().tap(6, 6)
  const sewn = hand.edits.at(-1)!
  expect(sewn).toMatchObject({ kind: 'suture', patch: 'patch-1', path_mm: [], pitch_mm: 2.5 })
  expect(editSchema.parse(sewn)).toEqual(sewn)
})

test('the stitches of a rim are shown before they are made', () => {
  withPatch().move(6, 6)
  const shown = toolStore.getState().previews.mouse
  expect(shown?.kind === 'stitches' && shown.points.length).toBe(20)
})

test('a line along one side of a patch sews that side', () => {
  const hand = withPatch().stroke([0, 0.5], [6, 0.5], [12, 0.5])
  expect(hand.edits.at(-1)).toMatchObject({ kind: 'suture', patch: 'patch-1' })
  expect((hand.edits.at(-1) as { path_mm: unknown[] }).path_mm.length).toBeGreaterThan(5)
})

test('a line along a whole cut closes it, as a tap beside it does', () => {
  expect(withCut().stroke([1, 1], [10, 1], [19, 1]).edits.at(-1)).toMatchObject({
    kind: 'close',
    cut: 'cut-1',
  })
  expect(withCut().tap(10, 2).edits.at(-1)).toMatchObject({ kind: 'close', cut: 'cut-1' })
})

test('a line along half of a cut sews the lips of that half', () => {
  const sewn = withCut().stroke([0, 1], [8, 1]).edits.at(-1)!
  expect(sewn.kind).toBe('suture')
  expect(sewn).not.toHaveProperty('patch')
})

test('a cut that is closed is not closed again', () => {
  const hand = withCut().tap(10, 2).tap(10, 2)
  expect(hand.edits).toHaveLength(2)
  expect(hand.notice).toMatch(/Tap a patch or a cut/)
})

test('stitch by stitch, a tap sews the rim beside it, and tells how far the last one is', () => {
  changeSettings({ sewing: 'one by one', pitch_mm: 4 })
  const hand = withPatch().tap(6, 0.5).move(10, 0.5)
  expect(hand.edits.at(-1)).toMatchObject({ kind: 'suture', patch: 'patch-1', technique: 'interrupted' })
  expect((hand.edits.at(-1) as { path_mm: unknown[] }).path_mm).toEqual([[6, 0, 0]])
  const shown = toolStore.getState().previews.mouse
  expect(shown?.kind === 'stitches' && shown.label).toBe('4.0 mm from the last (set: 4), bite 2.5 mm')
  expect(shown?.kind === 'stitches' && shown.points.length).toBeLessThanOrEqual(2)
  changeSettings({ sewing: 'whole', pitch_mm: 2.5 })
})

/** A heart whose wall is met nowhere. */
const noWall = {
  heart: plateHeart(),
  surface: plateSurface,
  nodePositions: new Float32Array(3),
  queries: { pickSurface: () => null, nearestOnSurface: () => null },
}

test('the rim of a patch let into a wall is sewn where there is no tissue beside it', () => {
  for (const source of ['mouse', 'right-hand'] as const) {
    takeTool(source === 'mouse' ? 'mouse' : 'right', 'suture')
    const hand = new Hand(source, 0, noWall)
    hand.session.apply({
      kind: 'patch',
      id: 'patch-1',
      outline_mm: [
        [0, 0, 0],
        [12, 0, 0],
        [12, 4, 0],
        [0, 4, 0],
      ],
      material: 'ePTFE',
      oversize: 0,
      mode: 'widen',
      width_mm: 14,
    })
    hand.tap(7, 0)
    expect(hand.edits.at(-1)).toMatchObject({ kind: 'suture', patch: 'patch-1', path_mm: [] })
    hand.tap(7, 20)
    expect(hand.edits).toHaveLength(2)
  }
})
