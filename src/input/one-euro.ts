/**
 * The 1 € filter: a first-order low-pass whose cut-off grows with speed, so that a still hand does not tremble and a
 * quick one is not late.
 *
 * x̂ ← a x + (1 - a) x̂, a = 1 / (1 + 1 / (2π f dt)), f = f_still + β |ẋ|, ẋ the velocity through the same filter at a
 * fixed cut-off. Of a motion at constant speed v it lags by v / (2π f) < 1 / (2π β), however fast.
 *
 * Source: Casiez, Roussel, Vogel, 1 € Filter, CHI 2012, doi 10.1145/2207676.2208639.
 */
export interface OneEuroSettings {
  /** Cut-off of a hand at rest, Hz. */
  readonly still: number
  /** Growth of the cut-off with speed, Hz per unit a second. */
  readonly beta: number
  /** Cut-off of the velocity, Hz. */
  readonly velocity: number
}

/** A longer pause tells nothing about what came before it, seconds. */
const longestPause = 0.05

/** One vector over time. */
export class OneEuro {
  private readonly value: number[] = []
  private readonly speed: number[] = []
  private time = Number.NEGATIVE_INFINITY

  constructor(private readonly settings: OneEuroSettings) {}

  /** Begins anew with the next value: tracking was lost, or the hand jumped. */
  restart(): void {
    this.time = Number.NEGATIVE_INFINITY
  }

  /**
   * @param time seconds
   * @returns the filtered vector; the same array each time, to be copied by who keeps it
   */
  next(raw: readonly number[], time: number): readonly number[] {
    const dt = time - this.time
    this.time = time
    if (dt > longestPause || this.value.length !== raw.length) return this.begin(raw)
    if (dt <= 0) return this.value
    const { still, beta, velocity } = this.settings
    const share = gain(velocity, dt)
    let squared = 0
    for (let i = 0; i < raw.length; i++) {
      this.speed[i]! += share * ((raw[i]! - this.value[i]!) / dt - this.speed[i]!)
      squared += this.speed[i]! ** 2
    }
    const a = gain(still + beta * Math.sqrt(squared), dt)
    for (let i = 0; i < raw.length; i++) this.value[i]! += a * (raw[i]! - this.value[i]!)
    return this.value
  }

  private begin(raw: readonly number[]): readonly number[] {
    this.value.length = raw.length
    this.speed.length = raw.length
    for (let i = 0; i < raw.length; i++) this.value[i] = raw[i]!
    this.speed.fill(0)
    return this.value
  }
}

const gain = (cutOff: number, dt: number): number => 1 / (1 + 1 / (2 * Math.PI * cutOff * dt))
