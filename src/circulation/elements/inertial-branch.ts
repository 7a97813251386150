import type { DaeSystem, Element } from '../dae-system'
import type { Compartment } from './compartment'
import type { FlowLaw } from './diode-valve'

/**
 * Blood on its way between two compartments: resistance, loss and inertia in series.
 *
 *   circuit:     a ──/\/\/──∿∿∿── b     L Q' + R Q + k Q |Q| = p_a - p_b
 *   unknown:     Q [m³/s], positive from a to b
 *   parameters:  R [Pa·s/m³], k [Pa·s²/m⁶], L [Pa·s²/m³]
 *   source:      resistor and inductor of svZeroDSolver's BloodVessel; k Q |Q| its stenosis term
 */
export class InertialBranch implements Element {
  constructor(
    readonly name: string,
    readonly index: number,
    private readonly row: number,
    private readonly from: Compartment,
    private readonly to: Compartment,
    private readonly law: FlowLaw,
    private readonly inertance: number,
  ) {}

  writeConstant(system: DaeSystem): void {
    system.addLinear(this.from.row, this.index, 1)
    system.addLinear(this.to.row, this.index, -1)
    system.addMass(this.row, this.index, this.inertance)
    system.addLinear(this.row, this.index, this.law.linear)
  }

  flow(y: Float64Array): number {
    return y[this.index]!
  }

  writeState(system: DaeSystem, y: Float64Array): void {
    const { row, index, from, to } = this
    const q = y[index]!
    const k = this.law.quadratic
    system.addResidual(row, k * q * Math.abs(q) - from.pressure(y) + to.pressure(y))
    system.addDy(row, index, 2 * k * Math.abs(q))
    system.addDy(row, from.index, -from.elastance)
    system.addDy(row, to.index, to.elastance)
  }
}
