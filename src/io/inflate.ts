import { Fault } from '../core/fault'

/** Enough of any header to know how long the whole is. */
const headBytes = 1 << 14
/** A file may hold a little more than its header claims; what is far longer was made to fill the memory. */
const mostSurplus = 1 << 20

/**
 * Unpacks gzip or zlib data with the platform’s own decoder, which checks length and checksum at the end.
 * @param lengthOf how many bytes the whole must hold, judged from its first bytes
 * @throws Fault when the data end early, are damaged, or go on far beyond the length
 */
export async function inflate(
  file: string,
  data: Uint8Array,
  format: 'gzip' | 'deflate',
  lengthOf: (head: Uint8Array) => number,
): Promise<Uint8Array> {
  const source = new Blob([data as Uint8Array<ArrayBuffer>]).stream()
  const reader = source.pipeThrough(new DecompressionStream(format)).getReader()
  let out = new Uint8Array(headBytes)
  let sized = false
  let length = 0
  const size = () => {
    const whole = new Uint8Array(lengthOf(out.subarray(0, length)))
    whole.set(out.subarray(0, whole.length).subarray(0, length))
    out = whole
    sized = true
  }
  for (;;) {
    const { done, value } = await reader.read().catch((): never => {
      throw new Fault(file, 'its compressed part is cut short or damaged', 'Copy or export the file again')
    })
    if (done) break
    let taken = 0
    if (!sized) {
      taken = Math.min(value.length, headBytes - length)
      out.set(value.subarray(0, taken), length)
      length += taken
      if (length < headBytes) continue
      size()
    }
    const room = Math.max(0, out.length - length)
    out.set(value.subarray(taken, taken + room), length)
    length += value.length - taken
    if (length > out.length + mostSurplus) {
      await reader.cancel().catch(() => {})
      throw new Fault(file, 'it holds far more than its header says', 'Export the file again')
    }
  }
  if (!sized) size()
  if (length >= out.length) return out
  throw new Fault(
    file,
    `it is cut short: it holds ${length} of ${out.length} bytes`,
    'Copy or export the file again',
  )
}
