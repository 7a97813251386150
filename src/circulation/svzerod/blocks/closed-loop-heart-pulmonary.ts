import type { DaeSystem, Element } from '../../dae-system'
import type { BlockContext, BlockKind } from '../block'

/** Fourier modes of the ventricles' elastance over a beat (J. Tran's tuning framework, as svZeroDSolver has them). */
const elastanceModes: readonly (readonly [number, number])[] = [
  [0.283748803, 0],
  [0.031830626, -0.374299825],
  [-0.2094724, -0.01812777],
  [0.020520047, 0.073971113],
  [0.008316883, -0.047249597],
  [-0.04167766, 0.003212163],
  [0.000867323, 0.019441411],
  [-0.001675379, -0.005565534],
  [-0.011252277, 0.003401432],
  [-0.000414677, 0.008376795],
  [0.000253749, -0.00007188],
  [-0.002584966, 0.001566861],
  [0.000584752, 0.003143555],
  [0.000028502, -0.000024787],
  [0.000022961, -0.000007476],
  [0.000018735, -0.000001281],
  [0.000015573, 0.000001781],
  [0.000013133, 0.000003494],
  [0.000011199, 0.000004507],
  [0.000009634, 0.000005117],
  [0.000008343, 0.000005481],
  [0.000007265, 0.000005687],
  [0.000006354, 0.000005789],
  [0.000005575, 0.000005821],
  [0.000004903, 0.000005805],
]

/** Positions among the block's unknowns. */
const at = {
  pRA: 0,
  qIn: 1,
  pAorta: 2,
  qOut: 3,
  vRA: 4,
  qRA: 5,
  pRV: 6,
  vRV: 7,
  qRV: 8,
  pLungs: 9,
  pLA: 10,
  vLA: 11,
  qLA: 12,
  pLV: 13,
  vLV: 14,
  qLV: 15,
} as const

/** A valve between two pressures: with its flow, resistance and inertance. */
interface HeartValve {
  readonly from: number
  readonly to: number
  readonly flow: number
  readonly row: number
  readonly resistance: string
  readonly inertance: string
}

const valves: readonly HeartValve[] = [
  { from: at.pRA, to: at.pRV, flow: at.qRA, row: 3, resistance: 'Rra_v', inertance: 'Lra_v' },
  { from: at.pRV, to: at.pLungs, flow: at.qRV, row: 6, resistance: 'Rrv_a', inertance: 'Lrv_a' },
  { from: at.pLA, to: at.pLV, flow: at.qLA, row: 10, resistance: 'Rla_v', inertance: 'Lla_v' },
  { from: at.pLV, to: at.pAorta, flow: at.qLV, row: 13, resistance: 'Rlv_ao', inertance: 'Llv_a' },
]

/**
 * The whole heart and the lungs between the systemic veins and the aorta.
 *
 *   circuit:     veins ─ RA ─▷|─∿─ RV ─▷|─∿─ lungs (Cp, Rpd) ─ LA ─▷|─∿─ LV ─▷|─∿─ aorta (Cpa)
 *   equations:   V' = Q_in - Q_out of the four chambers (the LA receives the RV's outflow, as published);
 *                atria P = A(t) Emax (V - Vaso) + (1 - A) Kxp (exp(Kxv (V - Vaso)) - 1);
 *                ventricles P = E_s e(t) (V - Vu); L Q' + R Q = P_up - P_down while open, Q = 0 while closed
 *                (closed: P_up ≤ P_down and Q ≤ 0); Cp P_lungs' = Q_RV - (P_lungs - P_LA) / Rpd;
 *                Cpa P_aorta' = Q_LV - Q_out
 *   parameters:  as in the file's `parameters`; iml, imr belong to coronaries and are not used
 *   source:      ClosedLoopHeartAndPulmonary of svZeroDSolver; Sankaran et al. 2012, doi 10.1007/s10439-012-0579-3
 */
class ClosedLoopHeartPulmonary implements Element {
  readonly name: string
  private atrial = 0
  private ventricular = 0
  private readonly open = new Map<number, boolean>()

  constructor(private readonly context: BlockContext) {
    this.name = context.name
  }

  writeConstant(system: DaeSystem): void {
    const mass = (row: number, unknown: number, value: number) =>
      system.addMass(this.row(row), this.index(unknown), value)
    const linear = (row: number, unknown: number, value: number) =>
      system.addLinear(this.row(row), this.index(unknown), value)
    linear(0, at.pRA, 1)
    mass(1, at.pAorta, this.value('Cpa'))
    linear(1, at.qOut, 1)
    mass(2, at.vRA, 1)
    linear(2, at.qIn, -1)
    linear(4, at.pRV, 1)
    mass(5, at.vRV, 1)
    mass(7, at.pLungs, this.value('Cp'))
    linear(7, at.pLungs, 1 / this.value('Rpd'))
    linear(7, at.pLA, -1 / this.value('Rpd'))
    linear(8, at.pLA, 1)
    mass(9, at.vLA, 1)
    linear(11, at.pLV, 1)
    mass(12, at.vLV, 1)
    for (const v of valves) {
      mass(v.row, v.flow, this.value(v.inertance))
      linear(v.row, v.from, -1)
      linear(v.row, v.to, 1)
    }
  }

  setTime(time: number): void {
    const { period } = this.context
    const t = time % period
    this.atrial = this.atrialActivation(t, period)
    this.ventricular = elastanceModes.reduce((sum, [a, b], i) => {
      const phase = (2 * Math.PI * i * t) / period
      return sum + a * Math.cos(phase) - b * Math.sin(phase)
    }, 0)
  }

  writeState(system: DaeSystem, y: Float64Array): void {
    this.writeAtrium(system, y, 0, at.vRA, 'ra')
    this.writeAtrium(system, y, 8, at.vLA, 'la')
    this.writeVentricle(system, y, 4, at.vRV, 'Erv_s', 'Vrv_u')
    this.writeVentricle(system, y, 11, at.vLV, 'Elv_s', 'Vlv_u')
    for (const v of valves) this.open.set(v.flow, !this.isClosed(v, y))
    this.writeFlow(system, y, at.qRA, 2, 5)
    this.writeFlow(system, y, at.qRV, 5, 7)
    this.writeFlow(system, y, at.qRV, null, 9)
    this.writeFlow(system, y, at.qLA, 9, 12)
    this.writeFlow(system, y, at.qLV, 12, 1)
    for (const v of valves) if (this.open.get(v.flow)) this.writeResistance(system, y, v)
  }

  afterSolve(y: Float64Array): void {
    for (const v of valves) if (!this.open.get(v.flow)) y[this.index(v.flow)] = 0
  }

  private isClosed(v: HeartValve, y: Float64Array): boolean {
    return y[this.index(v.from)]! <= y[this.index(v.to)]! && y[this.index(v.flow)]! <= 0
  }

  private writeResistance(system: DaeSystem, y: Float64Array, v: HeartValve): void {
    const resistance = this.value(v.resistance)
    const flow = this.index(v.flow)
    system.addResidual(this.row(v.row), resistance * y[flow]!)
    system.addDy(this.row(v.row), flow, resistance)
  }

  /** An open valve's flow leaves the balance `from` and enters the balance `to`. */
  private writeFlow(
    system: DaeSystem,
    y: Float64Array,
    flow: number,
    from: number | null,
    to: number | null,
  ): void {
    if (!this.open.get(flow)) return
    const index = this.index(flow)
    const add = (row: number, sign: number) => {
      system.addResidual(this.row(row), sign * y[index]!)
      system.addDy(this.row(row), index, sign)
    }
    if (from !== null) add(from, 1)
    if (to !== null) add(to, -1)
  }

  private writeAtrium(
    system: DaeSystem,
    y: Float64Array,
    row: number,
    volume: number,
    side: 'ra' | 'la',
  ): void {
    const stretch = y[this.index(volume)]! - this.value(`Vaso_${side}`)
    const [kp, kv] = [this.value(`Kxp_${side}`), this.value(`Kxv_${side}`)]
    const active = this.atrial * this.value(`Emax_${side}`)
    const passive = 1 - this.atrial
    const growth = kp * Math.exp(kv * stretch)
    system.addResidual(this.row(row), -active * stretch - passive * (growth - kp))
    system.addDy(this.row(row), this.index(volume), -active - passive * growth * kv)
  }

  private writeVentricle(
    system: DaeSystem,
    y: Float64Array,
    row: number,
    volume: number,
    scale: string,
    rest: string,
  ): void {
    const elastance = this.ventricular * this.value(scale)
    system.addResidual(this.row(row), -elastance * (y[this.index(volume)]! - this.value(rest)))
    system.addDy(this.row(row), this.index(volume), -elastance)
  }

  private atrialActivation(t: number, period: number): number {
    const length = period * this.value('Tsa')
    const wave = period / this.value('tpwave')
    if (t <= wave) return 0.5 * (1 - Math.cos((2 * Math.PI * (t - wave + length)) / length))
    if (t >= period - length + wave)
      return 0.5 * (1 - Math.cos((2 * Math.PI * (t - wave - (period - length))) / length))
    return 0
  }

  private value(key: string): number {
    return this.context.values.number(key)
  }

  private index(unknown: number): number {
    return this.context.unknowns[unknown]!
  }

  private row(equation: number): number {
    return this.context.rows[equation]!
  }
}

export const closedLoopHeartPulmonary: BlockKind = {
  ends: 'through',
  internal: ['V_RA', 'Q_RA', 'P_RV', 'V_RV', 'Q_RV', 'P_pul', 'P_LA', 'V_LA', 'Q_LA', 'P_LV', 'V_LV', 'Q_LV'],
  equationCount: () => 14,
  create: (context) => new ClosedLoopHeartPulmonary(context),
}
