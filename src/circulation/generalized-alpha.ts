import { DenseLu } from './dense-lu'
import type { Network } from './network'

export interface State {
  readonly names: readonly string[]
  readonly y: Float64Array
  readonly ydot: Float64Array
}

export interface StepControl {
  /** Damping of the fastest modes, 0 (all) to 1 (none). */
  readonly rho: number
  readonly maxIterations: number
  /** Stop when no residual is larger (in the network's own units); left out, `updateTolerance` decides. */
  readonly residualTolerance?: number
  /** Stop when no unknown moves by more than this share of its scale. */
  readonly updateTolerance: number
}

/**
 * Generalised-alpha for r(ẏ, y, t) = 0 with Newton's method:
 *
 *   r(ẏ_{n+αm}, y_{n+αf}, t_{n+αf}) = 0,  y_{n+1} = y_n + dt ẏ_n + γ dt (ẏ_{n+1} - ẏ_n)
 *   αm = (3 - ρ) / (2 (1 + ρ)),  αf = 1 / (1 + ρ),  γ = ½ + αm - αf
 *
 * Second order, damping at infinite frequency ρ (Jansen, Whiting, Hulbert 2000). Linear invariants, such as the
 * blood volume of a closed loop, are kept to rounding.
 */
export class GeneralizedAlpha {
  private readonly alphaM: number
  private readonly alphaF: number
  private readonly gamma: number
  private readonly yAf: Float64Array
  private readonly ydotAm: Float64Array
  private readonly y0: Float64Array
  private readonly ydot0: Float64Array
  private readonly update: Float64Array
  private readonly jacobian: Float64Array
  private readonly tangent: Float64Array
  private readonly lu: DenseLu
  /** Newton iterations so far. */
  iterations = 0

  constructor(
    private readonly network: Network,
    readonly dt: number,
    private readonly control: StepControl,
  ) {
    const { rho } = control
    this.alphaM = (0.5 * (3 - rho)) / (1 + rho)
    this.alphaF = 1 / (1 + rho)
    this.gamma = 0.5 + this.alphaM - this.alphaF
    const n = network.size
    this.yAf = new Float64Array(n)
    this.ydotAm = new Float64Array(n)
    this.y0 = new Float64Array(n)
    this.ydot0 = new Float64Array(n)
    this.update = new Float64Array(n)
    this.jacobian = new Float64Array(n * n)
    this.tangent = new Float64Array(n * n)
    this.lu = new DenseLu(n)
  }

  /** Advances `state` in place from `time` to `time + dt`. Returns false where Newton's method did not converge. */
  step(state: State, time: number): boolean {
    const { network, dt, alphaF } = this
    const { y, ydot } = state
    this.y0.set(y)
    this.ydot0.set(ydot)
    this.predict(state)
    network.setTime(time + alphaF * dt)
    for (let k = 0; k < this.control.maxIterations; k++) {
      this.iterations++
      this.evaluate(state)
      if (this.residualSmall()) return true
      if (!this.factor()) return false
      this.lu.solve(network.system.residual, this.update)
      network.afterSolve(state.y)
      if (this.applyUpdate(state)) return true
    }
    return false
  }

  /**
   * Carries the derivative of the state with respect to the state at the start of the beat across the step just made
   * (row-major n × n: `dy`, and `dydot` for ẏ), with the Jacobian of its last iterate.
   */
  stepTangent(dy: Float64Array, dydot: Float64Array): void {
    const { network, dt, alphaM, alphaF, gamma, tangent } = this
    const { dResidualDy: k, dResidualDydot: e } = network.system
    const n = network.size
    const ahead = alphaF * dt * (1 - gamma)
    tangent.fill(0)
    for (let at = 0; at < n * n; at++) {
      const kij = k[at]!
      const eij = e[at]! * (1 - alphaM) + kij * ahead
      if (kij === 0 && eij === 0) continue
      const from = (at % n) * n
      const to = at - (at % n)
      for (let c = 0; c < n; c++)
        tangent[to + c] = tangent[to + c]! - kij * dy[from + c]! - eij * dydot[from + c]!
    }
    this.lu.solveAll(tangent)
    for (let i = 0; i < n * n; i++) {
      dy[i] = dy[i]! + dt * ((1 - gamma) * dydot[i]! + gamma * tangent[i]!)
      dydot[i] = tangent[i]!
    }
  }

  /**
   * Where the update decides, the same rate goes on: on a smooth stretch the first solve then moves so little that it
   * is also the last. Where the residual decides, the values stay, as in svZeroDSolver.
   */
  private predict({ y, ydot }: State): void {
    const { dt, gamma } = this
    const byUpdate = this.control.residualTolerance === undefined
    for (let i = 0; i < y.length; i++) {
      if (byUpdate) y[i] = y[i]! + dt * ydot[i]!
      else ydot[i] = (ydot[i]! * (gamma - 1)) / gamma
    }
  }

  private evaluate(state: State): void {
    const { yAf, ydotAm, y0, ydot0, alphaM, alphaF } = this
    for (let i = 0; i < yAf.length; i++) {
      yAf[i] = y0[i]! + alphaF * (state.y[i]! - y0[i]!)
      ydotAm[i] = ydot0[i]! + alphaM * (state.ydot[i]! - ydot0[i]!)
    }
    this.network.assemble(yAf, ydotAm)
  }

  private residualSmall(): boolean {
    const limit = this.control.residualTolerance
    if (limit === undefined) return false
    const { residual } = this.network.system
    for (let i = 0; i < residual.length; i++) if (!(Math.abs(residual[i]!) < limit)) return false
    return true
  }

  private factor(): boolean {
    const { jacobian, alphaM, alphaF, gamma, dt } = this
    const { dResidualDy, dResidualDydot } = this.network.system
    const c = alphaF * gamma * dt
    for (let i = 0; i < jacobian.length; i++) jacobian[i] = alphaM * dResidualDydot[i]! + c * dResidualDy[i]!
    return this.lu.factor(jacobian)
  }

  /** Returns true where the update is small enough to stop. */
  private applyUpdate(state: State): boolean {
    const { update, gamma, dt } = this
    const { scales } = this.network
    const byUpdate = this.control.residualTolerance === undefined
    let largest = 0
    for (let i = 0; i < update.length; i++) {
      const d = update[i]!
      state.ydot[i] = state.ydot[i]! - d
      state.y[i] = state.y[i]! - d * gamma * dt
      const share = Math.abs(d * gamma * dt) / scales[i]!
      if (!(share <= largest)) largest = share
    }
    return byUpdate && largest < this.control.updateTolerance
  }
}
