import { Fault } from '../core/fault'

/** Enough of any header to know how long the whole is. */
const headBytes = 1 << 14
/** A file may hold a little more than its header claims; what is far longer was made to fill the memory. */
const mostSurplus = 1 << 20

export interface Wanted {
  readonly bytes: number
  readonly end: 'whole' | 'part'
}

/**
 * Unpacks gzip or zlib data with the platform’s own decoder, which checks length and checksum at the end.
 * @param wanted how many bytes are wanted, judged from the first ones, and whether they are all that there is: what
 * comes after a part is not unpacked, and nothing is checked beyond it
 * @throws Fault when the data end early, are damaged, or go on far beyond the length
 */
export async function inflate(
  file: string,
  data: Uint8Array,
  format: 'gzip' | 'deflate',
  wanted: (head: Uint8Array) => Wanted,
): Promise<Uint8Array> {
  const source = new Blob([data as Uint8Array<ArrayBuffer>]).stream()
  const reader = source.pipeThrough(new DecompressionStream(format)).getReader()
  let out = new Uint8Array(headBytes)
  let end: Wanted['end'] | undefined
  let length = 0
  const size = () => {
    const { bytes, end: is } = wanted(out.subarray(0, length))
    const whole = new Uint8Array(bytes)
    whole.set(out.subarray(0, Math.min(bytes, length)))
    out = whole
    end = is
  }
  for (;;) {
    const { done, value } = await reader.read().catch((): never => {
      throw new Fault(file, 'its compressed part is cut short or damaged', 'Copy or export the file again')
    })
    if (done) break
    let taken = 0
    if (!end) {
      taken = Math.min(value.length, headBytes - length)
      out.set(value.subarray(0, taken), length)
      length += taken
      if (length < headBytes) continue
      size()
    }
    const room = Math.max(0, out.length - length)
    out.set(value.subarray(taken, taken + room), length)
    length += value.length - taken
    if (end === 'part' && length >= out.length) {
      await reader.cancel().catch(() => {})
      return out
    }
    if (length > out.length + mostSurplus) {
      await reader.cancel().catch(() => {})
      throw new Fault(file, 'it holds far more than its header says', 'Export the file again')
    }
  }
  if (!end) size()
  if (length >= out.length) return out
  throw new Fault(
    file,
    `it is cut short: it holds ${length} of ${out.length} bytes`,
    'Copy or export the file again',
  )
}
