/**
 * A boundary value over a beat: linear between its times, repeated with the length of the table unless it is that of
 * an external solver, which holds its last value. A single value is constant.
 */
export class BoundaryCurve {
  constructor(
    private readonly times: readonly number[],
    private readonly values: readonly number[],
    private readonly repeats = true,
  ) {}

  /** Length of the table, or null for a constant. */
  get period(): number | null {
    return this.repeats && this.values.length > 1 ? this.times.at(-1)! - this.times[0]! : null
  }

  /** The mean of the listed values (not over time): what a steady start uses. */
  mean(): BoundaryCurve {
    const sum = this.values.reduce((a, b) => a + b, 0)
    return new BoundaryCurve([0], [sum / this.values.length])
  }

  at(time: number): number {
    const { times, values, period } = this
    if (values.length === 1) return values[0]!
    const t = period === null ? Math.min(time, times.at(-1)!) : time % period
    let k = 0
    while (k < times.length - 1 && times[k]! < t) k++
    if (times[k] === t) return values[k]!
    const m = k > 0 ? k - 1 : 1
    return values[m]! + ((values[k]! - values[m]!) / (times[k]! - times[m]!)) * (t - times[m]!)
  }
}
