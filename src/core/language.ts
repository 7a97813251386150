/**
 * The words of the program in the language of the person. English is the key: `say('Undo')`, or with values
 * `say('{count} stitches', { count: 12 })`. A text without a translation stays English.
 */
let messages: Readonly<Record<string, string>> = {}

/** Sets the words of a language: from the English text to its own, with the same names in braces. */
export function setMessages(next: Readonly<Record<string, string>>): void {
  messages = next
}

/** The text in the language set, with its values filled in. */
export function say(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return (messages[text] ?? text).replace(/\{(\w+)\}/g, (brace, name: string) =>
    String(values[name] ?? brace),
  )
}
