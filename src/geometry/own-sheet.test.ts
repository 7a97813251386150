import { expect, it } from 'vitest'
import { ownSheet } from './own-sheet'
import { evenLoop, harmonicMembrane } from './sheets-membrane'
import { withSkirt } from './sheets-rim'

it('gives a patch back as it was drawn, without the skirt that dives into the wall', () => {
  const outline = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => {
    const angle = (n * Math.PI) / 4
    return [6e-3 * Math.cos(angle), 6e-3 * Math.sin(angle), 0] as const
  })
  const membrane = harmonicMembrane(evenLoop(outline, 1e-3), 5)
  // A wall that begins at the rim: the skirt's path ends at once, its rings lie on one another.
  const { positions, triangles } = withSkirt(membrane, ([x, y]) => Math.hypot(x, y) - 4e-3, 1e-3, 4e-3)
  const sheet = { edit: 'patch', positions: Float32Array.from(positions), triangles }
  const own = ownSheet({ ...sheet, ownCount: membrane.positions.length / 3 })
  expect(positions.length).toBeGreaterThan(membrane.positions.length)
  expect(own.positions).toEqual(Float32Array.from(membrane.positions))
  expect(own.triangles).toEqual(membrane.triangles)
})
