import { Fault } from '../../core/fault'
import { checkCount, cutShort } from './named-surface'
import { latin1, TextTokens } from './text-tokens'

/** Bytes of VTK's number types in a file. */
const typeBytes: Readonly<Record<string, number>> = {
  char: 1,
  unsigned_char: 1,
  short: 2,
  unsigned_short: 2,
  int: 4,
  unsigned_int: 4,
  long: 8,
  unsigned_long: 8,
  vtkidtype: 4,
  vtktypeint32: 4,
  vtktypeuint32: 4,
  vtktypeint64: 8,
  vtktypeuint64: 8,
  float: 4,
  double: 8,
}

/** Words and arrays of a legacy VTK file: numbers are text, or binary with the greatest byte first. */
export class VtkBody {
  version = 0
  private binary = false
  private readonly tokens: TextTokens

  constructor(
    private readonly file: string,
    private readonly bytes: Uint8Array,
  ) {
    this.tokens = new TextTokens(file, latin1(bytes))
  }

  /** Reads up to `DATASET POLYDATA`; the title line. */
  header(): string {
    const { tokens, file } = this
    this.version = Number(/Version\s+([\d.]+)/i.exec(tokens.line())?.[1] ?? 3)
    const title = tokens.line()
    const format = tokens.word().toUpperCase()
    if (!format) throw cutShort(file, 'it ends in its header')
    if (format !== 'ASCII' && format !== 'BINARY')
      throw new Fault(file, `it is neither ASCII nor BINARY but “${format.slice(0, 20)}”`, 'Export it again')
    this.binary = format === 'BINARY'
    const [key, kind] = [tokens.word().toUpperCase(), tokens.word().toUpperCase()]
    if (key === 'DATASET' && kind === 'POLYDATA') return title
    if (!kind) throw cutShort(file, 'it ends in its header')
    throw new Fault(
      file,
      `it holds ${kind.toLowerCase()}, no surface`,
      'Extract its surface and save it as polydata',
    )
  }

  word(): string {
    return this.tokens.word()
  }

  /** An array after its type's name. */
  numbers(type: string, count: number): Float64Array {
    checkCount(this.file, count, 'numbers')
    return this.binary ? this.binaryNumbers(type, count) : this.tokens.numbers(count, 'numbers')
  }

  private binaryNumbers(type: string, count: number): Float64Array {
    const kind = type.toLowerCase()
    const size = typeBytes[kind]
    if (!size)
      throw new Fault(this.file, `its number type “${type.slice(0, 20)}” is not known`, 'Export it as text')
    this.tokens.line()
    const start = this.tokens.at
    if (start + size * count > this.bytes.length)
      throw cutShort(this.file, `${count} numbers of ${size} bytes are said to follow`)
    this.tokens.at = start + size * count
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset + start, size * count)
    const out = new Float64Array(count)
    for (let n = 0; n < count; n++) out[n] = bigEndian(view, n * size, size, kind)
    return out
  }

  /** Field data before the points: `name = text` of what is text, the rest is skipped. */
  fields(): string {
    this.tokens.word()
    let text = ''
    for (let left = Number(this.tokens.word()); left > 0; left--) {
      const name = this.word()
      if (name === 'METADATA') {
        this.skipParagraph()
        left++
        continue
      }
      const [width, rows, type] = [Number(this.word()), Number(this.word()), this.word()]
      if (!type) throw cutShort(this.file, 'it ends in its field data')
      if (type !== 'string') this.numbers(type, width * rows)
      else text += `${name}=${this.strings(width * rows)}\n`
    }
    return text
  }

  /** Text rows; in binary files each is led by its length in 1 to 8 bytes, the top two bits saying how many. */
  private strings(count: number): string {
    this.tokens.line()
    const rows: string[] = []
    for (let n = 0; n < count; n++) {
      if (!this.binary) {
        rows.push(this.tokens.line())
        continue
      }
      const lead = this.bytes[this.tokens.at] ?? 0
      const extra = [7, 3, 1, 0][lead >> 6] as number
      let length = lead & 63
      for (let b = 1; b <= extra; b++) length = 256 * length + (this.bytes[this.tokens.at + b] ?? 0)
      const start = this.tokens.at + 1 + extra
      if (start + length > this.bytes.length) throw cutShort(this.file, 'it ends in its field data')
      rows.push(this.tokens.text.slice(start, start + length))
      this.tokens.at = start + length
    }
    return rows.join(' ')
  }

  /** METADATA blocks end at an empty line. */
  skipParagraph(): void {
    this.tokens.line()
    while (this.tokens.at < this.bytes.length && this.tokens.line().trim() !== '');
  }
}

function bigEndian(view: DataView, at: number, size: number, kind: string): number {
  if (kind === 'float') return view.getFloat32(at)
  if (kind === 'double') return view.getFloat64(at)
  if (size === 8) return Number(view.getBigInt64(at))
  if (size === 4) return view.getInt32(at)
  return size === 2 ? view.getInt16(at) : view.getInt8(at)
}
