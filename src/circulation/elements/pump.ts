import type { DaeSystem, Element } from '../dae-system'
import type { Compartment } from './compartment'

/**
 * A source of pressure between two compartments, with its own resistance: a heart that is looked at by its means.
 *
 *   circuit:     a ──(P)──/\/\/── b     equation:  Q = (p_a + P - p_b) / R
 *   parameters:  P [Pa], R [Pa·s/m³]
 */
export class Pump implements Element {
  constructor(
    readonly name: string,
    private readonly from: Compartment,
    private readonly to: Compartment,
    private readonly head: number,
    private readonly resistance: number,
  ) {}

  writeConstant(): void {}

  flow(y: Float64Array): number {
    return (this.from.pressure(y) + this.head - this.to.pressure(y)) / this.resistance
  }

  writeState(system: DaeSystem, y: Float64Array): void {
    const { from, to, resistance } = this
    const flow = this.flow(y)
    system.addResidual(from.row, flow)
    system.addResidual(to.row, -flow)
    system.addDy(from.row, from.index, from.elastance / resistance)
    system.addDy(from.row, to.index, -to.elastance / resistance)
    system.addDy(to.row, from.index, -from.elastance / resistance)
    system.addDy(to.row, to.index, to.elastance / resistance)
  }
}
