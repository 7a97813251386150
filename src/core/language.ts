/**
 * The words of the program in the language of the person. English is the key: `say('Undo')`, or with values
 * `say('{count} stitches', { count: 12 })`. A text without a translation stays English.
 */
let messages: Readonly<Record<string, string>> = {}
let patterns: readonly Pattern[] = []
const retold = new Map<string, string>()

/** A message with braces, to be found again in a text whose values stand in it already. */
interface Pattern {
  readonly key: string
  readonly names: readonly string[]
  readonly shape: RegExp
}

/** Sets the words of a language: from the English text to its own, with the same names in braces. */
export function setMessages(next: Readonly<Record<string, string>>): void {
  messages = next
  patterns = Object.keys(next)
    .filter((key) => key.includes('{') && lettersOf(key) >= fewestLetters)
    .sort((a, b) => wordsOf(b) - wordsOf(a))
    .map(patternOf)
  retold.clear()
}

/** The text in the language set, with its values filled in. */
export function say(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return (messages[text] ?? text).replace(/\{(\w+)\}/g, (brace, name: string) =>
    String(values[name] ?? brace),
  )
}

/** Marks an English text that stands in a table and is said where it is shown. */
export const phrase = (english: string): string => english

/**
 * A finished English text, from the engine or from a file's reader, in the language set: by the whole text, or by the
 * message with braces that it fits and that has the most words. The values between are retold too.
 */
export function retell(text: string): string {
  const known = messages[text] ?? retold.get(text)
  if (known !== undefined) return known
  const told = byPattern(text) ?? byParts(text) ?? text
  if (retold.size > 2000) retold.clear()
  retold.set(text, told)
  return told
}

function byPattern(text: string): string | null {
  for (const { key, names, shape } of patterns) {
    const found = shape.exec(text)
    if (found)
      return say(key, Object.fromEntries(names.map((name, n) => [name, retell(found[n + 1] as string)])))
  }
  return null
}

/** A message that is mostly values would fit texts that it does not mean. */
const fewestLetters = 5
const lettersOf = (key: string): number => key.replace(/\{\w+\}|[^a-z]/gi, '').length

/** Where findings join what they say. */
const joints = ['; ', ', '] as const

/** Each part of a text that is joined of several; null unless every part that has words is known. */
function byParts(text: string): string | null {
  for (const joint of joints) {
    const parts = text.split(joint)
    if (parts.length === 1) continue
    const told = parts.map(retell)
    const known = told.every((t, n) => t !== parts[n] || !/[a-z]{3}/.test(t))
    if (known && told.join(joint) !== text) return told.join(joint)
  }
  return null
}

const wordsOf = (key: string): number => key.replace(/\{\w+\}/g, '').length

function patternOf(key: string): Pattern {
  const names = [...key.matchAll(/\{(\w+)\}/g)].map((m) => m[1] as string)
  const parts = key.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return { key, names, shape: new RegExp(`^${parts.join('([^]+?)')}$`) }
}
