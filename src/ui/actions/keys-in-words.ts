import { phrase, say } from '../../core/language'

/** Names of keys that differ between languages. */
const names: Readonly<Record<string, string>> = {
  Ctrl: phrase('Ctrl'),
  Shift: phrase('Shift'),
  Alt: 'Alt',
  Space: phrase('Space'),
  Escape: phrase('Esc'),
  Enter: phrase('Enter'),
  Backspace: phrase('Backspace'),
  PageUp: phrase('Page Up'),
  PageDown: phrase('Page Down'),
}

/** `Ctrl+Shift+Z` as it stands on the person's keyboard: `Strg Umschalt Z`. */
export const keysInWords = (keys: string): string =>
  keys
    .split('+')
    .map((key) => say(names[key] ?? key))
    .join(' ')
