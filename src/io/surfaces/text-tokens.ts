import { Fault } from '../../core/fault'
import { cutShort } from './named-surface'

export const latin1 = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes)

/** Words of a text one after the other, without an array of them all. */
export class TextTokens {
  at = 0

  constructor(
    private readonly file: string,
    readonly text: string,
  ) {}

  /** The next word, or an empty one at the end. */
  word(): string {
    const { text } = this
    while (this.at < text.length && text.charCodeAt(this.at) <= 32) this.at++
    const start = this.at
    while (this.at < text.length && text.charCodeAt(this.at) > 32) this.at++
    return text.slice(start, this.at)
  }

  number(what: string): number {
    const word = this.word()
    if (!word) throw cutShort(this.file, `it ends among its ${what}`)
    const value = Number(word)
    if (Number.isFinite(value)) return value
    throw new Fault(
      this.file,
      `“${word.slice(0, 20)}” stands among its ${what} and is no number`,
      'Check the file, export it again',
    )
  }

  numbers(count: number, what: string): Float64Array {
    // Each number takes a digit and a blank: a count beyond that is a lie or a cut.
    if (count > (this.text.length - this.at + 1) / 2)
      throw cutShort(this.file, `${count} ${what} are said to follow`)
    const out = new Float64Array(count)
    for (let n = 0; n < count; n++) out[n] = this.number(what)
    return out
  }

  /** The rest of the line. */
  line(): string {
    const end = this.text.indexOf('\n', this.at)
    const line = this.text.slice(this.at, end < 0 ? undefined : end)
    this.at = end < 0 ? this.text.length : end + 1
    return line.replace(/\r$/, '')
  }
}
