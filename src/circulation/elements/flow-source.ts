import type { DaeSystem, Element } from '../dae-system'
import type { Compartment } from './compartment'

/**
 * Blood pumped into a compartment.
 *
 *   circuit:     ○→── a          equation:  adds Q(t) to the balance of a
 *   parameters:  Q(t) [m³/s], repeated every beat
 */
export class FlowSource implements Element {
  private flow = 0

  constructor(
    readonly name: string,
    private readonly to: Compartment,
    private readonly flowAt: (time: number) => number,
  ) {}

  writeConstant(): void {}

  setTime(time: number): void {
    this.flow = this.flowAt(time)
  }

  writeState(system: DaeSystem): void {
    system.addResidual(this.to.row, -this.flow)
  }
}
