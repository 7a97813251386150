import { beforeEach, expect, test } from 'vitest'
import { takeTool, toolStore } from '../tools/tool-store'
import { type Holder, TrayHands } from './tray-hands'
import { trayItems } from './tray-items'

const hand = (grip: Holder['grip']): Holder => ({
  side: 'right',
  grip,
  turn: [0, 0, 0, 1],
  forward: [0, 0, -1],
})
const settle = (tray: TrayHands, frames = 90) => {
  for (let n = 0; n < frames; n++) tray.advance(1 / 60)
}
const scalpelAt = (tray: TrayHands) => tray.world.pose('scalpel').position

beforeEach(() => {
  takeTool('right', null)
  takeTool('left', null)
})

test('everything on the tray lies still on it', () => {
  const tray = new TrayHands(trayItems)
  settle(tray, 150)
  for (const { id } of trayItems) {
    expect(tray.world.pose(id).position[1], id).toBeGreaterThan(0)
    expect(tray.world.pose(id).position[1], id).toBeLessThan(0.02)
  }
})

test('a hand that takes the scalpel has it in hand until it lays it down over the tray, where it falls', () => {
  const tray = new TrayHands(trayItems)
  settle(tray)
  expect(tray.take(hand(scalpelAt(tray)))).toBe(true)
  expect(toolStore.getState().active.right).toBe('scalpel')
  tray.drop('right')
  expect(toolStore.getState().active.right).toBe('scalpel')
  expect(tray.layDown(hand([1, 1, 1]))).toBe(false)
  expect(tray.layDown(hand([0, 0.2, 0]))).toBe(true)
  expect(toolStore.getState().active.right).toBeNull()
  expect(scalpelAt(tray)[1]).toBeCloseTo(0.2, 6)
  settle(tray, 120)
  expect(scalpelAt(tray)[1]).toBeLessThan(0.03)
})

test('a piece of patch brings its material', () => {
  const tray = new TrayHands(trayItems)
  settle(tray)
  tray.take(hand(tray.world.pose('piece-ePTFE').position))
  expect(toolStore.getState().active.right).toBe('patch')
  expect(toolStore.getState().settings.patchMaterial).toBe('ePTFE')
})

test('an instrument that another choice replaced drops home', () => {
  const tray = new TrayHands(trayItems)
  settle(tray)
  tray.take(hand(scalpelAt(tray)))
  takeTool('right', 'forceps')
  settle(tray, 120)
  expect(tray.isHeld('scalpel')).toBe(false)
  expect(scalpelAt(tray)[1]).toBeLessThan(0.03)
})
