import type { DaeSystem, Element } from '../../dae-system'
import type { BlockContext, BlockKind } from '../block'

/**
 * A valve as a diode.
 *
 *   circuit:     in ──▷|── out      equations:  P_in - P_out - R Q_in = 0;  Q_in - Q_out = 0
 *   R = Rmin where P_in > P_out, else Rmax
 *   parameters:  Rmax, Rmin
 *   source:      PiecewiseValve of svZeroDSolver; Regazzoni et al. 2022, doi 10.1016/j.jcp.2022.111083
 */
class PiecewiseValve implements Element {
  readonly name: string
  private readonly open: number
  private readonly closed: number

  constructor(private readonly context: BlockContext) {
    this.name = context.name
    this.open = context.values.number('Rmin')
    this.closed = context.values.number('Rmax')
  }

  writeConstant(system: DaeSystem): void {
    const [pIn, qIn, pOut, qOut] = this.context.unknowns as [number, number, number, number]
    const [momentum, mass] = this.context.rows as [number, number]
    system.addLinear(momentum, pIn, 1)
    system.addLinear(momentum, pOut, -1)
    system.addLinear(mass, qIn, 1)
    system.addLinear(mass, qOut, -1)
  }

  writeState(system: DaeSystem, y: Float64Array): void {
    const [pIn, qIn, pOut] = this.context.unknowns as [number, number, number]
    const resistance = y[pOut]! < y[pIn]! ? this.open : this.closed
    system.addResidual(this.context.rows[0]!, -resistance * y[qIn]!)
    system.addDy(this.context.rows[0]!, qIn, -resistance)
  }
}

export const piecewiseValve: BlockKind = {
  ends: 'through',
  internal: [],
  equationCount: () => 2,
  create: (context) => new PiecewiseValve(context),
}
