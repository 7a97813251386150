import { expect, test } from 'vitest'
import type { Vec3 } from '../core/vec3'
import { floatsPerCell } from '../geometry/blood-field'
import { emptyBlood } from '../session/blood-frame'
import { readFieldAt } from './field-reading'
import type { PoseEvent } from './pose-event'

/** A box of blood, 6 x 6 x 6 mm in a frame of 10³, whose pressure falls by 10 Pa a millimetre of z. */
function box() {
  const frame = { size: [10, 10, 10], spacing: 1e-3, origin: [0, 0, 0] } as const
  const entryOf = new Uint32Array(1000)
  const rows: number[] = new Array(floatsPerCell).fill(0)
  for (let cell = 0; cell < 1000; cell++) {
    const [i, j, k] = [cell % 10, Math.floor(cell / 10) % 10, Math.floor(cell / 100)]
    if ([i, j, k].some((n) => n < 2 || n > 7)) continue
    entryOf[cell] = rows.length / floatsPerCell
    rows.push(0, 0.3, 0.4, 100 - 10 * k, 0.8, 1.5, 1, 0)
  }
  const field = { lattice: { frame, entryOf }, time: 0, values: Float32Array.from(rows) }
  const wall = { positions: Float32Array.of(1.5e-3, 4e-3, 4e-3, 9, 9, 9), triangles: new Uint32Array() }
  return { ...emptyBlood(), field, wall, shear: { values: Float32Array.of(2, 1.25, 0.1, 3, 3, 0), beats: 1 } }
}

const pose = (change: Partial<PoseEvent>) =>
  ({ origin: [0, 0, 0], direction: [0, 0, 1], tip: null, reach: 0, ...change }) as PoseEvent

test('a tip reads the lattice where it is: speed, pressure, saturation, age and the shear of the wall beside it', () => {
  const reading = readFieldAt(box(), pose({ tip: [3e-3, 4e-3, 4.5e-3] }))
  expect(reading?.speed).toBeCloseTo(0.5, 6)
  expect(reading?.pressure).toBeCloseTo(55, 4)
  expect([reading?.saturation, reading?.age]).toEqual([expect.closeTo(0.8, 6), expect.closeTo(1.5, 6)])
  expect(reading?.wallShear).toBeCloseTo(1.25, 6)
})

test('far from a wall no shear is told, at the wall the next cell is read, outside nothing', () => {
  expect(readFieldAt(box(), pose({ tip: [7e-3, 7e-3, 7e-3] }))?.wallShear).toBeUndefined()
  expect(readFieldAt(box(), pose({ tip: [1.2e-3, 4e-3, 4e-3] }))?.place[0]).toBeCloseTo(2.2e-3, 9)
  expect(readFieldAt(box(), pose({ tip: [0, 0, 0] }))).toBeNull()
})

test('a ray reads just inside of the first blood, from either side; one that misses reads nothing', () => {
  const down = readFieldAt(box(), pose({ origin: [5e-3, 5e-3, 0.1], direction: [0, 0, -1] }))
  const up = readFieldAt(box(), pose({ origin: [5e-3, 5e-3, -0.1], direction: [0, 0, 1] }))
  for (const r of [down, up]) expect(Math.abs(r!.place[2] - 4.5e-3)).toBeLessThan(2e-3)
  expect(readFieldAt(box(), pose({ origin: [20e-3, 0, -0.1] as Vec3 }))).toBeNull()
})
