import { describe, expect, it } from 'vitest'
import { cross, distance, length, mix, subtract, type Vec3 } from '../core/vec3'
import { courseOf, inVessel, type LetInPlace, letInStrip } from './let-in'

const [radius, wall, width] = [6e-3, 1.5e-3, 10e-3]
/** A straight vessel along z with a strip on its right, as wide as an ellipse is. */
const places = Array.from({ length: 21 }, (_, n): LetInPlace => {
  const x = n / 10 - 1
  const share = Math.sqrt(Math.max(0, 1 - x * x))
  return {
    centre: [0, 0, 15e-3 * x],
    axis: [0, 0, 1],
    toward: [1, 0, 0],
    radius,
    width: width * share,
  }
})

describe('a strip let into a vessel', () => {
  const { positions, triangles } = letInStrip(places, wall, 2e-3)
  const at = (v: number): Vec3 => [positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!]

  it('lies in the middle of the wall, and is as wide round it as it was cut', () => {
    for (let v = 0; v < positions.length / 3; v++) {
      const [x, y] = at(v)
      expect(Math.hypot(x, y)).toBeCloseTo(radius + wall / 2, 6)
      expect(inVessel(places, at(v), wall)!.beside).toBeLessThan(1e-6)
    }
    const middle = Array.from({ length: positions.length / 3 }, (_, v) => v).filter(
      (v) => Math.abs(at(v)[2]) < 1e-5,
    )
    const across = middle.slice(1).reduce((sum, v, n) => sum + distance(at(v), at(middle[n]!)), 0)
    // Chords of a tenth of a radian: less than a hundredth short of the arc.
    expect(across / width).toBeGreaterThan(0.99)
    expect(across / width).toBeLessThan(1)
  })

  it('is one sheet whose front is outward', () => {
    let area = 0
    for (let t = 0; t < triangles.length; t += 3) {
      const [a, b, c] = [at(triangles[t]!), at(triangles[t + 1]!), at(triangles[t + 2]!)]
      const normal = cross(subtract(b, a), subtract(c, a))
      expect(normal[0] * a[0] + normal[1] * a[1]).toBeGreaterThan(0)
      area += length(normal) / 2
    }
    // Half an ellipse of the greatest width over its length.
    expect(area / ((Math.PI / 4) * width * 30e-3)).toBeGreaterThan(0.95)
    expect(area / ((Math.PI / 4) * width * 30e-3)).toBeLessThan(1)
  })

  it('leaves out places of another vessel, and such as lie behind', () => {
    const other: LetInPlace = { ...places[1]!, centre: [20e-3, 0, 0] }
    const [first, ...rest] = places as [LetInPlace, ...LetInPlace[]]
    const mixed = [first, other, ...rest.slice(0, 14), { ...rest[12]!, width: 1e-3 }, ...rest.slice(14)]
    const course = courseOf(mixed)
    expect(course.map((at) => at.centre)).toEqual(places.map((at) => at.centre))
    expect([course[0]!.width, course.at(-1)!.width]).toEqual([0, 0])
    // A slit that ends in another vessel: the strip ends before it.
    const cut = courseOf([...places.slice(0, 17), other])
    expect(cut).toHaveLength(17)
    expect(cut.at(-1)!.width).toBe(0)
  })

  it('leaves out a place whose section would lie across the strip before it', () => {
    const [sin, cos] = [Math.sin(0.6), Math.cos(0.6)]
    const turned: LetInPlace = { ...places[15]!, axis: [sin, 0, cos], toward: [cos, 0, -sin] }
    const course = courseOf([...places.slice(0, 15), turned])
    expect(course).toHaveLength(15)
    expect(course.at(-1)!.axis).toEqual([0, 0, 1])
    // On the other side of the vessel sections may cross: no strip lies there.
    const away: LetInPlace = { ...places[15]!, axis: [-sin, 0, cos], toward: [cos, 0, sin] }
    const narrow = [...places.slice(0, 15), away].map((at) => ({ ...at, width: at.width / 2 }))
    expect(courseOf(narrow)).toHaveLength(16)
  })

  it('follows the lips where it ends bluntly, before another vessel', () => {
    const course = courseOf(places.slice(0, 15))
    const { positions, triangles } = letInStrip(course, wall, 2e-3)
    const at = (v: number): Vec3 => [positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!]
    const edges = new Map<string, number>()
    for (let t = 0; t < triangles.length; t++) {
      const ends = [triangles[t]!, triangles[t % 3 === 2 ? t - 2 : t + 1]!].sort((p, q) => p - q)
      edges.set(ends.join(), (edges.get(ends.join()) ?? 0) + 1)
    }
    for (const [ends, count] of edges) {
      if (count > 1) continue
      const [p, q] = ends.split(',').map((v) => at(Number(v))) as [Vec3, Vec3]
      const { tube, beside } = inVessel(course, mix(p, q, 0.5), wall)!
      expect(distance(p, q)).toBeLessThan(3e-3)
      expect(tube).toBeGreaterThan(0)
      expect(tube).toBeLessThan(wall)
      expect(Math.abs(beside)).toBeLessThan(wall / 2)
    }
  })

  it('tells where a point lies: beyond it, beside it, in the blood', () => {
    expect(inVessel(places, [0, 0, 16e-3], wall)).toBeNull()
    const opposite = inVessel(places, [-radius - wall / 2, 0, 0], wall)!
    expect(opposite.tube).toBeCloseTo(wall / 2, 9)
    expect(opposite.beside).toBeCloseTo(Math.PI * (radius + wall / 2) - width / 2, 9)
    expect(inVessel(places, [1e-3, 0, 0], wall)!.tube).toBeCloseTo(1e-3 - radius, 9)
  })
})
