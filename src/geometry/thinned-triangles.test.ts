import { expect, test } from 'vitest'
import { thinnedTriangles } from './thinned-triangles'

/** A sheet of n × n squares, 1 mm each, at a height. */
function sheet(n: number) {
  const rest = new Float32Array(3 * (n + 1) ** 2)
  for (let j = 0; j <= n; j++)
    for (let i = 0; i <= n; i++) rest.set([i * 1e-3, j * 1e-3, 0], 3 * (i + (n + 1) * j))
  const triangles: number[] = []
  for (let j = 0; j < n; j++)
    for (let i = 0; i < n; i++) {
      const a = i + (n + 1) * j
      triangles.push(a, a + 1, a + n + 1, a + 1, a + n + 2, a + n + 1)
    }
  return { rest, triangles: new Uint32Array(triangles) }
}

function area(rest: Float32Array, triangles: Uint32Array): number {
  let sum = 0
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => 3 * triangles[t + k]!) as [number, number, number]
    const [u, v] = [b, c].map((o) => [rest[o]! - rest[a]!, rest[o + 1]! - rest[a + 1]!])
    sum += (u![0]! * v![1]! - u![1]! * v![0]!) / 2
  }
  return sum
}

test('a sheet keeps its area to within its rim, with an eighth of the triangles or less', () => {
  const { rest, triangles } = sheet(60)
  const structure = new Uint8Array(rest.length / 3)
  const thin = thinnedTriangles(rest, structure, triangles, 3.0001e-3)
  expect(thin.length).toBeLessThan(triangles.length / 8)
  expect(area(rest, thin)).toBeGreaterThan(0.9 * area(rest, triangles))
  expect(area(rest, thin)).toBeLessThanOrEqual(area(rest, triangles) * 1.0001)
})

test('two structures are never drawn as one, and cubes smaller than a triangle change nothing', () => {
  const { rest, triangles } = sheet(4)
  const two = Uint8Array.from({ length: rest.length / 3 }, (_, v) => v % 2)
  const thin = thinnedTriangles(rest, two, triangles, 1)
  expect(thin.length).toBe(0)
  expect(thinnedTriangles(rest, new Uint8Array(two.length), triangles, 0.3e-3)).toEqual(triangles)
})
