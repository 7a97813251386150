import { gradientWhileForward } from '../curve-measures'
import { type Figure, makeFinding } from '../make-finding'

/**
 * Power that the blood loses across the narrowing of a vessel: mean of Q (p above - p below) over the beat. Both sides
 * are taken as equally wide, so that the energy of motion is the same.
 */
export const narrowingPower: Figure = (input) => {
  const [above, below, flow] = ['aorta.pressure', 'descending-aorta.pressure', 'arch.flow'].map(
    (name) => input.waveforms?.series[name],
  )
  const names = ['aorta.pressure', 'descending-aorta.pressure', 'arch.flow'] as const
  if (!input.narrowing || !above || !below || !flow || !gradientWhileForward(input.waveforms, ...names))
    return []
  // The last sample repeats the first.
  const beat = flow.subarray(0, flow.length - 1)
  const power = beat.reduce((sum, q, n) => sum + q * (above[n]! - below[n]!), 0) / beat.length
  return [
    makeFinding(input, {
      id: 'narrowing-power',
      label: `${input.narrowing.label}, power lost`,
      value: power * 1e3,
      unit: 'mW',
      basis: 'No band',
      formula: 'mean of Q (p above - p below) over the beat',
      place: input.narrowing.centre,
    }),
  ]
}
