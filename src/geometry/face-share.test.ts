import { expect, test } from 'vitest'
import type { LatticeFrame } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import { domainFromDistance } from './domain-from-distance'

const h = 0.001
const sum = (a: ArrayLike<number>) => Array.prototype.reduce.call(a, (s, v) => (s as number) + v, 0) as number

// A square duct whose walls lie on faces: blood touches no face of theirs, and the section is the square.
test('faces that lie in a wall are closed, by rounding to either side', () => {
  for (const side of [0.008, 0.008 * (1 + 1e-9), 0.008 * (1 - 1e-9)]) {
    const frame: LatticeFrame = { size: [12, 12, 4], spacing: h, origin: [-5.5 * h, -5.5 * h, 0] }
    const wall = (p: Vec3) => Math.max(Math.abs(p[0]), Math.abs(p[1])) - side / 2
    const { open, structure } = domainFromDistance(frame, wall, () => 1)
    const across = [open[0], open[1]].map((faces) => sum(faces.slice(0, 144)))
    expect(across).toEqual([7 * 8, 7 * 8])
    expect(sum(open[2].slice(0, 144))).toBe(64)
    expect(sum(structure)).toBe(64 * 4)
  }
})

// The share of a square under an oblique line, by the area of the triangle that is left.
test('a wall across a face opens what lies in blood', () => {
  const frame: LatticeFrame = { size: [3, 3, 3], spacing: h, origin: [0, 0, 0] }
  const { open } = domainFromDistance(
    frame,
    (p) => (p[0] + p[1] - 2.2 * h) / Math.SQRT2,
    () => 1,
  )
  // The face (.5–1.5)² at z = .5: 1 - (.8)² / 2.
  expect(open[2][1 + 3]).toBeCloseTo(1 - 0.8 ** 2 / 2, 1)
})

// Two boxes that touch: the wall between them has no thickness, so there is none.
test('a face between two touching rooms is open', () => {
  const frame: LatticeFrame = { size: [6, 6, 10], spacing: h, origin: [-2.5 * h, -2.5 * h, -4.5 * h] }
  const room = (p: Vec3, z: number) =>
    Math.max(Math.abs(p[0]) - 2 * h, Math.abs(p[1]) - 2 * h, Math.abs(p[2] - z) - 2 * h)
  const { open } = domainFromDistance(
    frame,
    (p) => Math.min(room(p, -2 * h), room(p, 2 * h)),
    () => 1,
  )
  expect(sum(open[2].slice(4 * 36, 5 * 36))).toBe(16)
  expect(sum(open[2].slice(0, 36))).toBe(0)
})
