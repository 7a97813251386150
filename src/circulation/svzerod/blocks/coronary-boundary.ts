import type { DaeSystem, Element } from '../../dae-system'
import type { BlockContext, BlockKind } from '../block'
import type { BoundaryCurve } from '../boundary-curve'

/**
 * A coronary bed inside the muscle that squeezes it.
 *
 *   circuit:     in ──/\/\/──┬──/\/\/──┬ Pc ──/\/\/── Pv   the second compliance stands against the pressure Pim
 *                      Ra1   ╪ Ca Ra2  ╪ Cc     Rv1       in the muscle
 *   equations, V the volume that Cc has taken up since the start, a = Cc Rv1, P0 = Pc(0) - Pim(0):
 *                a Q - V - Ca a P' + Ra1 Ca a Q' - a V' + Cc (Pv - Pim - P0) = 0
 *                a P - a Ra1 Q - (Rv1 + Ra2) V - a Ra2 V' - Cc (Rv1 + Ra2) (Pim + P0) + Ra2 Cc Pv = 0
 *                steady: V = 0,  P - (Ra1 + Ra2 + Rv1) Q - Pv = 0
 *                Pc(0) = P - Ra1 Q - Ra2 (Q - Ca (P' - Ra1 Q')) at the start; after a steady start Pim(0) is the
 *                mean that the steady run saw, as in svZeroDSolver
 *   parameters:  Ra1, Ra2, Rv1, Ca, Cc; Pim and P_v, numbers or values over the times t
 *   source:      CORONARY of svZeroDSolver; Kim et al. 2010, doi 10.1007/s10439-010-0083-6
 */
class CoronaryBoundary implements Element {
  readonly name: string
  private readonly muscle: BoundaryCurve
  private readonly venous: BoundaryCurve
  private muscleNow = 0
  private venousNow = 0
  /** Pc(0) - Pim(0). */
  private readonly offset: number

  constructor(private readonly context: BlockContext) {
    this.name = context.name
    this.muscle = context.values.curve('Pim')
    this.venous = context.values.curve('P_v')
    this.offset = this.startOffset()
  }

  writeConstant(system: DaeSystem): void {
    const [pressure, flow, volume] = this.context.unknowns as [number, number, number]
    const [first, second] = this.context.rows as [number, number]
    const { ra1, ra2, rv, ca, cc } = this.parameters()
    if (this.context.values.steady) {
      system.addLinear(first, volume, 1)
      system.addLinear(second, pressure, -1)
      system.addLinear(second, flow, ra1 + ra2 + rv)
      return
    }
    const a = cc * rv
    system.addLinear(first, flow, a)
    system.addLinear(first, volume, -1)
    system.addMass(first, pressure, -ca * a)
    system.addMass(first, flow, ra1 * ca * a)
    system.addMass(first, volume, -a)
    system.addLinear(second, pressure, a)
    system.addLinear(second, flow, -a * ra1)
    system.addLinear(second, volume, -(rv + ra2))
    system.addMass(second, volume, -a * ra2)
  }

  setTime(time: number): void {
    this.muscleNow = this.muscle.at(time)
    this.venousNow = this.venous.at(time)
  }

  writeState(system: DaeSystem): void {
    const [first, second] = this.context.rows as [number, number]
    const { ra2, rv, cc } = this.parameters()
    const { venousNow } = this
    if (this.context.values.steady) {
      system.addResidual(second, venousNow)
      return
    }
    const muscle = this.muscleNow + this.offset
    system.addResidual(first, cc * (venousNow - muscle))
    system.addResidual(second, -cc * (rv + ra2) * muscle + ra2 * cc * venousNow)
  }

  private startOffset(): number {
    const { start, unknowns } = this.context
    if (!start) return 0
    const [pressure, flow] = unknowns as [number, number]
    const { y, ydot } = start.state
    const { ra1, ra2, ca } = this.parameters()
    const arterial = y[pressure]! - ra1 * y[flow]!
    const stored = ca * (ydot[pressure]! - ra1 * ydot[flow]!)
    const muscle = start.fromSteady ? this.muscle.mean().at(0) : this.muscle.at(0)
    return arterial - ra2 * (y[flow]! - stored) - muscle
  }

  private parameters() {
    const { values } = this.context
    return {
      ra1: values.number('Ra1'),
      ra2: values.number('Ra2'),
      rv: values.number('Rv1'),
      ca: values.number('Ca'),
      cc: values.number('Cc'),
    }
  }
}

export const coronaryBoundary: BlockKind = {
  internal: ['volume_im'],
  ends: 'one',
  equationCount: () => 2,
  create: (context) => new CoronaryBoundary(context),
}
