import { expect, test } from 'vitest'
import type { Vec3 } from '../../core/vec3'
import { clearShare, type TissueBall } from './clear-of-tissue'

const eye: Vec3 = [0, 1.6, 0]
/** One metre ahead and .4 m to the right. */
const panel = (x = 0.4, z = -1) => ({
  middle: [x, 1.6, z] as Vec3,
  right: [0.17, 0, 0] as Vec3,
  up: [0, 0.2, 0] as Vec3,
})
const ball = (radius: number, plane: TissueBall['plane'] = null): TissueBall => ({
  centre: [0, 1.4, -0.9],
  radius,
  plane,
})

test('a panel beside a small heart stays where it is', () => {
  expect(clearShare(eye, panel(), ball(0.15))).toBe(1)
})

test('one inside a large heart comes before it, by the nearest corner', () => {
  const share = clearShare(eye, panel(), ball(0.45))
  expect(share).toBeLessThan(0.7)
  // The lower left corner's way (.23, -.2, -1): it enters the ball where |(.23 t, .2 - .2 t, .9 - t)| = .45.
  const t = share + 0.04
  expect(Math.hypot(0.23 * t, 0.2 - 0.2 * t, 0.9 - t)).toBeCloseTo(0.45, 6)
})

test('what a section has cut away is not before it', () => {
  // Tissue is left beyond 1.2 m only.
  const beyond: TissueBall['plane'] = { normal: [0, 0, -1], offset: -1.2 }
  expect(clearShare(eye, panel(), ball(0.45, beyond))).toBe(1)
  const from08: TissueBall['plane'] = { normal: [0, 0, -1], offset: -0.8 }
  expect(clearShare(eye, panel(), ball(0.45, from08))).toBeCloseTo(0.76, 6)
})

test('inside the heart it comes as near as eyes bear, and no nearer', () => {
  const share = clearShare(eye, panel(), ball(3))
  expect(share * Math.hypot(0.4, 1)).toBeCloseTo(0.4, 6)
})

test('tissue behind the head or behind the panel moves nothing', () => {
  expect(clearShare(eye, panel(0.4, 1), ball(0.45))).toBe(1)
  expect(clearShare(eye, panel(0.1, -0.42), ball(0.3))).toBe(1)
})
