import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { Hand } from '../../../tests/support/hand'
import type { EditOf } from '../../heart/edit'
import { defaultSettings } from '../settings'
import { changeSettings, takeTool, toolStore } from '../tool-store'
import { bulge } from './outline-design'

/** Corners of a square, tapped and closed by Enter: a design with four points. */
const corners = [
  [-8, -8],
  [8, -8],
  [8, 8],
  [-8, 8],
] as const satisfies readonly (readonly [number, number])[]
const outlined = (hand: Hand): Hand => {
  for (const corner of corners) hand.tap(corner[0], corner[1])
  return hand.send('finish')
}
const shown = () => {
  const preview = toolStore.getState().previews.mouse
  if (preview?.kind !== 'design') throw new Error('no design is shown')
  return preview
}
const beads = (role: string) => shown().beads.filter((b) => b.role === role)
const mm = (p: readonly number[]) => p.map((v) => Math.round(v * 1e4) / 10 + 0)

afterAll(() => changeSettings(defaultSettings))

beforeEach(() => changeSettings({ outline: 'shape first', patchMaterial: 'ePTFE', conduitDiameter_mm: 12 }))

describe('a patch that is shaped before it is laid', () => {
  beforeEach(() => takeTool('mouse', 'patch'))

  test('is a smooth curve through its points, laid only when asked', () => {
    const hand = outlined(new Hand('mouse', 2e-3))
    expect(hand.edits).toEqual([])
    hand.send('finish')
    const { outline_mm } = hand.edits[0] as EditOf<'patch'>
    expect(outline_mm.length).toBeGreaterThan(20)
    for (const corner of corners) expect(outline_mm).toContainEqual([...corner, 0])
    // Along a side the curve is y = 8 + 8 t (1 - t): 2 mm out at its middle.
    expect(Math.max(...outline_mm.map(([x]) => x))).toBeCloseTo(10, 1)
  })

  test('a bead is dragged, a press on the line puts one in, a tap takes one out, Backspace takes each back', () => {
    const hand = outlined(new Hand())
    hand.stroke([8, 8], [12, 10])
    expect(beads('rim').map((b) => mm(b.place))).toContainEqual([12, 10, 0])
    const side = shown().line.find(([x, y]) => x < -8.5e-3 && Math.abs(y) < 2e-3)!
    hand.stroke([1e3 * side[0], 1e3 * side[1]], [-14, 0])
    expect(beads('rim')).toHaveLength(5)
    hand.tap(-14, 0)
    expect(beads('rim')).toHaveLength(4)
    hand.send('back').send('back').send('back')
    expect(beads('rim').map((b) => mm(b.place))).toEqual(corners.map((c) => [...c, 0]))
    hand.send('back')
    expect(hand.runner.stateOf('mouse')).toBe('Idle')
  })

  test('the last three points cannot be taken out', () => {
    const hand = outlined(new Hand())
    for (const corner of corners) hand.tap(corner[0], corner[1])
    expect(beads('rim')).toHaveLength(3)
  })

  /** An arc of 1 + ε times its chord has θ / sin θ = 1 + ε and is a tan(θ/2) high; .749 rad and .393 a for a tenth. */
  test('cut wider than the gap it bulges as an arc of that length, on the side that is touched', () => {
    expect(bulge(10, 0.1)).toBeCloseTo(10 * Math.tan(0.749 / 2), 0)
    expect(bulge(10, 0.02)).toBeCloseTo(10 * Math.tan(0.3445 / 2), 1)
    changeSettings({ patchOversize: 0.1 })
    outlined(new Hand())
    const highest = () => Math.max(...shown().surface!.positions.filter((_, n) => n % 3 === 2))
    // The outline's mean radius lies between that of the circle within its curve and that through its corners.
    expect(highest()).toBeGreaterThan(bulge(10e-3, 0.1))
    expect(highest()).toBeLessThan(bulge(11.4e-3, 0.1))
    changeSettings({ patchOversize: 0 })
    outlined(new Hand())
    expect(highest()).toBeLessThan(1e-6)
  })

  /** 256 mm² and for each side ∫ 8 t (1 - t) (8 + 48 t (1 - t)) dt = 23.47 mm² of bulge. */
  test('its area is told as it is sewn', () => {
    changeSettings({ patchOversize: 0 })
    outlined(new Hand())
    expect(Number.parseFloat(shown().label.lines[0]!)).toBeCloseTo(256 + 4 * 23.467, -1)
  })
})

describe('a baffle', () => {
  test('is drawn up by a point of its own, kept at rest, and made by its green bead', () => {
    takeTool('right', 'baffle')
    const hand = new Hand('right-hand', 3e-3)
    const right = () => {
      const preview = toolStore.getState().previews.right
      if (preview?.kind !== 'design') throw new Error('no design is shown')
      return preview
    }
    outlined(hand)
    hand.down(0, 0).move(0, 0, 6).up(0, 0, 6)
    const [x, y, z] = right().done.place
    hand.tap(1e3 * x, 1e3 * y, 1e3 * (z + 3e-3))
    const baffle = hand.edits[0] as EditOf<'baffle'>
    expect(baffle.kind).toBe('baffle')
    expect(baffle.shape_mm).toHaveLength(1)
    const [sx, sy, sz] = baffle.shape_mm[0]!
    expect([sx, sy].map(Math.abs).every((v) => v < 2)).toBe(true)
    expect(sz).toBeCloseTo(6, 1)
    expect(right === null || toolStore.getState().previews.right).toBeNull()
  })
})

describe('a conduit', () => {
  beforeEach(() => takeTool('mouse', 'conduit'))

  test('leads from one lumen to the other over the wall between them', () => {
    const hand = new Hand('mouse', 2e-3).tap(-12, 0).tap(12, 0).send('finish')
    const conduit = hand.edits[0] as EditOf<'conduit'>
    expect(conduit).toMatchObject({ kind: 'conduit', diameter_mm: 12, material: 'ePTFE' })
    expect(conduit.path_mm[0]).toEqual([-12, 0, -4])
    expect(conduit.path_mm.at(-1)).toEqual([12, 0, -4])
    expect(Math.max(...conduit.path_mm.map(([, , z]) => z))).toBeGreaterThan(11)
  })

  test('its ends slide along the tissue and its bends are dragged', () => {
    const hand = new Hand().tap(-12, 0).tap(12, 0).stroke([12, 0], [12, 6])
    expect(mm(beads('end')[1]!.place)).toEqual([12, 6, 0])
    const bend = beads('shape')[0]!.place
    hand.stroke([1e3 * bend[0], 1e3 * bend[1]], [-12, 9])
    hand.send('finish')
    expect((hand.edits[0] as EditOf<'conduit'>).path_mm.at(-1)).toEqual([12, 6, -4])
  })

  test('both ends at one place are refused', () => {
    const hand = new Hand().tap(0, 0).tap(2, 0)
    expect(hand.notice).toMatch(/another vessel/)
    expect(hand.runner.stateOf('mouse')).toBe('Joining')
  })
})
