import type { DaeSystem, Element } from '../../dae-system'
import { type Activation, activationOf } from '../activation'
import type { BlockContext, BlockKind } from '../block'

/**
 * A heart chamber with a time-varying elastance that rises and falls as a cosine.
 *
 *   circuit:     in ──┬── out       equations:  P_in - E(t) (Vc - Vrest) = 0;  P_in - P_out = 0
 *                     ╪ E(t)                    Q_in - Q_out - Vc' = 0
 *   E = Epass + Emax φ, φ the activation (piecewise_cosine unless told otherwise)
 *   parameters:  Emax, Epass, Vrest, and those of the activation
 *   source:      PiecewiseCosineChamber (later LinearElastanceChamber) of svZeroDSolver; Regazzoni et al. 2022, doi 10.1016/j.jcp.2022.111083
 */
class PiecewiseCosineChamber implements Element {
  readonly name: string
  private readonly restVolume: number
  private readonly activation: Activation
  private elastance = 0

  constructor(private readonly context: BlockContext) {
    this.name = context.name
    this.restVolume = context.values.number('Vrest')
    this.activation = activationOf(context.values, 'piecewise_cosine', context.period)
  }

  writeConstant(system: DaeSystem): void {
    const [pIn, qIn, pOut, qOut, volume] = this.context.unknowns as [number, number, number, number, number]
    const [chamber, outlet, mass] = this.context.rows as [number, number, number]
    system.addLinear(chamber, pIn, 1)
    system.addLinear(outlet, pIn, 1)
    system.addLinear(outlet, pOut, -1)
    system.addLinear(mass, qIn, 1)
    system.addLinear(mass, qOut, -1)
    system.addMass(mass, volume, -1)
  }

  setTime(time: number): void {
    const { values } = this.context
    this.elastance = values.number('Epass') + values.number('Emax') * this.activation(time)
  }

  writeState(system: DaeSystem, y: Float64Array): void {
    const volume = this.context.unknowns[4]!
    const row = this.context.rows[0]!
    system.addResidual(row, -this.elastance * (y[volume]! - this.restVolume))
    system.addDy(row, volume, -this.elastance)
  }
}

export const piecewiseCosineChamber: BlockKind = {
  ends: 'through',
  internal: ['Vc'],
  equationCount: () => 3,
  create: (context) => new PiecewiseCosineChamber(context),
}
