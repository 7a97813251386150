import { Compartment } from './compartment'

/** Times as shares of the beat: start of contraction, its length, the length of relaxation. */
export interface Activation {
  readonly start: number
  readonly contraction: number
  readonly relaxation: number
}

/**
 * A heart chamber with a time-varying elastance.
 *
 *   circuit:     ──┬──     equations:  V' = Σ Q_in - Σ Q_out,  p = (EA f(t) + EB) (V - V0)
 *                  ╪ E(t)  f: rise ½ (1 - cos(π s / TC)) for s < TC, fall ½ (1 + cos(π (s - TC) / TR)) for the next
 *                          TR, else 0; s = (t - tC) modulo the beat
 *   parameters: EA active, EB passive elastance [Pa/m³], V0 rest volume [m³], tC, TC, TR as shares of the beat
 *   source:     Regazzoni et al. 2022 (doi 10.1016/j.jcp.2022.111083), after Blanco & Feijóo 2010
 */
export class Chamber extends Compartment {
  constructor(
    name: string,
    index: number,
    row: number,
    restVolume: number,
    private readonly active: number,
    private readonly passive: number,
    private readonly activation: Activation,
    private readonly period: number,
  ) {
    super(name, index, row, restVolume)
  }

  setTime(time: number): void {
    this.elastance = this.passive + this.active * this.activationAt(time)
  }

  private activationAt(time: number): number {
    const { start, contraction, relaxation } = this.activation
    const beats = time / this.period - start
    const s = beats - Math.floor(beats)
    if (s < contraction) return 0.5 * (1 - Math.cos((Math.PI * s) / contraction))
    if (s < contraction + relaxation) return 0.5 * (1 + Math.cos((Math.PI * (s - contraction)) / relaxation))
    return 0
  }
}
