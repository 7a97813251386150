import { afterEach, expect, it } from 'vitest'
import { say, setMessages } from './language'

afterEach(() => setMessages({}))

it('says a text in the language set, with its values where that language wants them', () => {
  setMessages({ '{count} of {all} sewn': 'von {all} sind {count} genäht' })
  expect(say('{count} of {all} sewn', { count: 3, all: 8 })).toBe('von 8 sind 3 genäht')
})

it('stays English where a translation is missing, and leaves an unknown brace', () => {
  expect(say('Undo {what}', {})).toBe('Undo {what}')
})
