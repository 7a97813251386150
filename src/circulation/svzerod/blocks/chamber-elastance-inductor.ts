import type { DaeSystem, Element } from '../../dae-system'
import { type Activation, activationOf } from '../activation'
import type { BlockContext, BlockKind } from '../block'

/**
 * A heart chamber with time-varying elastance and rest volume, and an inertance at its outlet.
 *
 *   circuit:     in ──┬──∿∿∿── out      equations:  P_in - E(t) (Vc - Vr(t)) = 0
 *                     ╪ E(t)                        P_in - P_out - L Q_out' = 0
 *                                                   Q_in - Q_out - Vc' = 0
 *   E = Emin + (Emax - Emin) a, Vr = Vrs + (Vrd - Vrs)(1 - a), a the activation (half_cosine unless told otherwise)
 *   parameters:  Emax, Emin, Vrd, Vrs, Impedance L, and those of the activation
 *   source:      ChamberElastanceInductor of svZeroDSolver
 */
class ChamberElastanceInductor implements Element {
  readonly name: string
  private readonly activation: Activation
  private elastance = 0
  private restVolume = 0

  constructor(private readonly context: BlockContext) {
    this.name = context.name
    this.activation = activationOf(context.values, 'half_cosine', context.period)
  }

  writeConstant(system: DaeSystem): void {
    const [pIn, qIn, pOut, qOut, volume] = this.context.unknowns as [number, number, number, number, number]
    const [chamber, outlet, mass] = this.context.rows as [number, number, number]
    system.addLinear(chamber, pIn, 1)
    system.addLinear(outlet, pIn, 1)
    system.addLinear(outlet, pOut, -1)
    system.addMass(outlet, qOut, -this.context.values.number('Impedance'))
    system.addLinear(mass, qIn, 1)
    system.addLinear(mass, qOut, -1)
    system.addMass(mass, volume, -1)
  }

  setTime(time: number): void {
    const { values } = this.context
    const a = this.activation(time)
    const [least, end] = [values.number('Emin'), values.number('Vrs')]
    this.elastance = least + (values.number('Emax') - least) * a
    this.restVolume = end + (values.number('Vrd') - end) * (1 - a)
  }

  writeState(system: DaeSystem, y: Float64Array): void {
    const volume = this.context.unknowns[4]!
    const row = this.context.rows[0]!
    system.addResidual(row, -this.elastance * (y[volume]! - this.restVolume))
    system.addDy(row, volume, -this.elastance)
  }
}

export const chamberElastanceInductor: BlockKind = {
  ends: 'through',
  internal: ['Vc'],
  equationCount: () => 3,
  create: (context) => new ChamberElastanceInductor(context),
}
