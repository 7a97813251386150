import { expect, test } from 'vitest'
import { sampleField } from '../core/lattice'
import { shellIds } from '../geometry/mesh-shells'
import { applyEdits } from '../geometry/resolve-anatomy'
import { heartFrom } from '../geometry/resolve-anatomy.fixture'
import { baseDomain } from '../geometry/resolve-anatomy-base'
import type { LumenShape } from '../geometry/resolve-anatomy-lumen'
import type { Heart } from '../heart/heart'
import { builtInCase, builtInPlans } from '../procedures/built-in-cases'
import { wideningMesh } from './widening-mesh'

/** A straight vessel along z: blood within 5 mm of its axis, a wall of 1.5 mm round it. Metres. */
const [blood, wall] = [5e-3, 1.5e-3]
const vessel: Heart = {
  ...heartFrom(
    { size: [40, 40, 40], spacing: 0.75e-3, origin: [-14.6e-3, -14.6e-3, -14.6e-3] },
    ([x, y]) => Math.hypot(x, y) - blood,
    ([x, y]) => Math.max(Math.hypot(x, y) - blood - wall, blood - Math.hypot(x, y)),
    ([x, y]) => (Math.hypot(x, y) < blood ? 2 : Math.hypot(x, y) < blood + wall ? 1 : 0),
    [
      { id: 1, name: 'wall', kind: 'wall', part: 'none' },
      { id: 2, name: 'aorta', kind: 'blood', part: 'vessel' },
    ],
  ),
  kind: 'vessel',
}
/** Widened by a ball of 6 mm whose middle lies 2 mm to the right of the axis. */
const ball: LumenShape = {
  edit: 'patch-1',
  low: [-5e-3, -7e-3, -7e-3],
  high: [9e-3, 7e-3, 7e-3],
  apply: ([x, y, z], phi) => Math.min(phi, Math.hypot(x - 2e-3, y, z) - 6e-3),
}

test('a strip let into a vessel is the outer face of its new wall, and its rim lies on the vessel all round', () => {
  const { positions, triangles } = wideningMesh(vessel, ball)
  const places = Array.from({ length: positions.length / 3 }, (_, v) => [
    ...positions.slice(3 * v, 3 * v + 3),
  ])
  // Two roundings of the lattice: the field is sampled between cells, and the wall is measured on them.
  const near = 0.3e-3
  for (const [x, y, z] of places as [number, number, number][]) {
    const over = Math.max(5e-3 - Math.hypot(x, y), 0) + wall
    expect(Math.min(Math.hypot(x - 2e-3, y, z) - 6e-3, Math.hypot(x, y) - blood) - over).toBeLessThan(near)
  }
  expect(Math.max(...places.map(([x]) => x!))).toBeGreaterThan(9.2e-3)
  const rim = rimOf(triangles).map((v) => places[v] as [number, number, number])
  expect(rim.length).toBeGreaterThan(20)
  // What lies less than 0.2 mm over the vessel is its own.
  for (const p of rim)
    expect(Math.abs(sampleField(vessel.frame, vessel.tissue, p))).toBeLessThan(0.2e-3 + near)
})

test('a strip let into an aorta is one piece, and leaves the walls of the vessels beside it alone', () => {
  const heart = builtInCase('coarctation', 1.5e-3)
  const { edits } = builtInPlans('coarctation')[0]!
  const [shape] = applyEdits(baseDomain(heart), heart, edits).trace.shapes
  const { positions, triangles } = wideningMesh(heart, shape!)
  expect(shellIds({ name: 'strip', positions: Float64Array.from(positions), triangles }).count).toBe(1)
})

/** Vertices of edges that only one triangle has. */
function rimOf(triangles: Uint32Array): number[] {
  const seen = new Map<string, number>()
  const key = (a: number, b: number) => `${Math.min(a, b)} ${Math.max(a, b)}`
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const edge = key(triangles[t + k]!, triangles[t + ((k + 1) % 3)]!)
      seen.set(edge, (seen.get(edge) ?? 0) + 1)
    }
  return [...new Set([...seen].flatMap(([edge, n]) => (n === 1 ? edge.split(' ').map(Number) : [])))]
}
