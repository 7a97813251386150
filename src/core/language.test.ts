import { afterEach, expect, it } from 'vitest'
import { retell, say, setMessages } from './language'

afterEach(() => setMessages({}))

it('says a text in the language set, with its values where that language wants them', () => {
  setMessages({ '{count} of {all} sewn': 'von {all} sind {count} genäht' })
  expect(say('{count} of {all} sewn', { count: 3, all: 8 })).toBe('von 8 sind 3 genäht')
})

it('stays English where a translation is missing, and leaves an unknown brace', () => {
  expect(say('Undo {what}', {})).toBe('Undo {what}')
})

it('retells a finished text by the message it fits best, and the words within', () => {
  setMessages({
    'Shunt flow {way}': 'Shunt: {way}',
    '{a} to {b}': '{a} bis {b}',
    'Shunt flow {from}–{to}, {way}': 'Shunt {from}–{to} ({way})',
    'left to right': 'von links nach rechts',
    'braces (round) {x}?': 'c {x}',
  })
  expect(retell('Shunt flow LV–RV, left to right')).toBe('Shunt LV–RV (von links nach rechts)')
  expect(retell('left to right')).toBe('von links nach rechts')
  expect(retell('braces (round) 3?')).toBe('c 3')
  expect(retell('3 to 4')).toBe('3 to 4')
  expect(retell('nothing of the kind; left to right')).toBe('nothing of the kind; left to right')
  expect(retell('left to right; LV, left to right')).toBe('von links nach rechts; LV, von links nach rechts')
  expect(retell('nothing of the kind')).toBe('nothing of the kind')
})
