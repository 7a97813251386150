import { expect, it } from 'vitest'
import { type Action, isPressed, matching } from './action'

const none = { code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }
const action = (label: string, keys: string | null = null): Action => ({
  id: label,
  label,
  keys,
  group: 'page',
  run: () => undefined,
})

it('knows its keys, on the command key of a Mac too, and where Shift changes a digit', () => {
  expect(isPressed('Ctrl+K', { ...none, key: 'k', ctrlKey: true })).toBe(true)
  expect(isPressed('Ctrl+K', { ...none, key: 'k', metaKey: true })).toBe(true)
  expect(isPressed('Ctrl+K', { ...none, key: 'k' })).toBe(false)
  expect(isPressed('Shift+1', { ...none, key: '!', code: 'Digit1', shiftKey: true })).toBe(true)
  expect(isPressed('Shift+1', { ...none, key: '1', code: 'Digit1' })).toBe(false)
  expect(isPressed('Space', { ...none, key: ' ' })).toBe(true)
  expect(isPressed('?', { ...none, key: '?', shiftKey: true })).toBe(true)
})

it('finds by the beginning of a word before the middle of one, and by the key', () => {
  const all = [action('Save the case', 'Ctrl+S'), action('Scalpel', 'S'), action('Undo')]
  expect(matching(all, 'sca').map((a) => a.label)).toEqual(['Scalpel'])
  expect(matching(all, 'case').map((a) => a.label)).toEqual(['Save the case'])
  expect(matching(all, 's')[0]?.label).toBe('Scalpel')
  expect(matching(all, 'zz')).toEqual([])
  expect(matching(all, ' ')).toHaveLength(3)
})
