/** Width of a letter in the panels' face, of the em, on average; wide enough for most words. */
const letter = 0.5

/** Breaks a text between words into lines that fit a width; a longer word has a line of its own. SI. */
export function wrapped(text: string, width: number, em: number): string[] {
  const most = Math.max(Math.floor(width / (letter * em)), 1)
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}

/** The width that the longest of these lines takes, metres. */
export const textWidth = (lines: readonly string[], em: number): number =>
  Math.max(...lines.map((l) => l.length), 1) * letter * em
