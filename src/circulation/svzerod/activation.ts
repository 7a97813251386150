import type { ValueReader } from './block'

/** How far a chamber is contracted at a time: 0 at rest, 1 at its peak. */
export type Activation = (time: number) => number

type Shape = (values: ValueReader, period: number) => Activation

/**
 * The course of a contraction over a beat of length T, as svZeroDSolver's `activation_function` names it:
 *   half_cosine       ½ (1 - cos(2π s / t_twitch)), s = t - t_active, while s ≤ t_twitch
 *   piecewise_cosine  ½ (1 - cos(π s / contract_duration)) from contract_start on, then
 *                     ½ (1 + cos(π s / relax_duration)) from relax_start on, else 0
 *   two_hill          k g1 / (1 + g1) / (1 + g2), g = (s / tau)^m, s = t - t_shift, k so that the peak is 1
 * A file of before activation functions gives the values among the chamber's own.
 */
export function activationOf(values: ValueReader, usual: string, period: number): Activation {
  const own = values.child('activation_function')
  const type = own?.text('type') ?? usual
  const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined
  if (!shape)
    throw values.fault(
      `has an activation '${type}', which is not supported (supported: ${Object.keys(shapes).join(', ')})`,
    )
  return shape(own ?? values, period)
}

const shapes: Readonly<Record<string, Shape>> = {
  half_cosine: halfCosine,
  piecewise_cosine: piecewiseCosine,
  two_hill: twoHill,
}

function halfCosine(values: ValueReader, period: number): Activation {
  const active = values.number('t_active')
  const twitch = values.number('t_twitch')
  return (time) => {
    const s = Math.max(0, (time % period) - active)
    return s <= twitch ? 0.5 - 0.5 * Math.cos((2 * Math.PI * s) / twitch) : 0
  }
}

function piecewiseCosine(values: ValueReader, period: number): Activation {
  const contraction = { start: values.number('contract_start'), length: values.number('contract_duration') }
  const relaxation = { start: values.number('relax_start'), length: values.number('relax_duration') }
  return (time) => {
    const rising = (time - contraction.start) % period
    if (rising >= 0 && rising < contraction.length)
      return 0.5 * (1 - Math.cos((Math.PI * rising) / contraction.length))
    const falling = (time - relaxation.start) % period
    if (falling >= 0 && falling < relaxation.length)
      return 0.5 * (1 + Math.cos((Math.PI * falling) / relaxation.length))
    return 0
  }
}

/** svZeroDSolver samples the peak every 10 µs; the golden section finds the same one to rounding. */
function twoHill(values: ValueReader, period: number): Activation {
  const hill = (name: '1' | '2', t: number) => (t / values.number(`tau_${name}`)) ** values.number(`m${name}`)
  const raw = (t: number) => {
    const rise = hill('1', t)
    return Number.isFinite(rise) ? rise / (1 + rise) / (1 + hill('2', t)) : 1 / (1 + hill('2', t))
  }
  const shift = values.number('t_shift')
  const peak = highest(raw, period)
  if (!(peak > 0)) throw values.fault('has a two_hill activation that never rises')
  return (time) => {
    const s = ((time % period) - shift) % period
    return raw(s < 0 ? s + period : s) / peak
  }
}

/** Largest value of a curve with one hill on [0, end]. */
function highest(curve: (t: number) => number, end: number): number {
  const samples = 1000
  let best = 0
  for (let i = 1; i <= samples; i++) if (curve((i * end) / samples) > curve((best * end) / samples)) best = i
  let [low, high] = [Math.max(0, ((best - 1) * end) / samples), Math.min(end, ((best + 1) * end) / samples)]
  for (let i = 0; i < 60; i++) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3]
    if (curve(a) < curve(b)) low = a
    else high = b
  }
  return curve((low + high) / 2)
}
