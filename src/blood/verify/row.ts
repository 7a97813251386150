/** One figure against its reference; `error` is relative unless the reference is zero, then absolute. */
export interface BloodCheck {
  readonly name: string
  readonly reference: number
  readonly computed: number
  readonly error: number
  readonly tolerance: number
  readonly resolution: string
}

export const density = 1060

/** Completes a comparison by its error. */
export const check = (
  name: string,
  reference: number,
  computed: number,
  tolerance: number,
  resolution: string,
): BloodCheck => ({
  name,
  reference,
  computed,
  error: reference === 0 ? Math.abs(computed) : Math.abs(computed / reference - 1),
  tolerance,
  resolution,
})

/** A figure against a published range: the error is how far it lies outside, relative to the nearer end; 5 % may be. */
export function within(
  name: string,
  range: readonly [number, number],
  computed: number,
  resolution: string,
): BloodCheck {
  const reference = Math.min(Math.max(computed, range[0]), range[1])
  const error = Number.isFinite(computed) ? Math.abs(computed / reference - 1) : Number.POSITIVE_INFINITY
  return { name: `${name} (${range.join('–')})`, reference, computed, error, tolerance: 0.05, resolution }
}
