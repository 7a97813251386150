import type { DaeSystem, Element } from '../../dae-system'
import type { BlockContext, BlockKind } from '../block'

/**
 * Three-element windkessel.
 *
 *   circuit:     in ──/\/\/──┬──/\/\/── Pd     equations:  P - Rp Q - P_c = 0
 *                       Rp   ╪ C  Rd                       Rd Q - P_c + Pd - Rd C P_c' = 0
 *   parameters:  Rp, C, Rd, Pd (0); in a steady start C is 0
 *   source:      RCR of svZeroDSolver (Vignon-Clementel et al. 2006)
 */
class WindkesselBoundary implements Element {
  readonly name: string

  constructor(private readonly context: BlockContext) {
    this.name = context.name
  }

  writeConstant(system: DaeSystem): void {
    const { unknowns, rows, values } = this.context
    const [pressure, flow, inner] = unknowns as [number, number, number]
    const [proximal, distal] = rows as [number, number]
    const rd = values.number('Rd')
    system.addLinear(proximal, pressure, 1)
    system.addLinear(proximal, flow, -values.number('Rp'))
    system.addLinear(proximal, inner, -1)
    system.addLinear(distal, flow, rd)
    system.addLinear(distal, inner, -1)
    system.addMass(distal, inner, values.steady ? 0 : -rd * values.number('C'))
  }

  writeState(system: DaeSystem): void {
    system.addResidual(this.context.rows[1]!, this.context.values.number('Pd', 0))
  }
}

export const windkesselBoundary: BlockKind = {
  ends: 'one',
  internal: ['pressure_c'],
  equationCount: () => 2,
  create: (context) => new WindkesselBoundary(context),
}
