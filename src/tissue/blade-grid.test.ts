import { describe, expect, it } from 'vitest'
import { seededRandom } from '../core/random'
import type { Vec3 } from '../core/vec3'
import { type Blade, sweepBlade, triangleBox } from './blade'
import { BladeGrid } from './blade-grid'

const random = seededRandom(4)
const anywhere = (size: number): Vec3 => [
  size * (random() - 0.5),
  size * (random() - 0.5),
  size * (random() - 0.5),
]
const ribbon = (): Blade => {
  const [a, b, c, d] = [anywhere(60), anywhere(60), anywhere(60), anywhere(60)]
  return sweepBlade(
    [
      [a, b],
      [c, d],
    ],
    5e-3,
  )
}

/** Every triangle of every blade whose bounds meet those of a segment. */
function bruteForce(blades: readonly Blade[], p: Vec3, q: Vec3): (readonly [Blade, number])[] {
  const meets = (box: ArrayLike<number>): boolean =>
    [0, 1, 2].every((d) => Math.max(p[d]!, q[d]!) >= box[d]! && Math.min(p[d]!, q[d]!) <= box[d + 3]!)
  return blades.flatMap((blade) =>
    Array.from({ length: blade.triangles.length / 3 }, (_, t) => [blade, t] as const).filter(([, t]) =>
      meets(triangleBox(blade, t)),
    ),
  )
}

describe('the grid of blades', () => {
  it('finds what meets the bounds of a segment, in the order of the cuts', () => {
    const blades = Array.from({ length: 12 }, ribbon)
    const grid = new BladeGrid(blades, 3e-3)
    let met = 0
    for (let n = 0; n < 300; n++) {
      const p = anywhere(0.06)
      const step = anywhere(n % 10 === 0 ? 0.03 : 0.002)
      const q: Vec3 = [p[0] + step[0], p[1] + step[1], p[2] + step[2]]
      const found = grid.near(p, q).map((number) => grid.nameOf(number))
      expect(found).toEqual(bruteForce(blades, p, q))
      met += found.length
    }
    expect(met).toBeGreaterThan(300)
  })
})
