import { describe, expect, it } from 'vitest'
import { buildTissueModel } from './model'
import { stressFree } from './prestretch'
import { boxHeart } from './solids'

const box = buildTissueModel(boxHeart([6e-3, 6e-3, 6e-3], 2e-3), { edge: 4e-3, anchored: false })
const each = (f0: readonly number[]) => Float32Array.from({ length: 9 * box.tetCount }, (_, n) => f0[n % 9]!)

describe('what a piece shares of its strain', () => {
  it('is everything in a body of one stiffness that was imaged unloaded', () => {
    expect(stressFree(box).share.every((s) => s === 1)).toBe(true)
  })

  // lambda' / mu = 1 / (1 - 2 nu) = 6.25: at J0 = 1.2 the pressure is more than the shear modulus.
  it('is nothing where the image holds more pressure than the shear modulus carries', () => {
    const pressed = stressFree({ ...box, prestretch: each([1.2, 0, 0, 0, 1, 0, 0, 0, 1]) })
    expect(pressed.share.every((s) => s === 0)).toBe(true)
    const sheared = stressFree({ ...box, prestretch: each([1.1, 0, 0, 0, 1 / 1.1, 0, 0, 0, 1]) })
    expect(sheared.share.every((s) => s > 0.99)).toBe(true)
  })

  it('is what the softest piece round about has', () => {
    const material = box.material.map((_, t) => (box.rest[3 * box.tets[4 * t]!]! < 0 ? 0 : 4))
    const { share } = stressFree({ ...box, material })
    const ratio = box.materials[0]!.young / box.materials[4]!.young
    expect(Math.min(...share)).toBeCloseTo(ratio, 6)
    share.forEach((s, t) => {
      if (material[t] === 0) expect(s).toBe(1)
    })
  })

  // s² is the least eigenvalue of F0ᵀ F0.
  it('knows the least square of a stretch', () => {
    const [c, s] = [Math.cos(0.3), Math.sin(0.3)]
    const turned = stressFree({
      ...box,
      prestretch: each([0.8 * c, 0.8 * s, 0, -1.3 * s, 1.3 * c, 0, 0, 0, 1]),
    })
    expect(turned.leastSquare[0]).toBeCloseTo(0.64, 5)
  })
})
