import { describe, expect, it } from 'vitest'
import { axisymmetricPlate } from '../../src/blood/verify/axisymmetric-plate'
import { solvedPlate } from '../../src/blood/verify/orifice'
import { runsLong } from '../support/long'

// The duct of the verification rows: 2.8 hole diameters wide.
const duct = { radius: 1.4, upstream: 1.3, downstream: 2.4 }

describe.runIf(runsLong('the axisymmetric solution of a pierced plate'))(
  'a pierced plate, axisymmetric',
  () => {
    // Reference: Sampson 1891, creeping flow through a hole in an infinite plate: Q = a³ dp / (3 mu), Cd = sqrt(Re / 12 pi).
    it('lets creeping flow through as Sampson found', () => {
      const cd = axisymmetricPlate({ ...duct, reynolds: 1, finest: 1 / 40, duration: 0.5 })
      expect(cd / Math.sqrt(1 / (12 * Math.PI))).toBeCloseTo(1.01, 2)
    })

    // First order in the edge of the cells at the rim: half the last change is still to come, a quarter of the one before it.
    it('has the discharge at Re 500 that the three-dimensional one is compared with', () => {
      const at = (finest: number) => axisymmetricPlate({ ...duct, reynolds: 500, finest, duration: 5 })
      const [coarse, fine] = [at(1 / 50), at(1 / 100)]
      expect(fine).toBeGreaterThan(coarse)
      expect(2 * fine - coarse).toBeCloseTo(solvedPlate, 2)
    })
  },
)
