import { expect, test } from 'vitest'
import { plateHeart } from '../../../tests/support/plate'
import { add, dot, length, scale, subtract, type Vec3 } from '../../core/vec3'
import type { EditOf } from '../../heart/edit'
import { clampShape, clampThickness } from './clamp-shape'

/** The plate's lattice has its middle at (0, 0, -15 mm): this clamp stands above it, across a vessel along x. */
const clamp: EditOf<'clamp'> = {
  kind: 'clamp',
  id: 'clamp-1',
  centre_mm: [3, 0, 10],
  normal: [2, 0, 0],
  radius_mm: 6,
}
const centre: Vec3 = [3e-3, 0, 10e-3]
const shape = clampShape(clamp, plateHeart())

test('its halves lie across the vessel, one on either side, and lead away from the heart', () => {
  for (const line of shape)
    for (const p of line) expect(dot(subtract(p, centre), [1, 0, 0])).toBeCloseTo(0, 9)
  const [one, other] = shape.map((line) => line[0]!)
  expect(subtract(one!, centre)[1]).toBeCloseTo(-subtract(other!, centre)[1], 9)
  for (const line of shape) expect(line.at(-1)![2]).toBeGreaterThan(centre[2] + 20e-3)
})

test('nothing of it lies in what it closes', () => {
  const between = shape.flatMap((line) =>
    line
      .slice(1)
      .flatMap((b, n) => [0, 0.25, 0.5, 0.75, 1].map((t) => add(scale(line[n]!, 1 - t), scale(b, t)))),
  )
  for (const p of between) expect(length(subtract(p, centre))).toBeGreaterThan(6e-3 + clampThickness / 2)
})
