import type { DaeSystem, Element } from '../../dae-system'
import type { BlockContext, BlockKind } from '../block'

/**
 * A valve that opens smoothly with the pressure across it.
 *
 *   circuit:     in ──▷|── out
 *   equations:   P_in - P_out - Q [½ (Rmax + Rmin) + ½ (Rmax - Rmin) tanh(k (P_out - P_in))] = 0
 *                Q_in - Q_out = 0;   status - ½ (1 + tanh(k (P_out - P_in))) = 0 (1: closed)
 *   parameters:  Rmax, Rmin, Steepness k
 *   source:      ValveTanh of svZeroDSolver (Pfaller et al. 2019, doi 10.1016/j.cma.2019.03.008)
 */
class ValveTanh implements Element {
  readonly name: string
  private readonly mean: number
  private readonly half: number
  private readonly steepness: number

  constructor(private readonly context: BlockContext) {
    const { values } = context
    this.name = context.name
    const [closed, open] = [values.number('Rmax'), values.number('Rmin')]
    this.mean = 0.5 * (closed + open)
    this.half = 0.5 * (closed - open)
    this.steepness = values.number('Steepness')
  }

  writeConstant(system: DaeSystem): void {
    const [pIn, qIn, pOut, qOut, status] = this.context.unknowns as [number, number, number, number, number]
    const [momentum, mass, closure] = this.context.rows as [number, number, number]
    system.addLinear(momentum, pIn, 1)
    system.addLinear(momentum, pOut, -1)
    system.addLinear(momentum, qIn, -this.mean)
    system.addLinear(mass, qIn, 1)
    system.addLinear(mass, qOut, -1)
    system.addLinear(closure, status, 1)
  }

  writeState(system: DaeSystem, y: Float64Array): void {
    const [pIn, qIn, pOut] = this.context.unknowns as [number, number, number]
    const [momentum, , closure] = this.context.rows as [number, number, number]
    const q = y[qIn]!
    const closing = Math.tanh(this.steepness * (y[pOut]! - y[pIn]!))
    const slope = this.steepness * (1 - closing * closing)
    system.addResidual(momentum, -this.half * q * closing)
    system.addDy(momentum, pIn, this.half * q * slope)
    system.addDy(momentum, qIn, -this.half * closing)
    system.addDy(momentum, pOut, -this.half * q * slope)
    system.addResidual(closure, -0.5 * (1 + closing))
    system.addDy(closure, pIn, 0.5 * slope)
    system.addDy(closure, pOut, -0.5 * slope)
  }
}

export const valveTanh: BlockKind = {
  ends: 'through',
  internal: ['valve_status'],
  equationCount: () => 3,
  create: (context) => new ValveTanh(context),
}
