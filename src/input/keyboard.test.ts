import { beforeEach, expect, test } from 'vitest'
import { Hand } from '../../tests/support/hand'
import { annotationStore, openAnnotations } from '../session/annotations'
import { takeTool, toolStore } from '../tools/tool-store'
import { pressKey } from './keyboard'

const plain = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }
const press = (hand: Hand, key: string, more: Partial<typeof plain> = {}) =>
  pressKey({ ...plain, key, ...more }, hand.session, hand.runner)

beforeEach(() => takeTool('mouse', null))

test('a letter takes its instrument and lays it down again', () => {
  const hand = new Hand()
  expect(press(hand, 's')).toBe(true)
  expect(toolStore.getState().active.mouse).toBe('scalpel')
  press(hand, 'S')
  expect(toolStore.getState().active.mouse).toBeNull()
  expect(press(hand, 'q')).toBe(false)
})

test('Enter, Backspace and Escape steer an outline, and a second Escape lays the instrument down', () => {
  const hand = new Hand()
  press(hand, 'p')
  hand.tap(0, 0).tap(10, 0).tap(20, 20)
  press(hand, 'Backspace')
  hand.tap(5, 9)
  press(hand, 'Enter')
  expect(hand.edits).toHaveLength(1)
  hand.tap(0, 0)
  press(hand, 'Escape')
  expect(hand.runner.stateOf('mouse')).toBe('Idle')
  expect(toolStore.getState().active.mouse).toBe('patch')
  press(hand, 'Escape')
  expect(toolStore.getState().active.mouse).toBeNull()
})

test('Ctrl+Z takes the last edit back, Ctrl+Shift+Z and Ctrl+Y bring it again', () => {
  const hand = new Hand()
  press(hand, 's')
  hand.stroke([0, 0], [10, 0])
  press(hand, 'z', { ctrlKey: true })
  expect(hand.edits).toHaveLength(0)
  press(hand, 'z', { ctrlKey: true, shiftKey: true })
  expect(hand.edits).toHaveLength(1)
  press(hand, 'z', { ctrlKey: true })
  press(hand, 'y', { metaKey: true })
  expect(hand.edits).toHaveLength(1)
})

test('midway in an outline Ctrl+Z takes its last point back, with the pen in hand the newest note, and no edit', () => {
  openAnnotations([])
  const hand = new Hand()
  press(hand, 's')
  hand.stroke([0, 0], [10, 0])
  press(hand, 'p')
  hand.tap(0, 0).tap(10, 0)
  press(hand, 'z', { ctrlKey: true })
  press(hand, 'z', { ctrlKey: true })
  expect(hand.runner.stateOf('mouse')).toBe('Idle')
  press(hand, 'n')
  hand.tap(0, 0).tap(5, 5)
  press(hand, 'z', { ctrlKey: true })
  expect(annotationStore.getState().annotations).toHaveLength(1)
  expect(hand.edits).toHaveLength(1)
  press(hand, 'z', { ctrlKey: true })
  press(hand, 'z', { ctrlKey: true })
  expect(hand.edits).toHaveLength(0)
})

test('1, 2 and 3 fill the heart, arrest it and let it beat', () => {
  const hand = new Hand()
  for (const [key, motion] of [
    ['3', 'beating'],
    ['2', 'arrested'],
    ['1', 'filled'],
  ] as const) {
    expect(press(hand, key)).toBe(true)
    expect(hand.controls.at(-1)!.motion).toBe(motion)
  }
  expect(press(hand, '4')).toBe(false)
  expect(press(hand, '0')).toBe(false)
})

test('with the markers in hand Ctrl+Z takes their last change back first', () => {
  const hand = new Hand()
  press(hand, 's')
  hand.stroke([0, 0], [10, 0])
  const before = hand.session.state.heart!
  hand.session.revise({ ...before, name: 'moved' })
  press(hand, 'm')
  press(hand, 'z', { ctrlKey: true })
  expect(hand.session.state.heart).toBe(before)
  expect(hand.edits).toHaveLength(1)
  press(hand, 'z', { ctrlKey: true })
  expect(hand.edits).toHaveLength(0)
})
