import type { DaeSystem, Element } from '../dae-system'
import type { Compartment } from './compartment'

/** Pressure drop of a narrowing, dp = linear · Q + quadratic · Q |Q|; Pa·s/m³ and Pa·s²/m⁶. */
export interface FlowLaw {
  readonly linear: number
  readonly quadratic: number
}

/**
 * A heart valve as a diode, with the loss of a narrowed opening where there is one, and with a hole that stays open
 * while it is shut where it leaks.
 *
 *   circuit:     a ──▷|──┬── b    forward:  p_a - p_b = R Q + k Q |Q|,  R = Rmin
 *                └─ leak ┘        backward: Q = (p_a - p_b) / Rmax + Q_leak,  p_a - p_b = r Q_leak + l Q_leak |Q_leak|
 *   parameters:  Rmin, Rmax [Pa·s/m³]; k [Pa·s²/m⁶], 0 for a healthy valve (its loss is in Rmin); r, l of the leak
 *   source:      Regazzoni et al. 2022 (doi 10.1016/j.jcp.2022.111083); k, l: Bernoulli with vena contracta
 */
export class DiodeValve implements Element {
  constructor(
    readonly name: string,
    private readonly from: Compartment,
    private readonly to: Compartment,
    private readonly open: FlowLaw,
    private readonly closedResistance: number,
    private readonly leak: FlowLaw | null = null,
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
    if (drop > 0) return throughLaw(this.open, drop)
    return drop / this.closedResistance - (this.leak ? throughLaw(this.leak, -drop) : 0)
  }

  private slopeAt(drop: number, flow: number): number {
    const { open, leak, closedResistance } = this
    if (drop > 0) return 1 / (open.linear + 2 * open.quadratic * flow)
    const closed = 1 / closedResistance
    return leak ? closed + 1 / (leak.linear + 2 * leak.quadratic * throughLaw(leak, -drop)) : closed
  }
}

/** Flow at a pressure drop that is not negative; the form without cancellation, which also serves k = 0. */
function throughLaw({ linear: r, quadratic: k }: FlowLaw, drop: number): number {
  return (2 * drop) / (r + Math.sqrt(r * r + 4 * k * drop))
}
