import type { DaeSystem, Element } from '../dae-system'
import type { Compartment } from './compartment'

/** Pressure drop of a narrowing, dp = linear · Q + quadratic · Q |Q|; Pa·s/m³ and Pa·s²/m⁶. */
export interface FlowLaw {
  readonly linear: number
  readonly quadratic: number
}

/**
 * A heart valve as a diode, with the loss of a narrowed opening where there is one.
 *
 *   circuit:     a ──▷|── b      p_a - p_b = R Q + k Q |Q|,  R = Rmin forward, Rmax backward
 *   parameters:  Rmin, Rmax [Pa·s/m³]; k [Pa·s²/m⁶], 0 for a healthy valve (its loss is in Rmin)
 *   source:      Regazzoni et al. 2022 (doi 10.1016/j.jcp.2022.111083); k: Bernoulli with vena contracta
 */
export class DiodeValve implements Element {
  constructor(
    readonly name: string,
    private readonly from: Compartment,
    private readonly to: Compartment,
    private readonly open: FlowLaw,
    private readonly closedResistance: number,
  ) {}

  writeConstant(): void {}

  flow(y: Float64Array): number {
    return this.flowAt(this.from.pressure(y) - this.to.pressure(y))
  }

  writeState(system: DaeSystem, y: Float64Array): void {
    const { from, to } = this
    const drop = from.pressure(y) - to.pressure(y)
    const flow = this.flowAt(drop)
    const slope = this.slopeAt(drop, flow)
    system.addResidual(from.row, flow)
    system.addResidual(to.row, -flow)
    system.addDy(from.row, from.index, slope * from.elastance)
    system.addDy(from.row, to.index, -slope * to.elastance)
    system.addDy(to.row, from.index, -slope * from.elastance)
    system.addDy(to.row, to.index, slope * to.elastance)
  }

  private flowAt(drop: number): number {
    const { linear: r, quadratic: k } = this.open
    if (drop <= 0) return drop / this.closedResistance
    // The form without cancellation: it also serves k = 0.
    return (2 * drop) / (r + Math.sqrt(r * r + 4 * k * drop))
  }

  private slopeAt(drop: number, flow: number): number {
    if (drop <= 0) return 1 / this.closedResistance
    return 1 / (this.open.linear + 2 * this.open.quadratic * flow)
  }
}
