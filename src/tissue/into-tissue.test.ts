import { expect, it } from 'vitest'
import { distance, type Vec3 } from '../core/vec3'
import { intoTissue } from './into-tissue'
import { buildTissueModel } from './model'
import { boxHeart } from './solids'

const half = [8e-3, 8e-3, 8e-3] as const
const spacing = 0.9e-3
const model = buildTissueModel(boxHeart(half, spacing), { edge: 4e-3 })
const { size, origin } = model.heart.frame

/** A gap across x with wall on both sides: how far each cell lies from it. */
const gap = 1.4e-3
const slot = Float32Array.from({ length: size[0] * size[1] * size[2] }, (_, cell) => {
  const x = origin[0] + (cell % size[0]) * spacing
  return gap - Math.abs(x)
})

// In the middle the field is flat: a step as long as its slope says would pass into the far wall and beyond.
it('finds the tissue nearest to a place between two walls, not what lies beyond', () => {
  const find = intoTissue({ model, distance: slot }, 6e-3)
  for (const off of [0.06e-3, 0.15e-3, 0.3e-3, 0.6e-3, 1.2e-3])
    for (const side of [-1, 1]) {
      const place: Vec3 = [side * off, 1e-3, -2e-3]
      const found = find(place)!
      expect(Math.sign(found[0])).toBe(side)
      expect(Math.abs(found[0])).toBeGreaterThan(gap + 0.15e-3)
      expect(distance(found, place)).toBeLessThan(gap - off + 0.6e-3)
    }
})
