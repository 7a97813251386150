import { describe, expect, test } from 'vitest'
import { distance, length, normalize, subtract, type Vec3 } from '../core/vec3'
import type { ShellMesh, StitchLine } from '../engine/protocol'
import { type Edit, editSchema } from '../heart/edit'
import { sewnThread } from './sewn-thread'

/*
 * A seam along x, a stitch each 2.5 mm, drawn tight: both bites of a stitch lie on each other. What is to be seen of an
 * over-and-over seam: slanted stitches, all alike, that cross it by the bite and go on by the pitch.
 */
const pitch = 2.5e-3
const bite = 2e-3
const suture = (more = {}): Edit =>
  editSchema.parse({ kind: 'suture', id: 's', technique: 'running', pitch_mm: 2.5, bite_mm: 2, ...more })

const line = (pairs: readonly (readonly [Vec3, Vec3])[]): StitchLine => ({
  edit: 's',
  positions: Float32Array.from(pairs.flat(2)),
})
/** As the engine draws a running thread: from bite to bite, without a gap. */
const through = (bites: readonly Vec3[]): StitchLine =>
  line(bites.slice(1).map((to, n) => [bites[n]!, to] as const))

const rods = ({ positions }: StitchLine): [Vec3, Vec3][] =>
  Array.from({ length: positions.length / 6 }, (_, n) => [
    [...positions.slice(6 * n, 6 * n + 3)] as unknown as Vec3,
    [...positions.slice(6 * n + 3, 6 * n + 6)] as unknown as Vec3,
  ])

describe('over and over along two lips', () => {
  /** Each place is tied at the surface and a bite deeper. */
  const bites = Array.from({ length: 6 }, (_, n): Vec3[] => {
    const shallow: Vec3 = [n * pitch, 0, 0]
    const deep: Vec3 = [n * pitch, 0, -bite]
    return [shallow, shallow, deep, deep]
  }).flat()
  const drawn = rods(sewnThread(through(bites), [], [suture()]))

  test('the stitches lie side by side on the surface, none in the depth', () => {
    // Five slants between six stitches, and one at each end.
    expect(drawn).toHaveLength(7)
    for (const rod of drawn) for (const [, , z] of rod) expect(z).toBeCloseTo(0, 6)
    for (const [from, to] of drawn.slice(1, -1)) {
      expect(to[0] - from[0]).toBeCloseTo(pitch, 6)
      expect(Math.abs(to[1] - from[1])).toBeCloseTo(bite, 6)
    }
  })

  test('no two touch: what joins them goes through the tissue', () => {
    const slants = drawn.slice(1, -1)
    for (const [n, [from]] of slants.entries())
      if (n > 0) expect(distance(from, slants[n - 1]![1])).toBeGreaterThan(0.9 * bite)
  })
})

test('gaping lips are joined from where the needle came out to where it goes in', () => {
  const bites = Array.from({ length: 5 }, (_, n): Vec3[] => [
    [n * pitch, -2e-3, 0],
    [n * pitch, 2e-3, 0],
  ]).flat()
  const drawn = rods(sewnThread(through(bites), [], [suture()]))
  const [from, to] = drawn[2]!
  expect(subtract(to, from).map((v) => Math.round(v * 1e6))).toEqual([2500, -4000, 0])
})

test('round a patch each goes over its rim, from the wall beside it onto it', () => {
  const ring = Array.from({ length: 24 }, (_, n): Vec3 => {
    const a = (2 * Math.PI * n) / 24
    return [10e-3 * Math.cos(a), 10e-3 * Math.sin(a), 0]
  })
  const shell: ShellMesh = {
    edit: 'p',
    material: 'pericardium',
    positions: Float32Array.from([0, 0, 0, ...ring.flat()]),
    triangles: Uint32Array.from(ring.flatMap((_, n) => [0, n + 1, ((n + 1) % 24) + 1])),
  }
  // Into the wall 4 mm under the rim, as in a thick one.
  const bites = ring.flatMap((p): Vec3[] => [p, [p[0], p[1], -4e-3]])
  const drawn = rods(sewnThread(through(bites), [shell], [suture({ patch: 'p' })]))
  expect(drawn).toHaveLength(ring.length + 1)
  // An end of a conduit, whose edit brings its stitches.
  const [path_mm, diameter_mm] = [[0, 20].map((z) => [0, 0, z]), 20]
  const tube = editSchema.parse({ kind: 'conduit', id: 's', path_mm, diameter_mm, material: 'ePTFE' })
  expect(rods(sewnThread(through(bites), [{ ...shell, edit: 's' }], [tube]))).toEqual(drawn)
  for (const rod of drawn) {
    for (const [, , z] of rod) expect(Math.abs(z)).toBeLessThan(1e-5)
    const [a, b] = rod.map(length) as [number, number]
    expect(Math.min(a, b)).toBeLessThan(10e-3 - 0.4 * bite)
    expect(Math.max(a, b)).toBeGreaterThan(10e-3 + 0.4 * bite)
  }
})

test('an interrupted stitch crosses the lips and has a knot along them', () => {
  const pairs = Array.from({ length: 4 }, (_, n): [Vec3, Vec3][] => [
    [
      [n * pitch, 0, 0],
      [n * pitch, 0, 0],
    ],
    [
      [n * pitch, 0, -bite],
      [n * pitch, 0, -bite],
    ],
  ]).flat()
  const drawn = rods(sewnThread(line(pairs), [], [suture({ technique: 'interrupted' })]))
  expect(drawn).toHaveLength(8)
  for (const [n, [from, to]] of drawn.entries()) {
    const way = normalize(subtract(to, from))
    expect(Math.abs(way[n % 2 === 0 ? 1 : 0]!)).toBeCloseTo(1, 5)
  }
})
