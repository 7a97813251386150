import { type Memory, recall, remember } from './remember'
import { type Limits, longestStep } from './step-length'

/** Steps between two looks at the fastest cell: when quiet, when it speeds up, and just after a start or an edit. */
const stepsBetweenLooks = { quiet: 5, rising: 2, started: 1 } as const
/** Steps after an edit that are not to be trusted. */
const unsettledSteps = 10
/** Pressure iterations of the first step, after an edit, and of the nine that follow it. */
const editIterations = { first: 8, next: 5 } as const

const remembered = [
  'dt',
  'rate',
  'maxSpeed',
  'pressureRange',
  'sinceEdit',
  'sinceLook',
  'lookEvery',
  'firstDt',
] as const

/** How long the next steps are, and when the flow has to be looked at again for that. */
export class StepPace {
  /** Step length chosen last, s; 0 before the first. */
  dt = 0
  /** Of the fastest cell as last seen, m/s. */
  maxSpeed = 0
  /** Least and greatest pressure that ports hold, kinematic; both 0 where fewer than two do. */
  private pressureRange: readonly [number, number] = [0, 0]
  private rate = 0
  private sinceEdit = 0
  private sinceLook: number = stepsBetweenLooks.started
  private lookEvery: number = stepsBetweenLooks.started
  private firstDt = true

  get memory(): Memory {
    return remember(this, remembered)
  }

  restore(memory: Memory): void {
    recall(this, remembered, memory)
  }

  /** A start, or a changed domain. */
  begin(): void {
    this.sinceEdit = 0
    this.lookEvery = stepsBetweenLooks.started
    this.sinceLook = this.lookEvery
  }

  get isLookDue(): boolean {
    return this.sinceLook >= this.lookEvery
  }

  /** Whether a look follows the step in hand. */
  get isLookNext(): boolean {
    return this.sinceLook === this.lookEvery - 1
  }

  /** Just after an edit, when figures are not to be trusted. */
  get isUnsettled(): boolean {
    return this.sinceEdit < unsettledSteps
  }

  /** Something changes within the steps to come, a gate that opens: what the flow does is seen after each of them. */
  watch(): void {
    this.lookEvery = stepsBetweenLooks.started
  }

  /** Whether the residual of a step that a look follows stands for a flow that has forgotten the edit. */
  get tellsResidual(): boolean {
    return this.isLookDue && this.sinceEdit > unsettledSteps
  }

  /** Pressure iterations of the step in hand, where a quiet one takes so many. */
  iterations(quiet: number): number {
    if (this.sinceEdit < 1) return editIterations.first
    return this.isUnsettled ? Math.max(quiet, editIterations.next) : quiet
  }

  stepped(): void {
    this.sinceEdit++
    this.sinceLook++
  }

  /**
   * Takes in what a look has seen.
   * @param partials (rate 1/s, speed m/s, -, -) of the fastest cells
   * @param held pressures that the ports hold, kinematic
   * @returns false where the flow has diverged
   */
  saw(partials: Float32Array, held: readonly number[]): boolean {
    const before = this.rate
    this.rate = 0
    this.maxSpeed = 0
    for (let c = 0; c < partials.length; c += 4) {
      this.rate = Math.max(this.rate, partials[c]!)
      this.maxSpeed = Math.max(this.maxSpeed, partials[c + 1]!)
    }
    this.pressureRange = held.length > 1 ? [Math.min(...held), Math.max(...held)] : [0, 0]
    this.sinceLook = 0
    this.lookEvery =
      this.sinceEdit < 2 * unsettledSteps
        ? stepsBetweenLooks.started
        : this.rate > 1.2 * before
          ? stepsBetweenLooks.rising
          : stepsBetweenLooks.quiet
    return Number.isFinite(this.rate) && this.maxSpeed <= 1e4
  }

  /** Chooses the length of the next steps. */
  choose(limits: Omit<Limits, 'rate' | 'drop'>): void {
    const starting = this.sinceEdit < 3 * unsettledSteps
    const [low, high] = this.pressureRange
    const wanted = longestStep({ ...limits, rate: this.rate, drop: starting ? high - low : null })
    // A step may shrink at once but grows slowly: what was seen is some steps old.
    this.dt = this.firstDt ? wanted : Math.min(wanted, this.dt * 1.15)
    this.firstDt = false
  }
}
