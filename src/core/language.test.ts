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
    'Shunt {way}': 'Shunt: {way}',
    'Shunt {from}–{to}, {way}': 'Shunt {from}–{to} ({way})',
    'left to right': 'von links nach rechts',
    'a (b) {x}?': 'c {x}',
  })
  expect(retell('Shunt LV–RV, left to right')).toBe('Shunt LV–RV (von links nach rechts)')
  expect(retell('left to right')).toBe('von links nach rechts')
  expect(retell('a (b) 3?')).toBe('c 3')
  expect(retell('nothing of the kind')).toBe('nothing of the kind')
})
