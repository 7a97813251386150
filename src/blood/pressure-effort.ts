/**
 * Residual over right side that a closed chamber is to keep: about what it gains or loses of each flow that passes. 1e-6
 * of the volume in a stroke takes 2e-3 (two chambers of 8 mm: 3 iterations; measured by `verify blood`).
 */
const asked = 2e-3
/** Under this share of what is asked an iteration less will do. */
const plenty = 0.05
const [least, most] = [2, 8]

/** Pressure iterations to go on with where a chamber is closed, from the residual ratio that so many have left. */
export function nextIterations(now: number, residualRatio: number): number {
  if (!Number.isFinite(residualRatio)) return now
  if (residualRatio > asked) return Math.min(most, now + 1)
  return residualRatio < plenty * asked ? Math.max(least, now - 1) : now
}
