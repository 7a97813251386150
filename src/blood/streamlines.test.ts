import { expect, test } from 'vitest'
import type { BloodField } from '../geometry/blood-field'
import { floatsPerCell, readField } from '../geometry/blood-field'
import { packDomain } from './blood-lattice'
import type { FlowSnapshot } from './flow-snapshot'
import { floatsPerPoint, traceStreamlines } from './streamlines'
import { pipe } from './verify/shapes'

const radius = 0.01
const lattice = packDomain(pipe(radius, 0.02, 0.001, [0, 0, 1]))
const { frame, count } = lattice

/** A snapshot of a velocity that is given in closed form, the faces sampled at their middles. */
function snapshotOf(velocity: (p: readonly number[]) => readonly [number, number, number]): FlowSnapshot {
  const [nx, ny] = frame.size
  const faceVelocity = new Float32Array(3 * count)
  const values = new Float32Array(floatsPerCell * lattice.ghostStart)
  lattice.cells.forEach((cell, e) => {
    if (cell === 0xffffffff) return
    const place = [cell % nx, Math.floor(cell / nx) % ny, Math.floor(cell / (nx * ny))].map(
      (n, a) => frame.origin[a]! + frame.spacing * n,
    )
    for (let a = 0; a < 3; a++)
      faceVelocity[a * count + e] = velocity(place.map((x, b) => x + (b === a ? frame.spacing / 2 : 0)))[a]!
    if (e < lattice.ghostStart)
      values.set([...velocity(place), 1e4 * place[2]!, 0.7, 0.5, 1], floatsPerCell * e)
  })
  return { lattice, time: 0, values, faceVelocity }
}

// Rigid rotation: lines are circles, and a point is after s/(w r) seconds where the blood is.
test('lines of a rigid rotation stay on their circles and take s / (w r)', () => {
  const w = 20
  const { counts, data, points } = traceStreamlines(
    snapshotOf((p) => [-w * p[1]!, w * p[0]!, 0]),
    { count: 20, points: 33, length: 0.008 },
  )
  let lines = 0
  counts.forEach((n, line) => {
    const at = (m: number) =>
      data.subarray(floatsPerPoint * (line * points + m), floatsPerPoint * (line * points + m + 1))
    const r = Math.hypot(at(0)[0]!, at(0)[1]!)
    if (n !== points || r > 0.7 * radius) return
    lines++
    for (let m = 0; m < n; m++) expect(Math.hypot(at(m)[0]!, at(m)[1]!) / r).toBeCloseTo(1, 2)
    expect(at(n - 1)[3]! / (0.008 / (w * r))).toBeCloseTo(1, 1)
    expect(at(3)[4]! / (w * r)).toBeCloseTo(1, 2)
  })
  expect(lines).toBeGreaterThan(3)
})

test('blood that stands still draws no lines, and the same flow the same lines', () => {
  const still = traceStreamlines(
    snapshotOf(() => [0, 0, 0]),
    { count: 8, points: 9, length: 0.005 },
  )
  expect(Math.max(...still.counts)).toBe(0)
  const flow = snapshotOf((p) => [0, 0, 0.5 * (1 - (p[0]! ** 2 + p[1]! ** 2) / radius ** 2)])
  const options = { count: 40, points: 9, length: 0.005 }
  expect(traceStreamlines(flow, options).data).toEqual(traceStreamlines(flow, options).data)
})

test('lines start as much more often about an opening as they should', () => {
  const options = { count: 60, points: 9, length: 0.004 }
  const near = (focus: NonNullable<Parameters<typeof traceStreamlines>[1]['focus']>) => {
    const { counts, data, points } = traceStreamlines(
      snapshotOf(() => [0, 0, 0.3]),
      { ...options, focus },
    )
    const middle = (line: number) => data[floatsPerPoint * (line * points + 4) + 2]!
    return [...counts.keys()].filter((l) => counts[l]! > 0 && Math.abs(middle(l)) < 0.004).length
  }
  expect(near([{ centre: [0, 0, 0], radius: 0.003 }])).toBeGreaterThan(1.25 * near([]))
})

test('a field reads back what its cells hold, at rest at the wall, and nothing outside of blood', () => {
  const field: BloodField = snapshotOf(() => [0, 0, 0.3])
  const inside = readField(field, [0.0012, -0.0007, 0.0023])!
  expect(inside.velocity[2]).toBeCloseTo(0.3, 5)
  expect(inside.pressure).toBeCloseTo(23, 3)
  expect([inside.saturation, inside.age]).toEqual([expect.closeTo(0.7, 5), expect.closeTo(0.5, 5)])
  expect(readField(field, [0.0107, 0, 0])!.velocity[2]).toBeLessThan(0.29)
  expect(readField(field, [0.014, 0, 0])).toBeNull()
})
