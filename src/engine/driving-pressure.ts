import type { PartOpening } from '../findings'
import type { Waveforms } from './protocol'

/**
 * Pressure that drives blood through an opening in its main direction, Pa, positive from `from` to `to`: the mean of
 * the difference while it is above half of its greatest, which is when most of the blood passes.
 */
export function drivingPressure(opening: PartOpening, waves: Waveforms): number {
  const from = waves.series[`${opening.fromPart}.pressure`]
  const to = waves.series[`${opening.toPart}.pressure`]
  if (!from || !to) return 0
  const drop = from.map((p, i) => p - to[i]!)
  const peak = drop.reduce((most, d) => (Math.abs(d) > Math.abs(most) ? d : most), 0)
  const near = drop.filter((d) => d / peak > 0.5)
  return near.length ? near.reduce((sum, d) => sum + d, 0) / near.length : 0
}
