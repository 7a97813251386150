import { FlowSolver } from '../blood'
import type { FlowLaw } from '../circulation'
import { mL, mm, mmHg } from '../core/units'
import type { PartOpening } from '../findings'
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
  /** Cells across the opening's effective diameter. */
  readonly cellsAcross: number
  /** True once nobody waits for the result. */
  readonly stale?: () => boolean
}

/**
 * Runs the 3D flow through an opening at a steady pressure difference, in a window around it, until the flow no longer
 * changes, and gives its law dp = b Q|Q| with b = dp / Q². Quasi-steady: the beat's inertia is the circulation's.
 * @param pressureDrop Pa, from `from` to `to`; its sign sets the direction of the jet
 */
export async function measureOpening(
  gpu: Gpu,
  heart: Heart,
  edits: readonly Edit[],
  opening: PartOpening,
  pressureDrop: number,
  options: MeasureOptions,
): Promise<MeasuredOpening> {
  const started = performance.now()
  const diameter = opening.effectiveDiameter
  const spacing = Math.max(diameter / options.cellsAcross, 0.35 * mm)
  const halfWidth = Math.max(1.5 * diameter + 4 * mm, 8 * mm)
  const [up, down] =
    pressureDrop >= 0 ? [opening.fromPart, opening.toPart] : [opening.toPart, opening.fromPart]
  const domain = windowDomain(
    heart,
    edits,
    { centre: opening.centre, halfWidth, spacing },
    side(heart, up),
    side(heart, down),
  )
  const solver = await FlowSolver.create(gpu, domain, blood)
  try {
    const drop = Math.abs(pressureDrop)
    solver.setControl({ ports: { upstream: { pressure: drop }, downstream: { pressure: 0 } } })
    // A jet crosses the window in L / U; four crossings carry the start away.
    const crossing = (2 * halfWidth) / Math.sqrt((2 * drop) / blood.density)
    const late = () => options.stale?.() || performance.now() - started > options.budgetMs
    const flow = await settle(solver, crossing, late)
    const measure = await solver.measure()
    const law = { linear: 0, quadratic: flow.mean > 0 ? drop / flow.mean ** 2 : 0 }
    return {
      law,
      run: {
        opening: opening.id,
        device: gpu.description,
        spacing_mm: spacing / mm,
        cellCount: solver.cellCount,
        cellsAcross: diameter / spacing,
        stepCount: flow.stepCount,
        simulated_ms: solver.time * 1e3,
        flow_mL_s: (Math.sign(pressureDrop) * flow.mean) / mL,
        pressureDrop_mmHg: pressureDrop / mmHg,
        settled: flow.settled,
        wall_ms: performance.now() - started,
        warnings: [...domain.warnings, ...measure.warnings],
      },
    }
  } finally {
    solver.destroy()
  }
}

/** Steps until the mean of one crossing differs from that of the one before by under 1 %. */
async function settle(solver: FlowSolver, crossing: number, late: () => boolean) {
  let before = Number.NaN
  let stepCount = 0
  let settled = 0
  let mean = 0
  for (let turn = 0; turn < 12 && !late(); turn++) {
    const end = solver.time + crossing
    let sum = 0
    let samples = 0
    while (solver.time < end && !late()) {
      stepCount += 10
      await solver.step(10)
      const { ports } = await solver.measure()
      sum += Math.abs(ports['downstream']?.flow ?? 0)
      samples++
    }
    mean = samples ? sum / samples : mean
    const change = Math.abs(mean - before) / Math.max(mean, 1e-12)
    settled = Number.isFinite(change) ? Math.min(1, 0.01 / Math.max(change, 1e-9)) : 0
    if (settled >= 1) break
    before = mean
  }
  return { mean, settled, stepCount }
}
