import { describe, expect, it } from 'vitest'
import { clipPlane } from './view-state'

const space = { centre: [0.1, 0, 0] as const, radius: 0.05 }
const signed = ([a, b, c, d]: readonly number[], p: readonly number[]) =>
  a! * p[0]! + b! * p[1]! + c! * p[2]! + d!

describe('the section plane', () => {
  it('is none without an axis', () => {
    expect(clipPlane({ axis: 'none', offset: 0, normal: [0, 1, 0] }, space)).toBeNull()
  })

  it('goes through the middle of the heart at offset 0 and cuts the front away', () => {
    const plane = clipPlane({ axis: 'coronal', offset: 0, normal: [0, 1, 0] }, space)!
    expect(signed(plane, space.centre)).toBeCloseTo(0, 12)
    expect(signed(plane, [0.1, -0.01, 0])).toBeLessThan(0)
  })

  it('moves by shares of the radius along its normal', () => {
    const normal = [0.6, 0, 0.8] as const
    const plane = clipPlane({ axis: 'view', offset: 0.5, normal }, space)!
    const at = normal.map((v, a) => space.centre[a]! + 0.5 * space.radius * v)
    expect(signed(plane, at)).toBeCloseTo(0, 12)
  })
})
