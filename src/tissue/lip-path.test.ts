import { expect, it } from 'vitest'
import type { Vec3 } from '../core/vec3'
import { sweepBlade } from './blade'
import { planCut } from './cut'
import { lipPath } from './lip-path'
import { buildTissueModel } from './model'
import { boxHeart } from './solids'
import { sewLips } from './stitch'
import { uncut } from './topology'

const edge = 2e-3
/** A plate of 28 × 28 × 4 mm about the origin. */
const plate = buildTissueModel(boxHeart([0.014, 0.014, 0.002], 1e-3), { edge, anchored: false })
const row = (x: number, down: number): [Vec3, Vec3] => [
  [x, 0.1, 3.5],
  [x, 0.1, down],
]

it('finds the lips on the side that the blade came from, however far it went beyond the wall', () => {
  const blade = [-8, -4, 0, 4, 8].map((x) => row(x, -20))
  const { topology } = planCut(uncut(plate), sweepBlade(blade, edge))
  const path = lipPath(topology, blade)
  expect(path).toHaveLength(5)
  // The upper face lies at 2 mm; looked for in steps of a quarter.
  for (const [, , z] of path) expect(Math.abs(z - 1.875e-3)).toBeLessThan(0.2e-3)
  const { stitches, missed } = sewLips(topology, 'close', path, 2.5e-3, 2e-3)
  expect(stitches.length).toBeGreaterThanOrEqual(6)
  expect(missed).toBeLessThanOrEqual(1)
  // The blade's own middle lies in the blood, where there is nothing to sew.
  const middle = blade.map(([a, b]): Vec3 => [a[0] * 1e-3, a[1] * 1e-3, ((a[2] + b[2]) / 2) * 1e-3])
  expect(sewLips(topology, 'close', middle, 2.5e-3, 2e-3).stitches).toHaveLength(0)
})

it('leaves out where the blade passed beside the tissue', () => {
  const blade = [row(0, -20), row(40, -20)]
  expect(lipPath(uncut(plate), blade)).toHaveLength(1)
})
