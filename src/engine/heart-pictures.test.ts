import { decode } from 'fast-png'
import { expect, it } from 'vitest'
import { dot, subtract } from '../core/vec3'
import { anatomicalView } from '../geometry/anatomical-views'
import { builtInCase } from '../procedures/built-in-cases'
import { HeartPictures } from './heart-pictures'

const heart = builtInCase('vsd-muscular', 4e-3)
const pictures = new HeartPictures(heart, { width: 165, height: 155 })

/** The picture's pixels. */
const pixelsOf = (source: string) =>
  decode(Buffer.from(source.slice(source.indexOf(',') + 1), 'base64')).data as Uint8Array
/** Share of the picture that something is drawn on. */
const covered = (pixels: Uint8Array) =>
  pixels.filter((v, n) => n % 4 === 3 && v > 127).length / (pixels.length / 4)

it('shows the whole heart from the front, with room round it', () => {
  const { width, data } = decode(Buffer.from(pictures.outside().source.split(',')[1] as string, 'base64'))
  const pixels = data as Uint8Array
  expect(covered(pixels)).toBeGreaterThan(0.3)
  const rim = [...pixels.subarray(0, 4 * width)].filter((_, n) => n % 4 === 3)
  expect(Math.max(...rim)).toBe(0)
})

it('shows a patch on the septum where it lies, and names the strategy', () => {
  const { target, away, section } = anatomicalView(heart, 'septum')!
  // Just behind the section, so that nothing hides it.
  const depth = dot(subtract(section!, target), away) - 1e-3
  const side = 6e-3
  const at = (x: number, z: number) => [
    target[0] + depth * away[0] + x * away[1],
    target[1] + depth * away[1] - x * away[0],
    target[2] + z,
  ]
  const patch = {
    edit: 'patch-1',
    positions: Float32Array.from([at(-side, -side), at(side, -side), at(0, side)].flat()),
    triangles: Uint32Array.from([0, 1, 2]),
    ownCount: 3,
    leaks: [],
  }
  const before = pictures.septum('Untouched', [])!
  const after = pictures.septum('Patch', [patch])!
  expect(after.title).toMatch(/^Patch: /)
  const [a, b] = [pixelsOf(before.source), pixelsOf(after.source)]
  const changed = a.filter((v, n) => n % 4 === 2 && v !== b[n]).length / (a.length / 4)
  // 72 mm² of a picture that shows some 5,000 mm².
  expect(changed).toBeGreaterThan(0.007)
  expect(changed).toBeLessThan(0.03)
})
