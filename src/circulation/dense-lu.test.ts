import { expect, it } from 'vitest'
import { seededRandom } from '../core/random'
import { DenseLu } from './dense-lu'

const random = seededRandom(3)
const matrix = (n: number) => Float64Array.from({ length: n * n }, () => random() - 0.5)

// Reference: A (A⁻¹ b) = b.
it('solves random systems, one right side and many', () => {
  for (const n of [1, 2, 7, 20]) {
    const a = matrix(n)
    const b = matrix(n)
    const lu = new DenseLu(n)
    expect(lu.factor(a)).toBe(true)
    const many = Float64Array.from(b)
    lu.solveAll(many)
    const one = new Float64Array(n)
    lu.solve(
      b.filter((_, i) => i % n === 0),
      one,
    )
    for (let i = 0; i < n; i++) {
      expect(one[i]).toBeCloseTo(many[i * n]!, 8)
      let sum = 0
      for (let j = 0; j < n; j++) sum += a[i * n + j]! * one[j]!
      expect(sum).toBeCloseTo(b[i * n]!, 8)
    }
  }
})

it('says that a singular matrix is singular', () => {
  expect(new DenseLu(2).factor(Float64Array.of(1, 2, 2, 4))).toBe(false)
})
