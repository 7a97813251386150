import { expect, it } from 'vitest'
import type { Vec3 } from '../core/vec3'
import { harmonicMembrane } from '../geometry/sheets-membrane'
import { fitRim } from './fit-rim'
import { buildTissueModel } from './model'
import { rimStanding } from './rim-standing'
import { buildShell } from './shell'
import { shellHeart } from './solids'
import { uncut } from './topology'

const outside = 0.026
const topology = uncut(buildTissueModel(shellHeart(0.02, outside, 1e-3), { tetTarget: 4000 }))
const rim = Array.from({ length: 24 }, (_, n) => {
  const angle = (2 * Math.PI * n) / 24
  const [x, z] = [5e-3 * Math.cos(angle), 5e-3 * Math.sin(angle)]
  return [x, -Math.sqrt(outside ** 2 - x * x - z * z), z] as const
})
const { positions, triangles } = harmonicMembrane(rim, 3)
const sheet = fitRim(topology, { edit: 'patch', positions: Float32Array.from(positions), triangles })
const shell = buildShell(sheet, 'pericardium', 0)

/** A turn of .7 rad about an oblique axis and a shift: what the heart does as a whole. */
const axis: Vec3 = [1 / 3, 2 / 3, 2 / 3]
const carried = (places: Float32Array): Float32Array =>
  places.map((_, n) => carry(places, n - (n % 3))[n % 3]!)
function carry(places: Float32Array, o: number): Vec3 {
  const p = [places[o]!, places[o + 1]!, places[o + 2]!] as const
  const along = p.reduce((sum, x, a) => sum + x * axis[a]!, 0)
  const [c, s] = [Math.cos(0.7), Math.sin(0.7)]
  const side = [
    axis[1] * p[2] - axis[2] * p[1],
    axis[2] * p[0] - axis[0] * p[2],
    axis[0] * p[1] - axis[1] * p[0],
  ]
  return p.map((x, a) => x * c + side[a]! * s + axis[a]! * along * (1 - c) + 0.01) as unknown as Vec3
}
/** Rises of the rim after each of its places was moved against the tissue, and both were carried off, mm. */
function risen(move: (p: Vec3) => Vec3): number[] {
  const moved = shell.positions.slice()
  for (let o = 0; o < moved.length; o += 3) moved.set(move([moved[o]!, moved[o + 1]!, moved[o + 2]!]), o)
  const places = rimStanding(topology, shell, carried(moved), carried(topology.model.rest))
  expect(places).toHaveLength(24)
  return places.map(({ rise }) => 1e3 * rise)
}
const scaled = (p: Vec3, f: number): Vec3 => [p[0] * f, p[1] * f, p[2] * f]
const outward = (p: Vec3, by: number): Vec3 => scaled(p, 1 + by / Math.hypot(...p))

// Reference: the distance to a ball's surface changes by as much as a place moves along its radius, and by no turn.
it('does not rise where it goes with the tissue, nor where it slides along the wall or is pressed into it', () => {
  for (const rise of risen((p) => p)) expect(Math.abs(rise)).toBeLessThan(1e-3)
  const [c, s] = [Math.cos(0.04), Math.sin(0.04)]
  for (const rise of risen(([x, y, z]) => [c * x - s * y, s * x + c * y, z]))
    expect(Math.abs(rise)).toBeLessThan(0.1)
  for (const rise of risen((p) => outward(p, -0.8e-3))) expect(rise).toBeLessThan(-0.7)
})

it('rises by as much as it leaves the wall', () => {
  for (const rise of risen((p) => outward(p, 1.2e-3))) expect(rise).toBeCloseTo(1.2, 1)
})
