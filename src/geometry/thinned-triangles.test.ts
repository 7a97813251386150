import { expect, test } from 'vitest'
import { surfaceOfField } from './surface-of-field'
import { thinnedTriangles } from './thinned-triangles'

/** A wall of 1.5 mm round a ball of 8 mm, on a lattice of .5 mm. */
function shell() {
  const n = 44
  const spacing = 0.5e-3
  const frame = { size: [n, n, n] as const, spacing, origin: [0, 0, 0] as const }
  const field = new Float32Array(n ** 3)
  for (let k = 0, at = 0; k < n; k++)
    for (let j = 0; j < n; j++)
      for (let i = 0; i < n; i++, at++) {
        const r = spacing * Math.hypot(i - 21.6, j - 21.4, k - 21.7)
        field[at] = Math.abs(r - 8.75e-3) - 0.75e-3
      }
  const { positions, triangles } = surfaceOfField(frame, field)
  return { rest: positions, triangles }
}

/** How often each edge is run through one way more than the other: nowhere on a closed surface. */
function openEdges(triangles: Uint32Array): number {
  const runs = new Map<string, number>()
  for (let t = 0; t < triangles.length; t++) {
    const [a, b] = [triangles[t]!, triangles[t % 3 === 2 ? t - 2 : t + 1]!]
    const key = a < b ? `${a} ${b}` : `${b} ${a}`
    runs.set(key, (runs.get(key) ?? 0) + (a < b ? 1 : -1))
  }
  return [...runs.values()].filter((count) => count !== 0).length
}

/** Enclosed volume, by the divergence theorem, m³. */
function volume(rest: Float32Array, triangles: Uint32Array): number {
  let sum = 0
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => rest.subarray(3 * triangles[t + k]!, 3 * triangles[t + k]! + 3))
    sum +=
      (a![0]! * (b![1]! * c![2]! - b![2]! * c![1]!) +
        a![1]! * (b![2]! * c![0]! - b![0]! * c![2]!) +
        a![2]! * (b![0]! * c![1]! - b![1]! * c![0]!)) /
      6
  }
  return sum
}

test('a thin wall keeps closed and keeps its volume to 2 % with a third of its triangles', async () => {
  const { rest, triangles } = shell()
  const thin = await thinnedTriangles({ rest, triangles, share: 1 / 3, tolerance: 0.4e-3 })
  expect(thin.length).toBeLessThan(0.36 * triangles.length)
  expect(openEdges(thin)).toBe(0)
  expect(volume(rest, thin) / volume(rest, triangles)).toBeGreaterThan(0.98)
  expect(volume(rest, thin) / volume(rest, triangles)).toBeLessThan(1.02)
})

test('the tolerance goes before the share', async () => {
  const { rest, triangles } = shell()
  const thin = await thinnedTriangles({ rest, triangles, share: 0.01, tolerance: 0.02e-3 })
  expect(thin.length).toBeGreaterThan(0.05 * triangles.length)
})

test('nothing stays nothing', async () => {
  const nothing = { rest: new Float32Array(0), triangles: new Uint32Array(0), share: 0.3, tolerance: 1 }
  expect(await thinnedTriangles(nothing)).toHaveLength(0)
})
