import type { DaeSystem, Element } from '../../dae-system'
import type { BlockContext, BlockKind } from '../block'
import type { BoundaryCurve } from '../boundary-curve'

/**
 * A prescribed value at an end: Q = Q(t) or P = P(t).
 *
 *   parameters:  Q or P: a number, or values over the times t, repeated every beat
 *   source:      FLOW and PRESSURE of svZeroDSolver
 */
class PrescribedValue implements Element {
  readonly name: string
  private readonly curve: BoundaryCurve
  private value = 0

  constructor(
    private readonly context: BlockContext,
    key: 'P' | 'Q',
    private readonly unknown: number,
  ) {
    this.name = context.name
    this.curve = context.values.curve(key)
  }

  writeConstant(system: DaeSystem): void {
    system.addLinear(this.context.rows[0]!, this.unknown, 1)
  }

  setTime(time: number): void {
    this.value = this.curve.at(time)
  }

  writeState(system: DaeSystem): void {
    system.addResidual(this.context.rows[0]!, -this.value)
  }
}

export const flowBoundary: BlockKind = {
  ends: 'one',
  internal: [],
  equationCount: () => 1,
  create: (context) => new PrescribedValue(context, 'Q', context.unknowns[1]!),
}

export const pressureBoundary: BlockKind = {
  ends: 'one',
  internal: [],
  equationCount: () => 1,
  create: (context) => new PrescribedValue(context, 'P', context.unknowns[0]!),
}
