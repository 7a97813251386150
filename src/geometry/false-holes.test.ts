import { expect, it } from 'vitest'
import { length, type Vec3 } from '../core/vec3'
import { heartFrom, twoChambers } from './resolve-anatomy.fixture'
import { baseDomain } from './resolve-anatomy-base'
import { middleOfFace, strides } from './resolve-anatomy-flood'

/** Two chambers with an oblique wall of 1.1 mm between them, which cells of 1.5 mm cannot hold, and a hole of 8 mm in its middle. */
function thinSeptum() {
  const normal: Vec3 = [0.8, 0.36, 0.48]
  const whole = twoChambers(1.5e-3, normal, 1.1e-3)
  const along = (p: Vec3) => p[0] * normal[0] + p[1] * normal[1] + p[2] * normal[2]
  const away = (p: Vec3) => length([0, 1, 2].map((a) => p[a]! - along(p) * normal[a]!) as unknown as Vec3)
  const lumen = (p: Vec3) =>
    Math.max(length(p) - 22e-3, Math.min(0.55e-3 - Math.abs(along(p)), away(p) - 4e-3))
  // As a segmentation draws it: a wall of whole cells, through which no two labels of blood touch (1.5 mm × .8 < 1.3 mm).
  const isWall = (p: Vec3) => lumen(p) >= 0 || (Math.abs(along(p)) < 0.65e-3 && away(p) > 4e-3)
  const label = (p: Vec3) => (isWall(p) ? 1 : along(p) < 0 ? 2 : 3)
  const tissue = (p: Vec3) => Math.max(length(p) - 27e-3, -lumen(p))
  return { heart: heartFrom(whole.frame, lumen, tissue, label, whole.structures), away }
}

it('a hole in a septum does not let blood through the thin wall beside it', () => {
  const { heart, away } = thinSeptum()
  const { frame, open, structure, warnings } = baseDomain(heart)
  const step = strides(frame)
  const between = [0, 1, 2].flatMap((axis) =>
    [...structure.keys()].flatMap((n) => {
      const pair = [structure[n], structure[n + step[axis]!]]
      const joins = open[axis]![n]! > 0 && pair.includes(2) && pair.includes(3)
      return joins ? [away(middleOfFace(frame, axis, n))] : []
    }),
  )
  expect(between.length).toBeGreaterThan(20)
  // The hole's radius and the reach in which labels count: two and a half cells along each axis.
  expect(Math.max(...between)).toBeLessThan(4e-3 + 2.5 * Math.sqrt(3) * frame.spacing)
  expect(warnings.join()).toMatch(/thinner than a cell/)
})
