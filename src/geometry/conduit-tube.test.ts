import { describe, expect, it } from 'vitest'
import { cross, distance, dot, length, subtract, type Vec3 } from '../core/vec3'
import { conduitTube } from './conduit-tube'

/** Two vessels along z, 10 mm wide with walls of 1 mm, 40 mm apart, joined by a tube of 8 mm that ends in their middles. */
const apart = 40e-3
const radius = 4e-3
const fromMiddle = ([x, y]: Vec3): number => Math.min(Math.hypot(x, y), Math.hypot(x - apart, y))
const lumen = (p: Vec3): number => fromMiddle(p) - 5e-3
const wall = (p: Vec3): number => Math.abs(fromMiddle(p) - 5.5e-3) - 0.5e-3
const path: Vec3[] = [
  [0, 0, 0],
  [apart / 2, 0, 0],
  [apart, 0, 0],
]
const bore = ([x, y, z]: Vec3): number => Math.max(Math.hypot(y, z) - radius, -x, x - apart)
const tissue = (p: Vec3): number => Math.max(wall(p), -bore(p))
const tube = conduitTube(path, radius, { lumen, wall, tissue, bore }, 2e-3)!

type Tube = typeof tube
const vertexOf = ({ positions }: Tube, v: number): Vec3 => [
  positions[3 * v]!,
  positions[3 * v + 1]!,
  positions[3 * v + 2]!,
]
/** Edges that one triangle has alone. */
function rimOf({ triangles }: Tube): [number, number][] {
  const edges = new Set<string>()
  for (let t = 0; t < triangles.length; t++)
    edges.add(`${triangles[t]} ${triangles[t % 3 === 2 ? t - 2 : t + 1]}`)
  return [...edges].flatMap((key) => {
    const [a, b] = key.split(' ').map(Number) as [number, number]
    return edges.has(`${b} ${a}`) ? [] : [[a, b] as [number, number]]
  })
}

describe('the wall of a conduit', () => {
  it('ends in the walls that it opens, on the edges of the mouths, all round', () => {
    const rim = rimOf(tube)
    expect(rim.length).toBeGreaterThan(20)
    for (const [a, b] of rim) {
      expect(Math.abs(wall(vertexOf(tube, a)))).toBeLessThan(0.6e-3)
      expect(wall(vertexOf(tube, a))).toBeLessThan(0.1e-3)
      expect(Math.abs(bore(vertexOf(tube, a)))).toBeLessThan(1e-3)
      expect(distance(vertexOf(tube, a), vertexOf(tube, b))).toBeLessThan(3e-3)
    }
    expect(tube.loose.every((is) => is === 0)).toBe(true)
  })

  it('is a tube of its width whose front is outward', () => {
    let area = 0
    for (let t = 0; t < tube.triangles.length; t += 3) {
      const [a, b, c] = [0, 1, 2].map((k) => vertexOf(tube, tube.triangles[t + k]!)) as [Vec3, Vec3, Vec3]
      const normal = cross(subtract(b, a), subtract(c, a))
      expect(dot(normal, [0, a[1], a[2]])).toBeGreaterThan(0)
      area += length(normal) / 2
    }
    // Each vessel's wall cuts off the mean of √(5.5² - 4² cos²) = 4.7 mm; rims half a wall wider, chords: 7 %.
    const whole = 2 * Math.PI * radius * (apart - 2 * 4.7e-3)
    expect(Math.abs(area / whole - 1)).toBeLessThan(0.07)
    expect(Math.min(...tube.along)).toBeLessThan(0.1)
    expect(Math.max(...tube.along)).toBeGreaterThan(0.9)
  })

  it('keeps its own round where a vessel ends and no wall is left', () => {
    // The model ends 1 mm below the tube's axis: the lower half of each mouth has no wall.
    const cut = (p: Vec3): number => -1e-3 - p[2]
    const ended = conduitTube(
      path,
      radius,
      { lumen, bore, wall: (p) => Math.max(wall(p), cut(p)), tissue: (p) => Math.max(tissue(p), cut(p)) },
      2e-3,
    )!
    const rim = rimOf(ended).map(([a]) => a)
    const loose = rim.filter((v) => ended.loose[v])
    expect(loose.length).toBeGreaterThan(0.3 * rim.length)
    expect(loose.length).toBeLessThan(0.8 * rim.length)
    for (const v of rim) if (!ended.loose[v]) expect(wall(vertexOf(ended, v))).toBeLessThan(0.1e-3)
  })

  it('is none where an end opens no wall', () => {
    const none = { lumen, bore, wall: () => 1e-3, tissue: () => 1e-3 }
    expect(conduitTube(path, radius, none, 2e-3)).toBeNull()
  })
})
