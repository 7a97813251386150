import type { Finding } from '../engine/protocol'

/** The difference of one figure between two strategies, and whether it is more than is not known of the two. */
export interface Difference {
  /** Second less first, in the figure's unit. */
  readonly difference: number
  /** One standard deviation of the difference, in the same unit; null where one of the two has no spread. */
  readonly uncertainty: number | null
  /** Larger than its uncertainty; null where that cannot be told. Equal values never differ. */
  readonly clear: boolean | null
}

/**
 * Compares a figure of two strategies. The spreads are added as independent, √(a² + b²); what two strategies share of the
 * same patient moves both alike, so that this calls too few differences clear rather than too many.
 */
export function differs(first: Finding, second: Finding): Difference {
  const difference = second.value - first.value
  if (difference === 0) return { difference, uncertainty: null, clear: false }
  if (first.uncertainty === undefined || second.uncertainty === undefined)
    return { difference, uncertainty: null, clear: null }
  const uncertainty = Math.hypot(first.uncertainty, second.uncertainty)
  return { difference, uncertainty, clear: Math.abs(difference) > uncertainty }
}
