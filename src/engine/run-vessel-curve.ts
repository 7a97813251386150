import { Fault } from '../core/fault'
import { litrePerMinute, mL } from '../core/units'
import type { FlowUnit } from './run-vessel-spec'

/** Faster than any blood: the strongest jets of narrowed valves stay under 8 m/s. */
const impossibleSpeed = 15
/** Peak mean velocities at a vessel's inlet that occur, m/s. */
const physiologicalSpeed = [0.02, 3] as const

export interface Inflow {
  /** m³/s into the vessel at a time. */
  readonly at: (time: number) => number
  readonly peak: number
  /** s; null where the flow is steady. */
  readonly period: number | null
  readonly unit: FlowUnit
  readonly warnings: readonly string[]
}

/** Time [s] and value of each row; a first row of words is a heading. */
export function readCurve(text: string, file: string): { time: number[]; value: number[] } {
  const time: number[] = []
  const value: number[] = []
  text.split(/\r?\n/).forEach((line, n) => {
    const cells = line.trim().split(/[\s,;]+/)
    if (cells.length < 2 || cells[0] === '') return
    const [t, v] = [Number(cells[0]), Number(cells[1])]
    if (!Number.isFinite(t) || !Number.isFinite(v)) {
      if (time.length === 0) return
      throw new Fault(file, `line ${n + 1} holds no two numbers`, 'Give time [s] and flow on each line')
    }
    if (time.length > 0 && t <= (time.at(-1) as number))
      throw new Fault(file, `the time on line ${n + 1} does not increase`, 'Sort the rows by time')
    time.push(t)
    value.push(v)
  })
  if (time.length < 2) throw new Fault(file, 'it holds fewer than two points', 'Give a curve over one beat')
  return { time, value }
}

/** Linear between samples, repeated after the last time. */
export function periodic(time: readonly number[], value: readonly number[]): (t: number) => number {
  const start = time[0] as number
  const period = (time.at(-1) as number) - start
  return (t) => {
    const at = start + ((((t - start) % period) + period) % period)
    let low = 0
    let high = time.length - 1
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((time[middle] as number) <= at) low = middle
      else high = middle
    }
    const share = (at - (time[low] as number)) / ((time[high] as number) - (time[low] as number))
    return (value[low] as number) * (1 - share) + (value[high] as number) * share
  }
}

const factorOf = (unit: FlowUnit, area: number): number =>
  ({ 'm3/s': 1, 'mL/s': mL, 'L/min': litrePerMinute, 'm/s': area })[unit]

/**
 * The flow through an inlet of the given area [m²]. Without a unit a curve is read as m³/s, unless that would be
 * faster than any blood and the same numbers as a mean velocity in m/s would not: then they are taken as that, and a
 * warning says so.
 * @throws Fault when the inflow would be faster than 15 m/s
 */
export function inflowOf(
  source: number | { readonly file: string; readonly text: string },
  unit: FlowUnit | undefined,
  area: number,
  inletName: string,
): Inflow {
  const curve = typeof source === 'number' ? null : readCurve(source.text, source.file)
  const peakNumber = curve ? Math.max(...curve.value.map(Math.abs)) : Math.abs(source as number)
  const file = typeof source === 'number' ? `inlet ${inletName}` : source.file
  const warnings: string[] = []
  let chosen: FlowUnit = unit ?? 'm3/s'
  const speedAs = (u: FlowUnit) => (peakNumber * factorOf(u, area)) / area
  if (speedAs(chosen) > impossibleSpeed) {
    const [least, most] = physiologicalSpeed
    if (unit !== undefined || !curve || speedAs('m/s') < least || speedAs('m/s') > most)
      throw new Fault(
        file,
        `as ${chosen} it means ${speedAs(chosen).toPrecision(3)} m/s through the inlet’s ${(area * 1e6).toFixed(1)} mm²`,
        'Correct the numbers or give flow_units (m3/s, mL/s, L/min or m/s)',
      )
    warnings.push(
      `${file}: as m³/s its peak of ${peakNumber} would be ${speedAs('m3/s').toFixed(0)} m/s through the inlet’s ` +
        `${(area * 1e6).toFixed(1)} mm²; it was taken as the mean inlet velocity in m/s ` +
        `(${((peakNumber * area) / mL).toFixed(1)} mL/s at the peak). Give flow_units to decide.`,
    )
    chosen = 'm/s'
  }
  const factor = factorOf(chosen, area)
  const value = curve ? periodic(curve.time, curve.value) : () => source as number
  return {
    at: (t) => factor * value(t),
    peak: factor * peakNumber,
    period: curve ? (curve.time.at(-1) as number) - (curve.time[0] as number) : null,
    unit: chosen,
    warnings,
  }
}
