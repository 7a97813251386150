const longNumber = /(?<![\d.])\d{6,}(?![\d.]*\d)/g
/** In a sentence a long number is a count, unless it is a part of a name. */
const numberInName = /(?<=[\p{L}_-])\d{6,}(?![\d.]*\d)|(?<![\d.])\d{6,}(?=[_-]|\.\p{L})/gu

/** What in a text looks like it tells who the patient is, and the words for it. */
const patterns: readonly (readonly [words: string, pattern: RegExp])[] = [
  ['an identifier of a scanner or an archive', /\d+(\.\d+){4,}/g],
  ['a name as DICOM writes it', /[\p{L}'’-]+\^[\p{L}'’^-]*/gu],
  ['a name', /\b\p{Lu}[\p{L}'’-]+, ?\p{Lu}\p{Ll}+\b(?!\.\w)/gu],
  [
    'a date',
    /(?<!\d)((19|20)\d\d[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])|(0?[1-9]|[12]\d|3[01])[-_.](0?[1-9]|1[0-2])[-_.](19|20)\d\d)(?!\d)/g,
  ],
  ['a long number', longNumber],
  ['a long code', /\b(?=[0-9a-f-]*\d)(?=[0-9a-f-]*[a-f])[0-9a-f]{8}(-[0-9a-f]{4}){0,3}-?[0-9a-f]{4,}\b/gi],
]

/**
 * A text without what looks like an identifier of the patient: long numbers, dates, codes and names with a comma or a
 * caret, as they stand in names of files. Names written any other way cannot be told from other words.
 * @returns the text, and in words what was taken out of it, never the thing itself
 */
export function withoutIdentifiers(
  text: string,
  kind: 'name' | 'sentence' = 'name',
): {
  readonly text: string
  readonly removed: readonly string[]
} {
  const removed: string[] = []
  let out = text
  for (const [words, usual] of patterns) {
    const pattern = usual === longNumber && kind === 'sentence' ? numberInName : usual
    const next = out.replace(pattern, '…')
    if (next !== out) removed.push(words)
    out = next
  }
  return {
    text: out.replace(/^[\s_.-]+(?=\S)|…(?:[\s_.-]*…)+/g, (m) => (m.includes('…') ? '…' : '')),
    removed,
  }
}
