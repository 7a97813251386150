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
import { mostTurns, type Settled, settleCrossings } from './settle-crossings'

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
    const flow = await settleCrossings(solver, crossing, late, tell, before ?? Number.NaN)
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
