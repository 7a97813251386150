import { describe, expect, it } from 'vitest'
import { seededRandom } from '../core/random'
import { distance, normalize, type Vec3 } from '../core/vec3'
import { nearestOnSurface, pickSurface } from './pick'
import { outlineOnSurface } from './pick-outline'
import type { EmbeddedSurface } from './surface'

/** A unit-weight sphere of radius r: one lattice node a vertex. */
function sphere(r: number, rows: number): { surface: EmbeddedSurface; nodes: Float32Array } {
  const around = 2 * rows
  const rest: number[] = []
  const triangles: number[] = []
  for (let i = 0; i <= rows; i++)
    for (let j = 0; j < around; j++) {
      const [a, b] = [(Math.PI * i) / rows, (2 * Math.PI * j) / around]
      rest.push(r * Math.sin(a) * Math.cos(b), r * Math.sin(a) * Math.sin(b), r * Math.cos(a))
      if (i === rows) continue
      const at = (k: number, l: number) => k * around + (l % around)
      triangles.push(at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j), at(i + 1, j + 1), at(i, j + 1))
    }
  const count = rest.length / 3
  const nodes = new Uint32Array(4 * count)
  const weights = new Float32Array(4 * count)
  for (let v = 0; v < count; v++) {
    nodes.fill(v, 4 * v, 4 * v + 4)
    weights[4 * v] = 1
  }
  const surface: EmbeddedSurface = {
    nodes,
    weights,
    rest: Float32Array.from(rest),
    normals: Float32Array.from(rest, (x) => x / r),
    structure: new Uint8Array(count).fill(7),
    side: new Uint8Array(count),
    triangles: Uint32Array.from(triangles),
  }
  return { surface, nodes: Float32Array.from(rest) }
}

describe('picking on a deformed surface', () => {
  const { surface, nodes } = sphere(0.03, 60)

  it('hits a sphere where a ray meets it, from every side', () => {
    const random = seededRandom(3)
    for (let n = 0; n < 200; n++) {
      const d = normalize([random() - 0.5, random() - 0.5, random() - 0.5])
      const origin: Vec3 = [d[0] * 0.1, d[1] * 0.1, d[2] * 0.1]
      const hit = pickSurface(surface, nodes, origin, [-d[0], -d[1], -d[2]])!
      // The polyhedron lies within r (1 - cos(π/60)) of its sphere.
      expect(hit.distance).toBeGreaterThan(0.07 - 1e-6)
      expect(hit.distance).toBeLessThan(0.07 + 0.03 * (1 - Math.cos(Math.PI / 60)) * 1.1)
      expect(hit.structure).toBe(7)
      expect(pickSurface(surface, nodes, origin, d)).toBeNull()
      expect(pickSurface(surface, nodes, origin, [-d[0], -d[1], -d[2]], 0.06)).toBeNull()
      const near = nearestOnSurface(surface, nodes, origin)!
      expect(distance(near.position, hit.position)).toBeLessThan(2e-3)
    }
  })

  it('follows the tissue and gives the same material point', () => {
    // x → 2x + (.1, 0, 0): the point under the ray keeps its rest place.
    const moved = nodes.map((x, n) => (n % 3 === 0 ? 2 * x + 0.1 : x))
    const before = pickSurface(surface, nodes, [0.1, 0.001, 0.002], [-1, 0, 0])!
    const after = pickSurface(surface, moved, [0.5, 0.001, 0.002], [-1, 0, 0])!
    expect(distance(before.rest, after.rest)).toBeLessThan(1e-6)
    expect(after.position[0]).toBeCloseTo(2 * before.position[0] + 0.1, 6)
    expect(pickSurface(surface, moved, [0.1, 0.1, 0], [0, 1, 0])).toBeNull()
  })

  it('draws an outline through picked places that stays on the surface', () => {
    const picked: Vec3[] = [
      [0.01, 0, 0.0283],
      [0, 0.012, 0.0275],
      [-0.01, 0, 0.0283],
      [0, -0.012, 0.0275],
    ]
    const outline = outlineOnSurface(surface, nodes, picked, 1e-3)
    expect(outline.length).toBeGreaterThan(60)
    for (const hit of outline) expect(Math.abs(Math.hypot(...hit.rest) - 0.03)).toBeLessThan(1e-4)
    for (const p of picked) expect(Math.min(...outline.map((h) => distance(h.rest, p)))).toBeLessThan(1.2e-3)
  })
})
