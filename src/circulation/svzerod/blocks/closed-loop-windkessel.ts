import type { DaeSystem, Element } from '../../dae-system'
import type { BlockContext, BlockKind } from '../block'

/**
 * Three-element windkessel whose far end leads on to the heart.
 *
 *   circuit:     in ──/\/\/──┬──/\/\/── out    equations:  Q_out - Q_in + C P_c' = 0
 *                       Rp   ╪ C  Rd                       P_in - Rp Q_in - P_c = 0
 *                                                          P_c - Rd Q_out - P_out = 0
 *   parameters:  Rp, C, Rd
 *   source:      ClosedLoopRCR of svZeroDSolver
 */
class ClosedLoopWindkessel implements Element {
  readonly name: string

  constructor(private readonly context: BlockContext) {
    this.name = context.name
  }

  writeConstant(system: DaeSystem): void {
    const { unknowns, rows, values } = this.context
    const [pIn, qIn, pOut, qOut, inner] = unknowns as [number, number, number, number, number]
    const [mass, proximal, distal] = rows as [number, number, number]
    system.addLinear(mass, qIn, -1)
    system.addLinear(mass, qOut, 1)
    system.addMass(mass, inner, values.number('C'))
    system.addLinear(proximal, pIn, 1)
    system.addLinear(proximal, qIn, -values.number('Rp'))
    system.addLinear(proximal, inner, -1)
    system.addLinear(distal, inner, 1)
    system.addLinear(distal, qOut, -values.number('Rd'))
    system.addLinear(distal, pOut, -1)
  }
}

export const closedLoopWindkessel: BlockKind = {
  ends: 'through',
  internal: ['P_c'],
  equationCount: () => 3,
  create: (context) => new ClosedLoopWindkessel(context),
}
