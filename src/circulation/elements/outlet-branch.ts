import type { DaeSystem, Element } from '../dae-system'
import type { Compartment } from './compartment'

/**
 * The small vessels behind a compartment, to a place of fixed pressure.
 *
 *   circuit:     a ──/\/\/── Pd      equation:  Q = (p_a - Pd) / R
 *   parameters:  R [Pa·s/m³], Pd [Pa]
 *   source:      with the compartment's compliance the two-element windkessel
 */
export class OutletBranch implements Element {
  constructor(
    readonly name: string,
    private readonly from: Compartment,
    private readonly resistance: number,
    private readonly distalPressure: number,
  ) {}

  writeConstant(): void {}

  flow(y: Float64Array): number {
    return (this.from.pressure(y) - this.distalPressure) / this.resistance
  }

  writeState(system: DaeSystem, y: Float64Array): void {
    const { row, index, elastance } = this.from
    system.addResidual(row, this.flow(y))
    system.addDy(row, index, elastance / this.resistance)
  }
}
