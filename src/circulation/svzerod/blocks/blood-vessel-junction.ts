import type { DaeSystem, Element } from '../../dae-system'
import type { BlockContext, BlockKind } from '../block'

/**
 * One vessel that parts into several, each branch with a resistance, a stenosis loss and an inertance.
 *
 *   equations:   Q_in - Σ Q_out = 0;  P_in - P_out,i - (R_i + S_i |Q_i|) Q_i - L_i Q_i' = 0
 *   parameters:  R_poiseuille, L, stenosis_coefficient, one value an outlet each
 *   source:      BloodVesselJunction of svZeroDSolver
 */
class BloodVesselJunction implements Element {
  readonly name: string
  private readonly r: readonly number[]
  private readonly l: readonly number[]
  private readonly s: readonly number[]

  constructor(private readonly context: BlockContext) {
    const { values, inletCount } = context
    this.name = context.name
    if (inletCount !== 1) throw values.fault(`has ${inletCount} inlets; a BloodVesselJunction has one`)
    this.r = values.numbers('R_poiseuille')
    this.l = values.numbers('L')
    this.s = values.numbers('stenosis_coefficient')
  }

  writeConstant(system: DaeSystem): void {
    const { unknowns, rows, outletCount } = this.context
    system.addLinear(rows[0]!, unknowns[1]!, 1)
    for (let i = 0; i < outletCount; i++) {
      const [pressure, flow] = [unknowns[2 + 2 * i]!, unknowns[3 + 2 * i]!]
      system.addLinear(rows[0]!, flow, -1)
      system.addLinear(rows[i + 1]!, flow, -this.r[i]!)
      system.addLinear(rows[i + 1]!, unknowns[0]!, 1)
      system.addLinear(rows[i + 1]!, pressure, -1)
      system.addMass(rows[i + 1]!, flow, -this.l[i]!)
    }
  }

  writeState(system: DaeSystem, y: Float64Array): void {
    const { unknowns, rows, outletCount } = this.context
    for (let i = 0; i < outletCount; i++) {
      const flow = unknowns[3 + 2 * i]!
      const loss = this.s[i]! * Math.abs(y[flow]!)
      system.addResidual(rows[i + 1]!, -loss * y[flow]!)
      system.addDy(rows[i + 1]!, flow, -2 * loss)
    }
  }
}

export const bloodVesselJunction: BlockKind = {
  ends: 'any',
  internal: [],
  equationCount: (_, outlets) => outlets + 1,
  create: (context) => new BloodVesselJunction(context),
}
