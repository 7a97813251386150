import type { DaeSystem, Element } from '../../dae-system'
import type { BlockContext, BlockKind } from '../block'

/**
 * A coronary bed in the muscle of the closed-loop heart, which squeezes it.
 *
 *   circuit:     in ──/\/\/──┬──/\/\/──┬──/\/\/── out (right atrium)     Cim stands against Pim = im P_ventricle
 *                      Ra    ╪ Ca  Ram  ╪ Cim  Rv
 *   equations:   P_out - P_in + (Ra + Ram) Q_in + Rv Q_out - Ram Ca P_in' + Ram Ra Ca Q_in' = 0
 *                Q_in - Q_out - Ca P_in' + Ca Ra Q_in' - V' = 0
 *                Cim P_out + Cim Rv Q_out - V - Cim im P_ventricle = 0
 *   parameters:  Ra, Ram, Rv, Ca, Cim; im is the heart's `iml` (left: P_LV) or `imr` (right: P_RV)
 *   source:      ClosedLoopCoronaryLeft and ClosedLoopCoronaryRight of svZeroDSolver; Sankaran et al. 2012,
 *                doi 10.1007/s10439-012-0579-3
 */
class ClosedLoopCoronary implements Element {
  readonly name: string
  private readonly ventricle: number
  private readonly squeeze: number

  constructor(
    private readonly context: BlockContext,
    side: 'left' | 'right',
  ) {
    this.name = context.name
    this.ventricle = context.unknownNamed(side === 'left' ? 'P_LV:CLH' : 'P_RV:CLH')
    const share = context.valuesOf('CLH').number(side === 'left' ? 'iml' : 'imr')
    this.squeeze = context.values.number('Cim') * share
  }

  writeConstant(system: DaeSystem): void {
    const { unknowns, rows, values } = this.context
    const [pIn, qIn, pOut, qOut, volume] = unknowns as [number, number, number, number, number]
    const [path, mass, bed] = rows as [number, number, number]
    const [ra, ram, rv] = [values.number('Ra'), values.number('Ram'), values.number('Rv')]
    const [ca, cim] = [values.number('Ca'), values.number('Cim')]
    system.addMass(path, pIn, -ram * ca)
    system.addMass(path, qIn, ram * ra * ca)
    system.addMass(mass, pIn, -ca)
    system.addMass(mass, qIn, ca * ra)
    system.addMass(mass, volume, -1)
    system.addLinear(path, pIn, -1)
    system.addLinear(path, qIn, ra + ram)
    system.addLinear(path, pOut, 1)
    system.addLinear(path, qOut, rv)
    system.addLinear(mass, qIn, 1)
    system.addLinear(mass, qOut, -1)
    system.addLinear(bed, pOut, cim)
    system.addLinear(bed, qOut, cim * rv)
    system.addLinear(bed, volume, -1)
    system.addLinear(bed, this.ventricle, -this.squeeze)
  }
}

function coronary(side: 'left' | 'right'): BlockKind {
  return {
    ends: 'through',
    internal: ['volume_im'],
    equationCount: () => 3,
    create: (context) => new ClosedLoopCoronary(context, side),
  }
}

export const closedLoopCoronaryLeft = coronary('left')
export const closedLoopCoronaryRight = coronary('right')
