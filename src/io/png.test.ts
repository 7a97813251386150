import { decode } from 'fast-png'
import { expect, it } from 'vitest'
import { pngAddress } from './png'

it('writes a picture that a reader of PNG gives back pixel for pixel', () => {
  const pixels = Uint8Array.from({ length: 4 * 7 * 5 }, (_, n) => (n * 37) % 256)
  const address = pngAddress(pixels, 7, 5)
  expect(address.startsWith('data:image/png;base64,')).toBe(true)
  const back = decode(Buffer.from(address.slice(address.indexOf(',') + 1), 'base64'))
  expect([back.width, back.height]).toEqual([7, 5])
  expect([...(back.data as Uint8Array)]).toEqual([...pixels])
})
