import { expect, test } from 'vitest'
import type { LatticeFrame } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import { domainFromDistance } from './domain-from-distance'
import { openEnds, openPort } from './domain-from-distance-ports'

const h = 0.001
const frame: LatticeFrame = { size: [32, 32, 40], spacing: h, origin: [0.0003, 0.0001, 0.0002] }
const axis: Vec3 = [0.016, 0.016, 0]
const pipe = (p: Vec3) => Math.hypot(p[0] - axis[0], p[1] - axis[1]) - 0.008
const sum = (a: ArrayLike<number>) => Array.prototype.reduce.call(a, (s, v) => (s as number) + v, 0) as number

// Area of a disc: π r². Volume of a cylinder: π r² L. The 8 × 8 samples leave under .2 % at 16 cells across.
test('open fractions add up to the area of a pipe, fills to its volume', () => {
  const { open, fill } = domainFromDistance(frame, pipe, () => 1)
  const layer = (open[2] as Float32Array).slice(0, 32 * 32)
  expect(sum(layer) * h * h).toBeCloseTo(Math.PI * 0.008 ** 2, 6)
  expect(Math.abs((sum(fill) * h ** 3) / (Math.PI * 0.008 ** 2 * 0.04) - 1)).toBeLessThan(0.002)
})

test('an array of distances gives what the function gives, to the curvature of the wall', () => {
  const exact = domainFromDistance(frame, pipe, () => 1)
  const resampled = domainFromDistance(frame, exact.phi, () => 1)
  expect(Math.abs(sum(resampled.open[2]) / sum(exact.open[2]) - 1)).toBeLessThan(0.005)
})

test('nothing is open outside, everything inside', () => {
  const { open, structure } = domainFromDistance(frame, pipe, () => 3)
  const middle = 16 + 32 * (16 + 32 * 10)
  expect([open[0][middle], open[1][middle], open[2][middle], structure[middle]]).toEqual([1, 1, 1, 3])
  expect([open[0][0], open[1][0], open[2][0], structure[0]]).toEqual([0, 0, 0, 0])
})

test('a capped end opens over its whole area and seals what lies beyond', () => {
  const capped = (p: Vec3) => Math.max(pipe(p), p[2] - 0.03, 0.006 - p[2])
  const end = { centre: [axis[0], axis[1], 0.03] as Vec3, normal: [0, 0, 1] as Vec3, radius: 0.008 }
  const closed = domainFromDistance(frame, capped, () => 1)
  const pieces = domainFromDistance(frame, openEnds(frame, closed.phi, [end]), () => 1)
  const port = openPort(pieces, { ...end, id: 'top', name: 'top', structure: 1, part: 'vessel', area: 0 })
  expect(Math.abs(port.area / (Math.PI * 0.008 ** 2) - 1)).toBeLessThan(0.01)
  expect(Math.min(...port.sign)).toBe(1)
  const beyond = 16 + 32 * (16 + 32 * 31)
  expect(pieces.structure[beyond]).toBe(0)
  expect(pieces.open[2][beyond]).toBe(0)
})

// Flow through a plane does not depend on how the plane lies on the lattice: |Σ A n| is the section's area.
test('an oblique end measures the same area', () => {
  const n: Vec3 = [Math.sin(0.5), 0, Math.cos(0.5)]
  const radial = (p: Vec3) => {
    const d = [p[0] - 0.012, p[1] - 0.016, p[2] - 0.012] as const
    const s = d[0] * n[0] + d[2] * n[2]
    return [Math.sqrt(Math.max(0, d[0] ** 2 + d[1] ** 2 + d[2] ** 2 - s * s)), s] as const
  }
  const tilted = (p: Vec3) => {
    const [r, s] = radial(p)
    return Math.max(r - 0.006, s - 0.01)
  }
  const centre: Vec3 = [0.012 + 0.01 * n[0], 0.016, 0.012 + 0.01 * n[2]]
  const end = { centre, normal: n, radius: 0.006 }
  const closed = domainFromDistance(frame, tilted, () => 1)
  const pieces = domainFromDistance(frame, openEnds(frame, closed.phi, [end]), () => 1)
  const port = openPort(pieces, { ...end, id: 'top', name: 'top', structure: 1, part: 'vessel', area: 0 })
  expect(Math.abs(port.area / (Math.PI * 0.006 ** 2) - 1)).toBeLessThan(0.02)
})

test('a million cells take seconds, not minutes', () => {
  const size = 100
  const big: LatticeFrame = { size: [size, size, size], spacing: h, origin: [0, 0, 0] }
  const ball = (p: Vec3) => Math.hypot(p[0] - 0.05, p[1] - 0.05, p[2] - 0.05) - 0.04
  const pieces = domainFromDistance(big, ball, () => 1)
  const again = domainFromDistance(big, pieces.phi, pieces.structure)
  expect(Math.abs((sum(again.fill) * h ** 3) / ((4 / 3) * Math.PI * 0.04 ** 3) - 1)).toBeLessThan(0.002)
})
