import { encode } from 'fast-png'

/** A picture, rgba per pixel from the upper left, as a PNG in a `data:` address. */
export function pngAddress(pixels: Uint8Array, width: number, height: number): string {
  const bytes = encode({ width, height, data: pixels, channels: 4, depth: 8 })
  let text = ''
  for (let n = 0; n < bytes.length; n += 8192) text += String.fromCharCode(...bytes.subarray(n, n + 8192))
  return `data:image/png;base64,${btoa(text)}`
}
