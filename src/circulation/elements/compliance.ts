import { Compartment } from './compartment'

/**
 * The elastic wall of a group of vessels.
 *
 *   circuit:     ──┬──     equation:   V' = Σ Q_in - Σ Q_out,  p = V / C
 *                  ╪ C     parameter:  C compliance [m³/Pa]
 *   source:     two-element windkessel, Westerhof et al. 2009 (doi 10.1007/s11517-008-0359-2)
 */
export class Compliance extends Compartment {
  constructor(name: string, index: number, row: number, compliance: number) {
    super(name, index, row, 0)
    this.elastance = 1 / compliance
  }
}
