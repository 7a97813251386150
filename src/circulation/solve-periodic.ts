import type { CirculationModel } from './circulation-model'
import { CurveRecorder, type Curves } from './curves'
import { DenseLu } from './dense-lu'
import { GeneralizedAlpha, type State } from './generalized-alpha'

export interface PeriodicOptions {
  /** State to start from (of the same patient before an edit); unknowns are matched by name. */
  readonly warm?: State
  /** Beats that may be spent. */
  readonly beats?: number
  /** Largest change of any unknown over a beat, as a share of its scale, that counts as periodic. */
  readonly tolerance?: number
  readonly stepsPerBeat?: number
  /** Wait for the beat instead of shooting at it: what Newton's method is checked against. */
  readonly plainBeats?: boolean
}

export interface PeriodicSolution {
  /** At the start of a beat. */
  readonly state: State
  readonly waveforms: Curves
  /** Beats integrated; the last one is in `waveforms`. */
  readonly cycles: number
  /** Change over the last beat, as `tolerance`. */
  readonly residual: number
  /** 0–1: 1 once periodic. */
  readonly settled: number
  readonly ms: number
}

/**
 * The beat that repeats itself: y(T; y0) = y0.
 *
 * Plain beats would need tens (a disturbance decays with the slowest time constant of the loop, several seconds), so
 * Newton's method is used on y0: δ = (I - S)⁻¹ (y(T; y0) - y0), S = ∂y(T)/∂y0 carried along the beat. In a closed
 * loop I - S is singular, as blood can be neither made nor lost: one of its rows says Σ V = total instead.
 */
export function solvePeriodic(model: CirculationModel, options: PeriodicOptions = {}): PeriodicSolution {
  const started = performance.now()
  const shooting = new Shooting(model, options)
  const residual = shooting.run()
  const waveforms = shooting.recorder.curves()
  const { tolerance, state, cycles } = shooting
  const settled = residual <= tolerance ? 1 : tolerance / residual
  return { state, waveforms, cycles, residual, settled, ms: performance.now() - started }
}

const control = { rho: 0, maxIterations: 30, updateTolerance: 1e-5 } as const
/** In how many parts a step is tried again that did not converge. */
const partsTried = [4, 32] as const

class Shooting {
  readonly tolerance: number
  readonly state: State
  readonly recorder: CurveRecorder
  cycles = 0
  private readonly steps: number
  private readonly maxBeats: number
  private readonly plainBeats: boolean
  private readonly integrator: GeneralizedAlpha
  private readonly start: Float64Array
  private readonly defect: Float64Array
  private readonly tangent: Float64Array
  private readonly tangentRate: Float64Array
  /** The state at the start of the step in hand. */
  private readonly stepStart: Pick<State, 'y' | 'ydot'>
  private readonly matrix: Float64Array
  private readonly lu: DenseLu

  constructor(
    private readonly model: CirculationModel,
    options: PeriodicOptions,
  ) {
    const n = model.network.size
    this.tolerance = options.tolerance ?? 1e-4
    this.maxBeats = options.beats ?? 60
    this.plainBeats = options.plainBeats ?? false
    this.steps = options.stepsPerBeat ?? 200
    this.state = startState(model, options.warm)
    this.recorder = new CurveRecorder(model, this.steps)
    this.integrator = new GeneralizedAlpha(model.network, model.period / this.steps, control)
    this.start = new Float64Array(n)
    this.stepStart = { y: new Float64Array(n), ydot: new Float64Array(n) }
    this.defect = new Float64Array(n)
    this.tangent = new Float64Array(n * n)
    this.tangentRate = new Float64Array(n * n)
    this.matrix = new Float64Array(n * n)
    this.lu = new DenseLu(n)
  }

  run(): number {
    let residual = Number.POSITIVE_INFINITY
    let before = residual
    for (;;) {
      // Near the answer the derivative of the last beat serves on, as long as it helps.
      const withTangent = !this.plainBeats && (residual > 0.05 || residual > 0.2 * before)
      before = residual
      residual = this.beat(withTangent)
      if (residual <= this.tolerance || this.cycles >= this.maxBeats) return residual
      // Far from the answer the valves' timing changes from beat to beat and Newton's step is not to be trusted.
      if (residual < 0.5 && !this.plainBeats) this.newtonStep()
    }
  }

  /** One beat from the present state; returns the largest change over it. */
  private beat(withTangent: boolean): number {
    const { state, start, defect, steps, model } = this
    const { scales } = model.network
    start.set(state.y)
    if (withTangent) this.resetTangent()
    this.recorder.read(0, state.y)
    for (let k = 0; k < steps; k++) {
      this.advance((k * model.period) / steps, withTangent)
      this.recorder.read(k + 1, state.y)
    }
    this.cycles++
    let largest = 0
    for (let i = 0; i < start.length; i++) {
      defect[i] = state.y[i]! - start[i]!
      largest = Math.max(largest, Math.abs(defect[i]!) / scales[i]!)
    }
    return largest
  }

  /** One step; where Newton's method goes back and forth between a valve's two sides, in parts. */
  private advance(time: number, withTangent: boolean): void {
    const { state, integrator, stepStart } = this
    stepStart.y.set(state.y)
    stepStart.ydot.set(state.ydot)
    if (integrator.step(state, time)) {
      if (withTangent) integrator.stepTangent(this.tangent, this.tangentRate)
      return
    }
    const parts = partsTried.find((count) => this.advanceIn(count, time, false))
    if (!parts)
      throw new Error(`The circulation did not converge at ${(time * 1e3).toFixed(1)} ms of the beat`)
    if (withTangent) this.advanceIn(parts, time, true)
  }

  /** The step from its start, in parts; false where one of them did not converge. */
  private advanceIn(parts: number, time: number, withTangent: boolean): boolean {
    const integrator = this.integratorFor(parts)
    this.state.y.set(this.stepStart.y)
    this.state.ydot.set(this.stepStart.ydot)
    for (let n = 0; n < parts; n++) {
      if (!integrator.step(this.state, time + n * integrator.dt)) return false
      if (withTangent) integrator.stepTangent(this.tangent, this.tangentRate)
    }
    return true
  }

  private integratorFor(parts: number): GeneralizedAlpha {
    const { network, period } = this.model
    return new GeneralizedAlpha(network, period / this.steps / parts, control)
  }

  /** S starts as the identity; Ṡ as what the equations say of it would cost a solve and is gone in a few steps. */
  private resetTangent(): void {
    const n = this.start.length
    this.tangent.fill(0)
    this.tangentRate.fill(0)
    for (let i = 0; i < n; i++) this.tangent[i * n + i] = 1
  }

  private newtonStep(): void {
    const { matrix, tangent, defect, start, state, lu } = this
    const n = start.length
    for (let i = 0; i < n * n; i++) matrix[i] = -tangent[i]!
    for (let i = 0; i < n; i++) matrix[i * n + i] = 1 + matrix[i * n + i]!
    this.conserveVolume()
    if (!lu.factor(matrix)) return
    lu.solve(defect, defect)
    for (let i = 0; i < n; i++) state.y[i] = start[i]! + defect[i]!
  }

  private conserveVolume(): void {
    const { conserved } = this.model
    if (!conserved) return
    const n = this.start.length
    const row = conserved.indices[0]!
    this.matrix.fill(0, row * n, (row + 1) * n)
    let missing = conserved.total
    for (const i of conserved.indices) {
      this.matrix[row * n + i] = 1
      missing -= this.start[i]!
    }
    this.defect[row] = missing
  }
}

/** The warm state where its unknowns are the model's, the model's own start elsewhere; the model's blood volume. */
function startState(model: CirculationModel, warm: State | undefined): State {
  const { network, initial, conserved } = model
  const state: State = {
    names: network.names,
    y: Float64Array.from(initial),
    ydot: new Float64Array(network.size),
  }
  if (!warm) return state
  warm.names.forEach((name, i) => {
    const at = network.names.indexOf(name)
    if (at < 0) return
    state.y[at] = warm.y[i]!
    state.ydot[at] = warm.ydot[i]!
  })
  if (conserved) {
    const total = conserved.indices.reduce((sum, i) => sum + state.y[i]!, 0)
    for (const i of conserved.indices) state.y[i] = (state.y[i]! * conserved.total) / total
  }
  return state
}
