import type { DaeSystem, Element } from '../../dae-system'
import type { BlockContext, BlockKind } from '../block'

/**
 * Where vessels meet, each through a resistance of its own.
 *
 *   circuit:     in_i ──/\/\/──● P_c ──/\/\/── out_j
 *   equations:   P_in,i - R_i Q_in,i - P_c = 0;  P_c - R_j Q_out,j - P_out,j = 0;  Σ Q_in - Σ Q_out = 0
 *   parameters:  R, one value an inlet, then one an outlet
 *   source:      resistive_junction of svZeroDSolver
 */
class ResistiveJunction implements Element {
  readonly name: string
  private readonly resistances: readonly number[]

  constructor(private readonly context: BlockContext) {
    this.name = context.name
    this.resistances = context.values.numbers('R')
    if (this.resistances.length !== context.inletCount + context.outletCount)
      throw context.values.fault(`has ${this.resistances.length} resistances 'R', not one an end`)
  }

  writeConstant(system: DaeSystem): void {
    const { unknowns, rows, inletCount, outletCount } = this.context
    const ends = inletCount + outletCount
    const centre = unknowns.at(-1)!
    for (let i = 0; i < ends; i++) {
      const inward = i < inletCount ? 1 : -1
      system.addLinear(rows[i]!, unknowns[2 * i]!, inward)
      system.addLinear(rows[i]!, unknowns[2 * i + 1]!, -this.resistances[i]!)
      system.addLinear(rows[i]!, centre, -inward)
      system.addLinear(rows[ends]!, unknowns[2 * i + 1]!, inward)
    }
  }
}

export const resistiveJunction: BlockKind = {
  ends: 'any',
  internal: ['pressure_c'],
  equationCount: (inlets, outlets) => inlets + outlets + 1,
  create: (context) => new ResistiveJunction(context),
}
