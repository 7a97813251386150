import { describe, expect, it } from 'vitest'
import { inflatedStretch } from './sphere-inflation'

describe('the radial equation of a sphere', () => {
  // Incompressible neo-Hookean table, B/A 1.5 (see `thick-sphere.ts`): reached as Poisson's ratio goes to .5.
  it('goes to the incompressible table', () => {
    const mu = 1e4
    for (const [stretch, pressure] of [
      [1.1, 0.220264],
      [1.2, 0.3515],
      [1.3, 0.427581],
    ] as const) {
      const found = [0.45, 0.49, 0.4999].map((poisson) => {
        const lambda = (2 * mu * poisson) / (1 - 2 * poisson) + mu
        return inflatedStretch({ inner: 0.012, outer: 0.018, mu, lambda }, pressure * mu)
      })
      console.log(stretch, found.map((f) => f.toFixed(4)).join(' '))
      expect(Math.abs(found[2]! - stretch)).toBeLessThan(1e-3)
    }
  })
})
