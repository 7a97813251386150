import { expect, test } from 'vitest'
import { cross, length, scale, subtract, type Vec3 } from '../core/vec3'
import { domainFromDistance } from './domain-from-distance'
import { openPort } from './domain-from-distance-ports'
import { lumenSurface } from './lumen-surface'

// A pipe that the lattice's faces do not follow: closed, flat at both ends, areas and volume of the cylinder.
test('a slanting pipe is closed by its wall and two flat faces of the right areas', () => {
  const [radius, half] = [4e-3, 7e-3]
  const n: Vec3 = [0.6, 0, 0.8]
  const frame = { size: [24, 16, 24], spacing: 1e-3, origin: [-11.6e-3, -7.4e-3, -11.5e-3] } as const
  const pieces = domainFromDistance(
    frame,
    (p: Vec3) => length(cross(p, n)) - radius,
    () => 1,
  )
  const ends = [1, -1].map((sign) => ({
    id: sign > 0 ? 'out' : 'in',
    name: '',
    structure: 1,
    part: 'vessel' as const,
    centre: scale(n, sign * half),
    normal: scale(n, sign),
    radius,
    area: Math.PI * radius ** 2,
  }))
  const ports = ends.map((end) => openPort(pieces, end))
  const surface = lumenSurface({ ...pieces, ports, gates: [], sheets: [], leaks: [], warnings: [] }, ends)
  const { positions, triangles, face } = surface
  const areas = [0, 0, 0]
  let volume = 0
  const edges = new Map<string, number>()
  for (let t = 0; t < face.length; t++) {
    const ids = [...triangles.subarray(3 * t, 3 * t + 3)]
    const [a, b, c] = ids.map((v) => [...positions.subarray(3 * v, 3 * v + 3)] as unknown as Vec3) as [
      Vec3,
      Vec3,
      Vec3,
    ]
    areas[face[t]!]! += length(cross(subtract(b, a), subtract(c, a))) / 2
    volume += (a[0] * cross(b, c)[0] + a[1] * cross(b, c)[1] + a[2] * cross(b, c)[2]) / 6
    ids.forEach((v, k) => {
      const key = [v, ids[(k + 1) % 3]!].sort((x, y) => x - y).join()
      edges.set(key, (edges.get(key) ?? 0) + 1)
    })
  }
  expect(new Set(edges.values())).toEqual(new Set([2]))
  for (const port of [1, 2]) expect(areas[port]! / (Math.PI * radius ** 2)).toBeCloseTo(1, 1)
  const between = volume / (Math.PI * radius ** 2)
  expect(between).toBeGreaterThan(12.5e-3)
  expect(between).toBeLessThan(15e-3)
  expect(areas[0]! / (2 * Math.PI * radius * between)).toBeCloseTo(1, 1)
})
