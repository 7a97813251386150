import type { DaeSystem, Element } from '../../dae-system'
import type { BlockContext, BlockKind } from '../block'

/**
 * A heart chamber with a time-varying elastance that rises and falls as a cosine.
 *
 *   circuit:     in ──┬── out       equations:  P_in - E(t) (Vc - Vrest) = 0;  P_in - P_out = 0
 *                     ╪ E(t)                    Q_in - Q_out - Vc' = 0
 *   E = Epass + Emax φ; φ = ½ (1 - cos(π s / contract_duration)) from contract_start on, then
 *   ½ (1 + cos(π s / relax_duration)) from relax_start on, else 0
 *   parameters:  Emax, Epass, Vrest, contract_start, relax_start, contract_duration, relax_duration
 *   source:      PiecewiseCosineChamber of svZeroDSolver; Regazzoni et al. 2022, doi 10.1016/j.jcp.2022.111083
 */
class PiecewiseCosineChamber implements Element {
  readonly name: string
  private readonly restVolume: number
  private elastance = 0

  constructor(private readonly context: BlockContext) {
    this.name = context.name
    this.restVolume = context.values.number('Vrest')
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

  private activation(time: number): number {
    const { values, period } = this.context
    const contracting = (time - values.number('contract_start')) % period
    const rise = values.number('contract_duration')
    if (contracting >= 0 && contracting < rise) return 0.5 * (1 - Math.cos((Math.PI * contracting) / rise))
    const relaxing = (time - values.number('relax_start')) % period
    const fall = values.number('relax_duration')
    return relaxing >= 0 && relaxing < fall ? 0.5 * (1 + Math.cos((Math.PI * relaxing) / fall)) : 0
  }
}

export const piecewiseCosineChamber: BlockKind = {
  ends: 'through',
  internal: ['Vc'],
  equationCount: () => 3,
  create: (context) => new PiecewiseCosineChamber(context),
}
