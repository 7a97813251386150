import { describe, expect, it } from 'vitest'
import type { Vec3 } from '../core/vec3'
import { floatsPerCell } from '../geometry/blood-field'
import { lambda2, type TurningField, turningRate } from './turning-rate'

const n = 33
const spacing = 0.5e-3

/** A box full of blood with a given velocity; entry = cell + 1. */
function box(velocity: (p: Vec3) => Vec3): TurningField {
  const count = n ** 3 + 1
  const neighbours = new Uint32Array(6 * count)
  const values = new Float32Array(floatsPerCell * count)
  const stride = [1, n, n * n]
  for (let c = 0; c < n ** 3; c++) {
    const at = stride.map((s) => Math.floor(c / s) % n)
    at.forEach((v, axis) => {
      if (v > 0) neighbours[2 * axis * count + c + 1] = c + 1 - stride[axis]!
      if (v < n - 1) neighbours[(2 * axis + 1) * count + c + 1] = c + 1 + stride[axis]!
    })
    values.set(
      velocity(at.map((v) => spacing * (v - (n - 1) / 2)) as unknown as Vec3),
      floatsPerCell * (c + 1),
    )
  }
  const tags = new Uint32Array(count).fill(0x20000)
  return { values, lattice: { frame: { spacing }, neighbours, count, ghostStart: count, tags } }
}

const entryAt = (i: number, j: number, k: number) => 1 + i + n * (j + n * k)
const mid = (n - 1) / 2

describe('how fast blood turns', () => {
  it('is the rate of a solid body, about any axis', () => {
    const w: Vec3 = [20, -35, 50]
    const turned = turningRate(
      box(([x, y, z]) => [w[1] * z - w[2] * y, w[2] * x - w[0] * z, w[0] * y - w[1] * x]),
    )
    expect(turned[entryAt(mid, mid, mid)]).toBeCloseTo(Math.hypot(...w), 2)
    expect(turned[entryAt(0, mid, mid)]).toBe(0)
  })

  it('is nothing in pure shear and in pure strain', () => {
    // Both have an eigenvalue of exactly 0 or above in the middle: what is left is rounding of 32-bit speeds.
    expect(turningRate(box(([, y]) => [120 * y, 0, 0]))[entryAt(mid, mid, mid)]).toBeLessThan(0.1)
    expect(turningRate(box(([x, y]) => [80 * x, -80 * y, 0]))[entryAt(mid, mid, mid)]).toBe(0)
  })

  it('ends where the swirl of a Lamb–Oseen vortex is fastest, 1.1209 core radii out', () => {
    const core = 3e-3
    const swirl = (r: number) => (1 - Math.exp(-((r / core) ** 2))) / Math.max(r, 1e-9)
    const turned = turningRate(
      box(([x, y]) => {
        const r = Math.hypot(x, y)
        const s = swirl(r) / Math.max(r, 1e-9)
        return [-s * y, s * x, 0]
      }),
    )
    let edge = 0
    for (let i = mid; i < n - 1; i++) if (turned[entryAt(i, mid, mid)]! > 0) edge = (i - mid) * spacing
    // To one cell, between the last that turns and the first that does not.
    expect(edge).toBeGreaterThan(1.1209 * core - spacing)
    expect(edge).toBeLessThan(1.1209 * core + spacing)
  })

  it('keeps lambda2 of a known matrix', () => {
    // Gradient diag(1, 2, 3): S² = diag(1, 4, 9).
    expect(lambda2([1, 0, 0, 0, 2, 0, 0, 0, 3])).toBeCloseTo(4, 10)
  })
})
