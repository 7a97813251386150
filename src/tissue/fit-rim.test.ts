import { expect, it } from 'vitest'
import { harmonicMembrane } from '../geometry/sheets-membrane'
import { fitRim } from './fit-rim'
import { buildTissueModel } from './model'
import { shellHeart } from './solids'
import { uncut } from './topology'

const outside = 0.026
const topology = uncut(buildTissueModel(shellHeart(0.02, outside, 2e-3), { tetTarget: 1000 }))

/** A round patch before the front of the ball whose rim is so far off it, metres; radius of each vertex after the fit. */
function fitted(off: number) {
  const around = 24
  const rim = Array.from({ length: around }, (_, n) => {
    const angle = (2 * Math.PI * n) / around
    const radius = outside + off
    const [x, z] = [5e-3 * Math.cos(angle), 5e-3 * Math.sin(angle)]
    return [x, -Math.sqrt(radius ** 2 - x * x - z * z), z] as const
  })
  const { positions, triangles } = harmonicMembrane(rim, 3)
  const sheet = { edit: 'patch', positions: Float32Array.from(positions), triangles }
  const moved = fitRim(topology, sheet).positions
  const inner = moved.subarray(0, -3 * around)
  expect(inner).toEqual(sheet.positions.subarray(0, -3 * around))
  const edge = moved.subarray(-3 * around)
  return Array.from({ length: around }, (_, n) => Math.hypot(...edge.subarray(3 * n, 3 * n + 3)))
}

it('lays the rim of a patch that passes over a hollow half a millimetre into the tissue', () => {
  for (const radius of fitted(1e-3)) {
    expect(radius).toBeLessThan(outside - 0.2e-3)
    expect(radius).toBeGreaterThan(outside - 1e-3)
  }
})

it('leaves a rim that hangs free where it was drawn', () => {
  for (const radius of fitted(3e-3)) expect(radius).toBeCloseTo(outside + 3e-3, 6)
})
