/** Faces open less than this are closed: their velocity would be set by rounding, not by the flow. */
export const leastOpening = 0.03
/** Samples along each edge of a face. */
export const faceSamples = 8
/** A distance below this share of a spacing is rounding. */
const onWall = 1e-5

/** Share of a sample's own width that is inside, from its distance in units of that width; none by rounding alone. */
export const coverage = (d: number): number => (d <= -0.5 ? 1 : d >= 0.5 - 8 * onWall ? 0 : 0.5 - d)

/**
 * Share of a face that lies in blood, from the signed distance (negative in blood) at its 8 × 8 samples, each counted by
 * the share of its own width that is inside. A wall that runs along the face cuts it nowhere: such a face lies on one side
 * of it, open or closed. One that lies in the wall itself is closed unless blood stands on both sides of it: as if the
 * lattice were shifted by ε.
 * @param distance at the samples; @param spacing of the lattice, in the same unit
 * @param inBlood whether the centres of both its cells lie in blood
 */
export function faceShare(distance: Float64Array, spacing: number, inBlood: boolean): number {
  const width = spacing / faceSamples
  let sum = 0
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let n = 0; n < distance.length; n++) {
    const d = distance[n] as number
    sum += coverage(d / width)
    if (d < low) low = d
    if (d > high) high = d
  }
  if (high - low < width) return (low + high) / 2 < (inBlood ? onWall : -onWall) * spacing ? 1 : 0
  const share = sum / distance.length
  return share < leastOpening ? 0 : Math.min(share, 1)
}
