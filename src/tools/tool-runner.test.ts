import { beforeEach, expect, test } from 'vitest'
import { Hand } from '../../tests/support/hand'
import { editSchema } from '../heart/edit'
import { tools } from '.'
import { readBlood } from './blood-reading'
import { changeSettings, takeTool, toolStore } from './tool-store'

beforeEach(() => {
  for (const side of ['mouse', 'left', 'right'] as const) takeTool(side, null)
})

test('an empty hand does nothing to the heart', () => {
  expect(new Hand().stroke([0, 0], [10, 0]).edits).toEqual([])
})

test('every instrument has its own name and key, and a cancel at any moment leaves nothing behind', () => {
  expect(new Set(tools.map((t) => t.id)).size).toBe(tools.length)
  expect(new Set(tools.map((t) => t.key)).size).toBe(tools.length)
  for (const { id } of tools) {
    takeTool('mouse', id)
    const hand = new Hand().move(0, 0).down(0, 0).move(5, 5).send('cancel')
    expect(hand.edits).toEqual([])
    expect(toolStore.getState().previews.mouse).toBeNull()
    expect(hand.controls.at(-1)?.grasps ?? []).toEqual([])
    expect(hand.session.state.exposure).toEqual([])
    expect((hand.controls.at(-1)?.instruments ?? []).filter((i) => i.id !== 'mouse-tip')).toEqual([])
  }
})

test('the resection and the clamp make valid edits', () => {
  changeSettings({ resectRadius_mm: 3 })
  takeTool('mouse', 'resect')
  const resect = new Hand().stroke([0, 0], [12, 0]).edits[0]!
  takeTool('mouse', 'clamp')
  const clamp = new Hand().tap(0, 0).edits[0]!
  expect(editSchema.parse(resect)).toMatchObject({ kind: 'resect', radius_mm: 3 })
  expect(editSchema.parse(clamp)).toMatchObject({ kind: 'clamp' })
})

test('the probe reads the mean of the tracers that its ray meets first', () => {
  const tracer = (x: number, z: number, speed: number) => [x, 0, z, 0.75, speed, 0, 0, 1000]
  const tracers = new Float32Array([
    ...tracer(0, -0.01, 1),
    ...tracer(1e-3, -0.012, 3),
    ...tracer(0, -0.05, 9),
  ])
  const reading = readBlood(tracers, {
    source: 'mouse',
    phase: 'move',
    origin: [0, 0, 0.1],
    direction: [0, 0, -1],
    tip: null,
    reach: 0,
    pressure: 0,
    time: 0,
  })!
  expect(reading.speed).toBeCloseTo(2, 6)
  expect(reading.saturation).toBeCloseTo(0.75, 6)
  expect(readBlood(null, {} as never)).toBeNull()
})

test('the probe tells the thickness of the wall that it touches', () => {
  takeTool('mouse', 'probe')
  new Hand().move(0, 0)
  const shown = toolStore.getState().previews.mouse
  const [line] = shown?.kind === 'reading' ? shown.lines : []
  expect(line).toMatch(/^Wall/)
  expect(Math.abs(Number.parseFloat(line!.slice(5)) - 4)).toBeLessThan(0.5)
})
