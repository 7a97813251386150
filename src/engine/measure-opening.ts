import { FlowSolver } from '../blood'
import type { FlowLaw } from '../circulation'
import { mL, mm, mmHg } from '../core/units'
import type { PartOpening } from '../findings'
import type { BloodDomain } from '../geometry/blood-domain'
import { windowDomain } from '../geometry/window-domain'
import type { Gpu } from '../gpu'
import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import type { FlowRun } from './rehearsal'

export const blood = { density: 1060, viscosity: 0.0035 } as const

export interface MeasuredOpening {
  readonly law: FlowLaw
  readonly run: FlowRun
}

/** The structures on either side of an opening: the chambers themselves and the vessels that end in them. */
const side = (heart: Heart, part: string): number[] =>
  heart.structures.filter((s) => s.part === part && s.kind !== 'wall').map((s) => s.id)

export interface MeasureOptions {
  /** Time after which it stops, settled or not; `settled` says which. */
  readonly budgetMs: number
  /** True once nobody waits for the result. */
  readonly stale?: () => boolean
  /** How far the run is, 0–1, as far as that can be told before the flow has settled. */
  readonly progress?: (share: number) => void
}

/**
 * The 3D flow through an opening, in a window around it. It goes on from one pressure to the next, so that a second
 * look at an opening costs a few crossings of the jet and not a start from rest.
 */
export class OpeningWindow {
  /** The last whole crossing's mean flow, m³/s, and the pressure difference, Pa, that it was driven by. */
  private last: { readonly mean: number; readonly drop: number } | null = null

  private constructor(
    private readonly device: string,
    private readonly opening: PartOpening,
    private readonly halfWidth: number,
    private readonly domain: BloodDomain,
    private readonly solver: FlowSolver,
  ) {}

  /** @param cellsAcross cells across the opening's effective diameter, as far as .35 mm a cell allows */
  static async create(
    gpu: Gpu,
    heart: Heart,
    edits: readonly Edit[],
    opening: PartOpening,
    cellsAcross: number,
  ): Promise<OpeningWindow> {
    const { centre, effectiveDiameter: diameter } = opening
    const spacing = Math.max(diameter / cellsAcross, 0.35 * mm)
    const halfWidth = Math.max(1.5 * diameter + 4 * mm, 8 * mm)
    const window = { centre, halfWidth, spacing }
    const [from, to] = [side(heart, opening.fromPart), side(heart, opening.toPart)]
    const domain = windowDomain(heart, edits, window, from, to)
    const solver = await FlowSolver.create(gpu, domain, blood)
    return new OpeningWindow(gpu.description, opening, halfWidth, domain, solver)
  }

  /**
   * Runs at a steady pressure difference until the flow no longer changes, and gives its law dp = b Q|Q| with
   * b = dp / Q². Quasi-steady: the beat's inertia is the circulation's.
   * @param pressureDrop Pa, from `from` to `to`; its sign sets the direction of the jet
   */
  async measure(pressureDrop: number, options: MeasureOptions): Promise<MeasuredOpening> {
    const started = performance.now()
    const { solver } = this
    const drop = Math.abs(pressureDrop)
    const [upstream, downstream] = pressureDrop >= 0 ? [drop, 0] : [0, drop]
    solver.setControl({ ports: { upstream: { pressure: upstream }, downstream: { pressure: downstream } } })
    // A jet crosses the window in L / U; four crossings carry the start away.
    const crossing = (2 * this.halfWidth) / Math.sqrt((2 * drop) / blood.density)
    const spent = () => (performance.now() - started) / options.budgetMs
    const late = () => options.stale?.() || spent() > 1
    const tell = (turn: number) => options.progress?.(Math.min(1, Math.max(spent(), turn / mostTurns)))
    // At another pressure the same opening is compared by its law, Q ~ √dp.
    const before = this.last && this.last.mean * Math.sqrt(drop / this.last.drop)
    const flow = await settle(solver, crossing, late, tell, before ?? Number.NaN)
    if (Number.isFinite(flow.wholeMean)) this.last = { mean: flow.wholeMean, drop }
    const law = { linear: 0, quadratic: flow.mean > 0 ? drop / flow.mean ** 2 : 0 }
    const run = await this.describe(flow, pressureDrop)
    return { law, run: { ...run, wall_ms: performance.now() - started } }
  }

  private async describe(flow: Settled, pressureDrop: number): Promise<Omit<FlowRun, 'wall_ms'>> {
    const { solver, domain, opening } = this
    const { spacing } = domain.frame
    const measure = await solver.measure()
    return {
      opening: opening.id,
      device: this.device,
      spacing_mm: spacing / mm,
      cellCount: solver.cellCount,
      cellsAcross: opening.effectiveDiameter / spacing,
      stepCount: flow.stepCount,
      simulated_ms: solver.time * 1e3,
      flow_mL_s: (Math.sign(pressureDrop) * flow.mean) / mL,
      pressureDrop_mmHg: pressureDrop / mmHg,
      mismatch: flow.mismatch,
      settled: flow.settled,
      warnings: [...domain.warnings, ...measure.warnings],
    }
  }

  destroy(): void {
    this.solver.destroy()
  }
}

interface Settled {
  /** Over the last crossing, m³/s. */
  readonly mean: number
  /** Over the last whole crossing, m³/s; not a number where none was ended. */
  readonly wholeMean: number
  /** What the two sides' means differ by, relative. */
  readonly mismatch: number
  readonly settled: number
  readonly stepCount: number
}

/** Crossings after which a flow that still changes is left as it is. */
const mostTurns = 12

/**
 * Steps until the mean of one crossing differs from that of the one before by under 1 %.
 * @param before mean flow of a crossing that went before, m³/s
 */
async function settle(
  solver: FlowSolver,
  crossing: number,
  late: () => boolean,
  tell: (turn: number) => void,
  before: number,
): Promise<Settled> {
  let stepCount = 0
  let settled = 0
  let [mean, mismatch] = [0, 0]
  for (let turn = 0; turn < mostTurns && !late(); turn++) {
    const end = solver.time + crossing
    let [sum, balance, samples] = [0, 0, 0]
    while (solver.time < end && !late()) {
      stepCount += 10
      await solver.step(10)
      const { ports } = await solver.measure()
      const out = ports['downstream']?.flow ?? 0
      sum += Math.abs(out)
      balance += out + (ports['upstream']?.flow ?? 0)
      samples++
      tell(turn)
    }
    if (samples) [mean, mismatch] = [sum / samples, Math.abs(balance) / Math.max(sum, 1e-12)]
    const change = Math.abs(mean - before) / Math.max(mean, 1e-12)
    settled = Number.isFinite(change) ? Math.min(1, 0.01 / Math.max(change, 1e-9)) : 0
    if (!late()) before = mean
    if (settled >= 1) break
  }
  return { mean, wholeMean: before, mismatch, settled, stepCount }
}
