import { expect, test } from 'vitest'
import { seededRandom } from '../core/random'
import { OneEuro } from './one-euro'
import { tremor } from './steady-hand'

const rate = 72
const rms = (values: readonly number[]) => Math.sqrt(values.reduce((s, v) => s + v * v, 0) / values.length)

/** Standard normal numbers from a seed (Box–Muller). */
function normals(count: number): number[] {
  const random = seededRandom(7)
  return Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  )
}

test('a still hand that trembles by 1 mm trembles by less than 0.4 mm', () => {
  const filter = new OneEuro(tremor.place)
  const noise = normals(1440).map((v) => v * 1e-3)
  const out = noise.map((v, n) => filter.next([v, 0, 0], n / rate)[0]!)
  expect(rms(noise)).toBeGreaterThan(0.9e-3)
  expect(rms(out.slice(72))).toBeLessThan(0.4e-3)
})

test.each([0.01, 0.1, 0.5, 2])(
  'a hand that moves at %d m/s is never farther behind than 1 / (2 π β)',
  (v) => {
    const filter = new OneEuro(tremor.place)
    let behind = 0
    for (let n = 0; n < 3 * rate; n++)
      behind = (v * n) / rate - filter.next([(v * n) / rate, 0, 0], n / rate)[0]!
    expect(behind).toBeGreaterThan(0)
    expect(behind).toBeLessThan(1 / (2 * Math.PI * tremor.place.beta))
  },
)

test('after a pause or a restart it begins where the hand is', () => {
  const filter = new OneEuro(tremor.place)
  filter.next([0, 0, 0], 0)
  expect(filter.next([1, 2, 3], 0.2)).toEqual([1, 2, 3])
  filter.restart()
  expect(filter.next([4, 5, 6], 0.21)).toEqual([4, 5, 6])
})
