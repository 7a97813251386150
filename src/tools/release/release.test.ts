import { beforeEach, expect, test } from 'vitest'
import { Hand } from '../../../tests/support/hand'
import { editSchema } from '../../heart/edit'
import { takeTool, toolStore } from '../tool-store'

beforeEach(() => takeTool('mouse', 'release'))

/** Stitches of suture-1 across x, 5 mm apart along it, and one of another thread. */
function sewn(): Hand {
  const hand = new Hand()
  const across = (x: number) => [x, -1e-3, 0, x, 1e-3, 0]
  hand.session.frame.stitches = [
    { edit: 'suture-1', positions: Float32Array.from([-5e-3, 0, 5e-3, 10e-3].flatMap(across)) },
    { edit: 'close-1', positions: Float32Array.from(across(15e-3)) },
  ]
  return hand
}

test('a tap on a stitch takes it out, at its place at rest', () => {
  const hand = sewn().tap(0, 0.5)
  expect(hand.edits).toHaveLength(1)
  expect(editSchema.parse(hand.edits[0])).toEqual(hand.edits[0])
  expect(hand.edits[0]).toMatchObject({ kind: 'release', suture: 'suture-1', places_mm: [[0, 0, 0]] })
})

test('a stroke over several stitches is one edit, and leaves those of another thread', () => {
  const hand = sewn().stroke([0, 0], [5, 0], [10, 0], [15, 0])
  expect(hand.edits).toHaveLength(1)
  expect(hand.edits[0]).toMatchObject({
    suture: 'suture-1',
    places_mm: [
      [0, 0, 0],
      [5, 0, 0],
      [10, 0, 0],
    ],
  })
})

test('all that would go is shown before it goes', () => {
  const hand = sewn().move(5, 0)
  const shown = toolStore.getState().previews.mouse
  expect(shown?.kind === 'taken-out' && shown.stitches).toHaveLength(1)
  hand.session.frame.stitches = [
    {
      edit: 'suture-1',
      positions: Float32Array.from([0, 2.5e-3, 5e-3].flatMap((x) => [x, 0, 0, x, 1e-4, 0])),
    },
  ]
  hand.move(2.5, 0)
  const closer = toolStore.getState().previews.mouse
  expect(closer?.kind === 'taken-out' && closer.stitches).toHaveLength(3)
})

test('beside every stitch a tap takes nothing and says what to do; a cancel takes nothing', () => {
  const hand = sewn().tap(20, 20)
  expect(hand.notice).toMatch(/Tap a stitch/)
  hand.down(0, 0).move(5, 0).send('cancel').up(5, 0)
  expect(hand.edits).toEqual([])
})
