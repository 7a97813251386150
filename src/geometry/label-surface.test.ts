import { expect, it } from 'vitest'
import type { Grid } from '../core/grid'
import { labelBoxes, labelSurface } from './label-surface'

/** A ball of 10 mm in cells of 1 mm: 4/3 π 10³ = 4189 mm³, closed, outward. The grid is turned on purpose. */
const n = 30
const grid: Grid = {
  size: [n, n, n],
  spacing: [1e-3, 1e-3, 1e-3],
  origin: [0.1, 0.2, 0.3],
  direction: [0, -1, 0, 1, 0, 0, 0, 0, 1],
}

function ball(): Uint8Array {
  const labels = new Uint8Array(n ** 3)
  for (let k = 0, o = 0; k < n; k++)
    for (let j = 0; j < n; j++)
      for (let i = 0; i < n; i++, o++) if (Math.hypot(i - 15, j - 14, k - 13) < 10) labels[o] = 7
  return labels
}

it.each([1, 2])('meshes a ball of one label, closed and facing out, at stride %d', (stride) => {
  const labels = ball()
  const box = labelBoxes(grid, labels).get(7)!
  const { positions: p, triangles: t } = labelSurface(grid, labels, 7, box, stride)
  let six = 0
  const edges = new Map<string, number>()
  for (let n = 0; n < t.length; n += 3) {
    const [a, b, c] = [3 * t[n]!, 3 * t[n + 1]!, 3 * t[n + 2]!]
    const at = (o: number, axis: number) => p[o + axis]! - grid.origin[axis]!
    six +=
      at(a, 0) * (at(b, 1) * at(c, 2) - at(b, 2) * at(c, 1)) +
      at(a, 1) * (at(b, 2) * at(c, 0) - at(b, 0) * at(c, 2)) +
      at(a, 2) * (at(b, 0) * at(c, 1) - at(b, 1) * at(c, 0))
    for (const [x, y] of [
      [a, b],
      [b, c],
      [c, a],
    ] as const) {
      edges.set(`${x},${y}`, (edges.get(`${x},${y}`) ?? 0) + 1)
      edges.set(`${y},${x}`, (edges.get(`${y},${x}`) ?? 0) - 1)
    }
  }
  const volume = six / 6
  expect(volume / ((4 / 3) * Math.PI * 1e-6)).toBeGreaterThan(stride === 1 ? 0.94 : 0.85)
  expect(volume / ((4 / 3) * Math.PI * 1e-6)).toBeLessThan(1.05)
  expect([...edges.values()].every((count) => count === 0)).toBe(true)
})
