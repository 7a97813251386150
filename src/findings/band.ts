import type { Finding } from '../engine/protocol'

type Band = NonNullable<Finding['band']>

/**
 * A band in which less is better: green below `limits[0]`, amber to `limits[1]`, red from there.
 * @param closed which limits belong to the better side: `first` green includes limits[0], `second` amber limits[1]
 */
export function lowIsGood(
  value: number,
  limits: readonly [number, number],
  unit: string,
  closed: { readonly first?: boolean; readonly second?: boolean } = {},
): Band {
  const [a, b] = limits
  const green = closed.first ? value <= a : value < a
  const amber = closed.second ? value <= b : value < b
  const text = `green ${closed.first ? '≤' : '<'} ${a}, amber to ${b}, red ${closed.second ? '>' : '≥'} ${b}`
  return { level: green ? 'green' : amber ? 'amber' : 'red', limits, text: `${text} ${unit}`.trim() }
}

/**
 * A band in which more is better: green above `limits[1]`, amber down to `limits[0]`, red below; both limits are amber.
 */
export function highIsGood(value: number, limits: readonly [number, number], unit: string): Band {
  const [a, b] = limits
  const level = value > b ? 'green' : value >= a ? 'amber' : 'red'
  return { level, limits, text: `green > ${b}, amber from ${a}, red < ${a} ${unit}`.trim() }
}

/** A band with a good range in the middle: amber beside it from `limits[0]` and to `limits[3]`, red beyond. */
export function rangeIsGood(
  value: number,
  limits: readonly [number, number, number, number],
  unit: string,
): Band {
  const [a, b, c, d] = limits
  const level = value >= b && value <= c ? 'green' : value >= a && value <= d ? 'amber' : 'red'
  return { level, limits, text: `green ${b}–${c}, amber to ${a} and ${d}, red beyond ${unit}`.trim() }
}

/** Ends every basis: no band of this program replaces a clinician's judgement. */
export const toBeConfirmed = 'to be confirmed by a clinical lead'
