import { expect, test } from 'vitest'
import type { ShellMesh } from '../engine/protocol'
import { type Edit, editSchema } from '../heart/edit'
import { letInSeams } from './let-in-seam'

/** A square strip of 20 mm, of two triangles: 80 mm round. */
const shell: ShellMesh = {
  edit: 'patch-1',
  material: 'ePTFE',
  positions: new Float32Array([-10, -10, 0, 10, -10, 0, 10, 10, 0, -10, 10, 0].map((v) => v * 1e-3)),
  triangles: new Uint32Array([0, 1, 2, 0, 2, 3]),
}
const corners = [
  [-10, -10, 0],
  [10, -10, 0],
  [10, 10, 0],
  [-10, 10, 0],
]
const patch = (more = {}) =>
  editSchema.parse({
    kind: 'patch',
    id: 'patch-1',
    outline_mm: corners,
    material: 'ePTFE',
    mode: 'widen',
    ...more,
  })
const suture = (more = {}) =>
  editSchema.parse({
    kind: 'suture',
    id: 'suture-1',
    patch: 'patch-1',
    technique: 'running',
    pitch_mm: 2.5,
    bite_mm: 2.5,
    ...more,
  })
const stitches = (...edits: Edit[]) =>
  letInSeams([shell], edits).flatMap(({ positions }) =>
    Array.from({ length: positions.length / 6 }, (_, n) =>
      [...positions.slice(6 * n, 6 * n + 6)].map((v) => v * 1e3),
    ),
  )

test('a strip that was let in and is not sewn has no stitches, sewn it has one a pitch all round', () => {
  expect(stitches(patch())).toEqual([])
  expect(stitches(patch(), suture())).toHaveLength(80 / 2.5)
  const sewn = { technique: 'running', pitch_mm: 4, bite_mm: 2 }
  expect(stitches(patch({ sewn }))).toHaveLength(80 / 4)
})

test('each goes over the rim, from the wall into the strip', () => {
  for (const [ax, ay, , bx, by] of stitches(patch(), suture()) as number[][]) {
    expect(Math.max(Math.abs(ax!), Math.abs(ay!))).toBeGreaterThan(10)
    expect(Math.max(Math.abs(bx!), Math.abs(by!))).toBeLessThan(10.7)
    expect(Math.hypot(bx! - ax!, by! - ay!)).toBeCloseTo(Math.hypot(2.5, 1.25), 1)
  }
})

test('a part that was sewn has stitches there only; taken out they are gone', () => {
  const part = suture({
    path_mm: [
      [-10, -10, 0],
      [-5, -10, 0],
      [0, -10, 0],
    ],
  })
  const placed = stitches(patch(), part)
  expect(placed.length).toBeGreaterThan(4)
  for (const [, y] of placed) expect(y).toBeLessThan(0)
  const release = editSchema.parse({ kind: 'release', id: 'release-1', suture: 'suture-1' })
  expect(stitches(patch(), suture(), release)).toEqual([])
})

test('a patch that covers a hole is sewn by the engine, which reports its stitches itself', () => {
  expect(stitches(patch({ mode: 'cover' }), suture())).toEqual([])
})
