import type { DaeSystem, Element } from '../../dae-system'
import type { BlockContext, BlockKind } from '../block'

/**
 * Where vessels meet.
 *
 *   circuit:     in_1 ──┬── out_1          equations:  all pressures equal
 *                in_2 ──┴── out_2                      Σ Q_in - Σ Q_out = 0
 *   source:      NORMAL_JUNCTION of svZeroDSolver
 */
class Junction implements Element {
  readonly name: string

  constructor(private readonly context: BlockContext) {
    this.name = context.name
  }

  writeConstant(system: DaeSystem): void {
    const { unknowns, rows, inletCount, outletCount } = this.context
    const ends = inletCount + outletCount
    for (let i = 0; i < ends - 1; i++) {
      system.addLinear(rows[i]!, unknowns[0]!, 1)
      system.addLinear(rows[i]!, unknowns[2 * i + 2]!, -1)
    }
    for (let i = 0; i < ends; i++)
      system.addLinear(rows[ends - 1]!, unknowns[2 * i + 1]!, i < inletCount ? 1 : -1)
  }
}

export const junction: BlockKind = {
  ends: 'any',
  internal: [],
  equationCount: (inlets, outlets) => inlets + outlets,
  create: (context) => new Junction(context),
}
