import { expect, test } from 'vitest'
import { ShearOnSurface } from './shear-on-surface'

const frame = { size: [8, 8, 4], spacing: 1e-3, origin: [0, 0, 0] } as const
/** Samples on the plane z = 1 mm: shear now 2 Pa, mean shear 1 Pa a millimetre of x, OSI .2. */
const table = Float32Array.from(
  Array.from({ length: 64 }, (_, n) => [
    (n % 8) * 1e-3,
    Math.floor(n / 8) * 1e-3,
    1e-3,
    2,
    n % 8,
    0.2,
  ]).flat(),
)

test('a vertex gets what the cells beside it hold, and one far from every cell is unknown', () => {
  const vertices = [3e-3, 4e-3, 1e-3, 3.5e-3, 3.5e-3, 1.4e-3, 4e-3, 4e-3, 9e-3]
  const values = new ShearOnSurface(frame, table, Float32Array.from(vertices)).values(table)
  expect(values[1]).toBeCloseTo(3, 1)
  expect([...values.subarray(3, 6)]).toEqual([2, 3.5, 0.2].map((v) => expect.closeTo(v, 5)))
  expect([...values.subarray(6, 9)]).toEqual([-1, -1, -1])
})

test('later values of the same cells need no new search', () => {
  const shear = new ShearOnSurface(frame, table, Float32Array.of(3.5e-3, 3.5e-3, 1e-3))
  const later = table.map((v, n) => (n % 6 === 3 ? 7 : v))
  expect(shear.values(later)[0]).toBeCloseTo(7, 5)
})
