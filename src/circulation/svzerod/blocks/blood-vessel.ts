import type { DaeSystem, Element } from '../../dae-system'
import type { BlockContext, BlockKind } from '../block'

/**
 * A vessel segment.
 *
 *   circuit:     in ──/\/\/── S |Q| ──∿∿∿──┬── out     (the compliance stands at the inlet, past the resistances)
 *                                          ╪ C
 *   equations:   P_in - P_out - (R + S |Q_in|) Q_in - L Q_out' = 0
 *                Q_in - Q_out - C P_in' + C (R + 2 S |Q_in|) Q_in' = 0
 *   parameters:  R_poiseuille, C, L, stenosis_coefficient S (all but R may be left out: 0)
 *   source:      BloodVessel of svZeroDSolver (Pfaller et al. 2022, doi 10.1002/cnm.3639)
 */
class BloodVessel implements Element {
  readonly name: string
  private readonly r: number
  private readonly c: number
  private readonly l: number
  private readonly s: number

  constructor(private readonly context: BlockContext) {
    const { values } = context
    this.name = context.name
    this.r = values.number('R_poiseuille')
    this.c = values.number('C', 0)
    this.l = values.number('L', 0)
    this.s = values.number('stenosis_coefficient', 0)
  }

  writeConstant(system: DaeSystem): void {
    const [pIn, qIn, pOut, qOut] = this.context.unknowns as [number, number, number, number]
    const [momentum, mass] = this.context.rows as [number, number]
    system.addMass(momentum, qOut, -this.l)
    system.addMass(mass, pIn, -this.c)
    system.addMass(mass, qIn, this.c * this.r)
    system.addLinear(momentum, pIn, 1)
    system.addLinear(momentum, qIn, -this.r)
    system.addLinear(momentum, pOut, -1)
    system.addLinear(mass, qIn, 1)
    system.addLinear(mass, qOut, -1)
  }

  writeState(system: DaeSystem, y: Float64Array, ydot: Float64Array): void {
    if (this.s === 0) return
    const qIn = this.context.unknowns[1]!
    const [momentum, mass] = this.context.rows as [number, number]
    const q = y[qIn]!
    const dq = ydot[qIn]!
    const loss = this.s * Math.abs(q)
    system.addResidual(momentum, -loss * q)
    system.addResidual(mass, 2 * this.c * loss * dq)
    system.addDy(momentum, qIn, -2 * loss)
    system.addDy(mass, qIn, 2 * this.c * this.s * Math.sign(q) * dq)
    system.addDydot(mass, qIn, 2 * this.c * loss)
  }
}

export const bloodVessel: BlockKind = {
  ends: 'through',
  internal: [],
  equationCount: () => 2,
  create: (context) => new BloodVessel(context),
}
