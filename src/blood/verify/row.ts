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

/**
 * A figure against a published range: the reference is the nearer edge, the error how far it lies outside of it, relative
 * to that edge; the row says how far inside it lies.
 */
export function within(
  name: string,
  range: readonly [number, number],
  computed: number,
  resolution: string,
): BloodCheck {
  const [low, high] = range
  const [reference, beyond] =
    Math.abs(computed - low) < Math.abs(computed - high)
      ? [low, 1 - computed / low]
      : [high, computed / high - 1]
  const error = Number.isFinite(computed) ? Math.max(0, beyond) : Number.POSITIVE_INFINITY
  const place = `${(100 * Math.abs(beyond)).toFixed(1)} % ${beyond > 0 ? 'outside' : 'inside'} the nearer edge`
  return {
    name: `${name} (${range.join('–')})`,
    reference,
    computed,
    error,
    tolerance: 0,
    resolution: `${place}, ${resolution}`,
  }
}
