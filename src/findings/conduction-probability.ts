/** How far the axis may lie from where the landmark says, one standard deviation: own, and the range that it may have. */
const misplaced = { usual: 2.5e-3, least: 2e-3, most: 3.5e-3 } as const
/** How near a needle or a blade has to come to injure it: own. */
const reached = { usual: 1.5e-3, least: 1e-3, most: 2e-3 } as const

/** A probability with the range that its own assumptions leave. */
export interface Probability {
  readonly value: number
  readonly low: number
  readonly high: number
}

export const conductionModel =
  'axis within ± 2.5 mm (2–3.5) of its landmark, injured within 1.5 mm (1–2) of a stitch or cut; all own'

/**
 * Probability that a stitch or a cut at a distance from the landmark of the conduction axis lies within reach of the axis
 * itself, whose place across its own line is known only to a standard deviation σ:
 *
 *   p = ∫_{|x| < r} N₂(x - d; σ² I) dA (one less Marcum's Q),
 *
 * for the usual σ and r, and the least and greatest over their ranges. Limits: one nearest stitch stands for all; a graze
 * and a transection count alike.
 * @param distance metres from the landmark's line
 */
export function injuryProbability(distance: number): Probability {
  const value = withinReach(distance, misplaced.usual, reached.usual)
  const ends = [misplaced.least, misplaced.most].flatMap((s) =>
    [reached.least, reached.most].map((r) => withinReach(distance, s, r)),
  )
  return { value, low: Math.min(value, ...ends), high: Math.max(value, ...ends) }
}

const rings = 24
const spokes = 24

/** The disc of radius r round the stitch in rings and spokes. */
function withinReach(d: number, sigma: number, r: number): number {
  let sum = 0
  for (let i = 0; i < rings; i++) {
    const x = ((i + 0.5) / rings) * r
    for (let k = 0; k < spokes; k++) {
      const square = d * d + x * x - 2 * d * x * Math.cos((2 * Math.PI * (k + 0.5)) / spokes)
      sum += x * Math.exp(-square / (2 * sigma * sigma))
    }
  }
  return (sum * (r / rings) * ((2 * Math.PI) / spokes)) / (2 * Math.PI * sigma * sigma)
}

/** Standard deviation of the axis' place, m: the width of the band that is drawn. */
export const bandWidth = misplaced.usual
