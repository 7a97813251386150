import { describe, expect, it } from 'vitest'
import type { Vec3 } from '../../core/vec3'
import { flatPattern } from './flat-pattern'

/** A grid of `n` by `n` squares mapped into space. */
function grid(n: number, at: (u: number, v: number) => Vec3) {
  const positions: number[] = []
  const triangles: number[] = []
  for (let j = 0; j <= n; j++) for (let i = 0; i <= n; i++) positions.push(...at(i / n, j / n))
  for (let j = 0; j < n; j++)
    for (let i = 0; i < n; i++) {
      const o = i + (n + 1) * j
      triangles.push(o, o + 1, o + n + 2, o, o + n + 2, o + n + 1)
    }
  return { edit: 'patch-1', positions: Float64Array.from(positions), triangles: Uint32Array.from(triangles) }
}

const worst = (stretch: readonly (readonly [number, number])[]): number =>
  Math.max(...stretch.map(([least, greatest]) => Math.max(1 - least, greatest - 1)))

describe('laying a sheet flat', () => {
  // Developable surfaces can be unrolled without any stretch (Gauss: curvature 0).
  it.each([
    [
      'a half cylinder',
      (u: number, v: number): Vec3 => [0.01 * Math.cos(Math.PI * u), 0.01 * Math.sin(Math.PI * u), 0.03 * v],
    ],
    [
      'a piece of a cone',
      (u: number, v: number): Vec3 => {
        const s = 0.005 + 0.02 * v
        return [s * Math.cos(3 * u), s * Math.sin(3 * u), 2 * s]
      },
    ],
    ['a wave', (u: number, v: number): Vec3 => [0.02 * u, 0.003 * Math.sin(7 * u), 0.02 * v]],
  ])('unrolls %s without strain', (_, at) => {
    const pattern = flatPattern(grid(24, at))
    expect(Math.abs(pattern.areaError)).toBeLessThan(1e-4)
    expect(worst(pattern.stretch)).toBeLessThan(0.005)
  })

  it('keeps the sizes of the half cylinder: π r by its length', () => {
    const n = 24
    const { places, source } = flatPattern(
      grid(n, (u, v) => [0.01 * Math.cos(Math.PI * u), 0.01 * Math.sin(Math.PI * u), 0.03 * v]),
    )
    const [p, q] = [2 * source.indexOf(0), 2 * source.indexOf(n)]
    const across = Math.hypot(places[q]! - places[p]!, places[q + 1]! - places[p + 1]!)
    // The chords of 24 facets are .07 % shorter than the arc.
    expect(across).toBeCloseTo(Math.PI * 0.01, 4)
  })

  // A cap of a sphere cannot be flattened: area 2πr²(1 - cos a) against the flat disc. The strain must show.
  it('says what a spherical cap costs, and spreads it', () => {
    const [r, half] = [0.02, 0.7]
    const pattern = flatPattern(
      grid(24, (u, v) => {
        const [x, y] = [(u - 0.5) * 2 * half, (v - 0.5) * 2 * half]
        const a = Math.hypot(x, y)
        const s = a > 0 ? Math.sin(a) / a : 1
        return [r * s * x, r * s * y, r * Math.cos(a)]
      }),
    )
    expect(worst(pattern.stretch)).toBeGreaterThan(0.03)
    expect(worst(pattern.stretch)).toBeLessThan(0.25)
    expect(Math.abs(pattern.areaError)).toBeLessThan(0.03)
    expect(pattern.stretch.every(([least]) => least > 0.5)).toBe(true)
  })

  it('refuses a tube and two pieces, by the name of the edit', () => {
    const tube = grid(12, (u, v) => [
      Math.cos(2 * Math.PI * u) * 0.01,
      Math.sin(2 * Math.PI * u) * 0.01,
      0.02 * v,
    ])
    expect(() => flatPattern(tube)).toThrow(/patch-1.*one rim/)
    const one = grid(2, (u, v) => [u, v, 0])
    const two = {
      edit: 'patch-2',
      positions: Float64Array.from([...one.positions, ...one.positions.map((x) => x + 5)]),
      triangles: Uint32Array.from([
        ...one.triangles,
        ...one.triangles.map((t) => t + one.positions.length / 3),
      ]),
    }
    expect(() => flatPattern(two)).toThrow(/patch-2/)
  })
})
