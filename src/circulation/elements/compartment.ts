import type { DaeSystem, Element } from '../dae-system'

/**
 * A place that stores blood; the other elements connect to it.
 *
 *   circuit:    ──┬──  V' = Σ Q_in - Σ Q_out,   p = e(t) (V - V0)
 *                 ╪
 *   unknown:    V, the stored volume [m³] (for a vessel: above its unstressed volume)
 */
export abstract class Compartment implements Element {
  /** dp/dV at the present time, Pa/m³. */
  elastance = 0

  constructor(
    readonly name: string,
    readonly index: number,
    readonly row: number,
    readonly restVolume: number,
  ) {}

  writeConstant(system: DaeSystem): void {
    system.addMass(this.row, this.index, 1)
  }

  pressure(y: Float64Array): number {
    return this.elastance * (y[this.index]! - this.restVolume)
  }
}
