import { describe, expect, it } from 'vitest'
import type { Vec3 } from '../core/vec3'
import { buildTissueModel } from './model'
import { restFinder } from './rest-finder'
import { boxHeart } from './solids'
import { uncut } from './topology'

// An affine motion x = A X + b is known at every place: the way back is A⁻¹ (x - b).
describe('the way from tissue as it hangs to the same material at rest', () => {
  const model = buildTissueModel(boxHeart([0.015, 0.01, 0.004], 1e-3), { edge: 2.5e-3 })
  const move = ([x, y, z]: Vec3): Vec3 => [1.3 * x + 0.2 * y + 0.01, 0.9 * y - 0.3 * z, 0.1 * x + 1.1 * z]
  const moved = new Float32Array(model.rest.length)
  for (let n = 0; n < model.rest.length; n += 3)
    moved.set(move([model.rest[n]!, model.rest[n + 1]!, model.rest[n + 2]!]), n)
  const find = restFinder(uncut(model), moved)

  it('is exact inside tissue', () => {
    for (let n = 0; n < 200; n++) {
      const p: Vec3 = [0.013 * Math.sin(n), 0.009 * Math.cos(1.7 * n), 0.0035 * Math.sin(3.1 * n)]
      find(move(p)).forEach((x, d) => {
        expect(Math.abs(x - p[d]!)).toBeLessThan(2e-7)
      })
    }
  })

  it('goes with the nearest tetrahedron just outside, and leaves a far point where it is', () => {
    const out: Vec3 = [0.002, 0.003, 0.0075]
    find(move(out)).forEach((x, d) => {
      expect(Math.abs(x - out[d]!)).toBeLessThan(2e-6)
    })
    expect(find([0.2, 0, 0])).toEqual([0.2, 0, 0])
  })
})
