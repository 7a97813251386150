import type { Waveforms } from '../engine/protocol'

/** Peak, least and mean value of a curve over the beat (the last sample repeats the first), or null without it. */
export function measure(
  waveforms: Waveforms | null,
  name: string,
): { readonly max: number; readonly min: number; readonly mean: number } | null {
  const curve = waveforms?.series[name]
  if (!curve || curve.length < 2) return null
  let max = Number.NEGATIVE_INFINITY
  let min = Number.POSITIVE_INFINITY
  let sum = -0.5 * (curve[0]! + curve[curve.length - 1]!)
  for (const v of curve) {
    if (v > max) max = v
    if (v < min) min = v
    sum += v
  }
  return { max, min, mean: sum / (curve.length - 1) }
}

/** Difference of two pressure curves while a flow runs forward: greatest and mean, Pa; null without the curves. */
export function gradientWhileForward(
  waveforms: Waveforms | null,
  upstream: string,
  downstream: string,
  flow: string,
): { readonly peak: number; readonly mean: number } | null {
  const [a, b, q] = [upstream, downstream, flow].map((name) => waveforms?.series[name])
  if (!a || !b || !q) return null
  const least = 1e-3 * q.reduce((m, v) => Math.max(m, v), 0)
  let peak = Number.NEGATIVE_INFINITY
  let sum = 0
  let count = 0
  for (let i = 0; i < q.length; i++) {
    if (!(q[i]! > least)) continue
    const drop = a[i]! - b[i]!
    peak = Math.max(peak, drop)
    sum += drop
    count++
  }
  return count > 0 ? { peak, mean: sum / count } : null
}
