import type { DaeSystem, Element } from '../../dae-system'
import type { BlockContext, BlockKind } from '../block'
import type { BoundaryCurve } from '../boundary-curve'

/**
 * A resistance to a distal pressure.
 *
 *   circuit:     in ──/\/\/── Pd          equation:  P - R Q - Pd = 0
 *   parameters:  R, Pd: numbers, or values over the times t
 *   source:      RESISTANCE of svZeroDSolver
 */
class ResistanceBoundary implements Element {
  readonly name: string
  private readonly resistance: BoundaryCurve
  private readonly distal: BoundaryCurve
  private r = 0
  private pd = 0

  constructor(private readonly context: BlockContext) {
    this.name = context.name
    this.resistance = context.values.curve('R')
    this.distal = context.values.curve('Pd')
  }

  writeConstant(system: DaeSystem): void {
    system.addLinear(this.context.rows[0]!, this.context.unknowns[0]!, 1)
  }

  setTime(time: number): void {
    this.r = this.resistance.at(time)
    this.pd = this.distal.at(time)
  }

  writeState(system: DaeSystem, y: Float64Array): void {
    const row = this.context.rows[0]!
    const flow = this.context.unknowns[1]!
    system.addResidual(row, -this.r * y[flow]! - this.pd)
    system.addDy(row, flow, -this.r)
  }
}

export const resistanceBoundary: BlockKind = {
  ends: 'one',
  internal: [],
  equationCount: () => 1,
  create: (context) => new ResistanceBoundary(context),
}
