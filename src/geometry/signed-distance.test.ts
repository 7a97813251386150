import { expect, test } from 'vitest'
import { cellCentre, type LatticeFrame } from '../core/lattice'
import { length } from '../core/vec3'
import { signedDistance } from './signed-distance'

const frame: LatticeFrame = { size: [40, 44, 48], spacing: 1e-3, origin: [-0.0197, -0.0213, -0.0231] }

function sampled(f: (p: readonly [number, number, number]) => number): Float32Array {
  const out = new Float32Array(frame.size[0] * frame.size[1] * frame.size[2])
  for (let k = 0, o = 0; k < frame.size[2]; k++)
    for (let j = 0; j < frame.size[1]; j++)
      for (let i = 0; i < frame.size[0]; i++) out[o++] = f(cellCentre(frame, i, j, k))
  return out
}

// d = |p| - R, from a field with the same zero level but another slope everywhere.
test('the distance to a sphere is recovered from any smooth field with its zero level', () => {
  const R = 0.0123
  const exact = sampled((p) => length(p) - R)
  const d = signedDistance(
    frame,
    sampled((p) => Math.tanh((length(p) ** 2 - R * R) / 1e-4) * 3),
  )
  let worst = 0
  d.forEach((v, o) => {
    worst = Math.max(worst, Math.abs(v - (exact[o] as number)))
  })
  expect(worst).toBeLessThan(0.15 * frame.spacing)
})

// d = n·p - c: exact for a plane.
test('a tilted plane comes out within a tenth of a cell', () => {
  const n = [0.36, -0.48, 0.8] as const
  const plane = (p: readonly [number, number, number]) => n[0] * p[0] + n[1] * p[1] + n[2] * p[2] - 0.0011
  const exact = sampled(plane)
  const d = signedDistance(
    frame,
    sampled((p) => 7 * plane(p)),
  )
  // Near the rim the nearest point may lie outside of the lattice: look at the middle only.
  const middle = sampled((p) => length(p))
  let worst = 0
  d.forEach((v, o) => {
    if ((middle[o] as number) < 0.014) worst = Math.max(worst, Math.abs(v - (exact[o] as number)))
  })
  expect(worst).toBeLessThan(0.1 * frame.spacing)
})
