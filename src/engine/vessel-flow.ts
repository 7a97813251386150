import { FlowSolver, type PortControl } from '../blood'
import { upperBodyShare } from '../circulation'
import { mL, mm, mmHg } from '../core/units'
import { distance } from '../core/vec3'
import type { FlowMeasurement } from '../findings'
import { facesAcross } from '../geometry/domain-from-distance-ports'
import type { ResolvedDomain } from '../geometry/resolve-anatomy-base'
import type { Gpu } from '../gpu'
import type { Heart } from '../heart/heart'
import { blood } from './measure-opening'
import { narrowingAccuracy } from './narrowing-accuracy'
import type { FlowRun } from './rehearsal'
import { hasTold } from './told-flow'
import { findNarrowing, type VesselNarrowing, vesselInflow } from './vessel-answer'

interface VesselMeasurement {
  readonly measurement: FlowMeasurement
  readonly settled: number
  readonly ms: number
  readonly runs: readonly FlowRun[]
}

/**
 * Runs the 3D flow through a vessel at the peak and at half of the peak of its inflow, each until the pressure drop
 * over the narrowing no longer changes, and fits dp = a Q + b Q|Q|. Branches before the narrowing take the upper
 * body's share in proportion to area^1.5 (Murray); the outlet after it stands at one pressure. Quasi-steady: inertia
 * is the circulation's.
 */
export async function measureVessel(
  gpu: Gpu,
  heart: Heart,
  domain: ResolvedDomain,
  options: { readonly budgetMs: number; readonly stale?: () => boolean },
): Promise<VesselMeasurement> {
  const narrowing = findNarrowing(heart, domain)
  if (!narrowing) return { measurement: {}, settled: 1, ms: 0, runs: [] }
  const started = performance.now()
  const peak = Math.max(...vesselInflow(heart.physiology).flows)
  const sections = [narrowing.before, narrowing.after].map((s) =>
    facesAcross(domain, { centre: s.centre, normal: s.normal, radius: 1.3 * Math.sqrt(s.area / Math.PI) }),
  )
  const solver = await FlowSolver.create(gpu, domain, blood, { sections })
  try {
    const runs: FlowRun[] = []
    for (const inflow of [peak / 2, peak]) {
      solver.setControl({ ports: steadyPorts(heart, domain, narrowing, inflow) })
      const late = () =>
        options.stale?.() || performance.now() - started > options.budgetMs * (inflow < peak ? 0.4 : 1)
      runs.push(await settleDrop(gpu, solver, domain, narrowing, late))
    }
    const told = runs.filter(hasTold)
    const settled = Math.min(...runs.map((r) => r.settled))
    const accuracy = narrowingAccuracy(narrowing.cellsAcross)
    const measurement = {
      ...(told.length > 0 && { laws: { narrowing: fitLaw(told) } }),
      warnings: accuracy ? [accuracy] : [],
    }
    return { measurement, settled, ms: performance.now() - started, runs }
  } finally {
    solver.destroy()
  }
}

/** Flow at every port for a steady inflow; outflow is positive. */
export function steadyPorts(
  heart: Heart,
  domain: ResolvedDomain,
  narrowing: VesselNarrowing,
  inflow: number,
) {
  const centre = (id: string) => heart.ports.find((p) => p.id === id)!.centre
  const inlet = inletOf(heart)
  const outlets = domain.ports.filter((p) => p.id !== inlet)
  const far = outlets.reduce((a, b) =>
    distance(centre(a.id), narrowing.after.centre) < distance(centre(b.id), narrowing.after.centre) ? a : b,
  )
  const branches = outlets.filter((p) => p !== far)
  const weight = (p: { area: number }) => p.area ** 1.5
  const total = branches.reduce((sum, p) => sum + weight(p), 0)
  const upper = branches.length ? upperBodyShare(heart.physiology.ageYears) : 0
  const ports: Record<string, PortControl> = { [inlet]: { flow: -inflow }, [far.id]: { pressure: 0 } }
  for (const p of branches) ports[p.id] = { flow: (inflow * upper * weight(p)) / total }
  return ports
}

/** The port that the blood comes from: the one that is called so, else the widest. */
export function inletOf(heart: Heart): string {
  const named = heart.ports.find((p) => /inlet|inflow|ascending/i.test(`${p.id} ${p.name}`))
  return (named ?? heart.ports.reduce((a, b) => (b.area > a.area ? b : a))).id
}

async function settleDrop(
  gpu: Gpu,
  solver: FlowSolver,
  domain: ResolvedDomain,
  narrowing: VesselNarrowing,
  late: () => boolean | undefined,
): Promise<FlowRun> {
  const started = performance.now()
  const [time, steps] = [solver.time, solver.steps]
  let before = Number.NaN
  let settled = 0
  let drop = 0
  let flow = 0
  for (let turn = 0; turn < 40 && settled < 1 && !late(); turn++) {
    let [sumDrop, sumFlow, samples] = [0, 0, 0]
    for (let n = 0; n < 5 && !late(); n++) {
      await solver.step(15)
      const { sections } = await solver.measure()
      sumDrop += sections[0]!.upstreamPressure - sections[1]!.downstreamPressure
      sumFlow += sections[1]!.flow
      samples++
    }
    drop = sumDrop / Math.max(samples, 1)
    flow = sumFlow / Math.max(samples, 1)
    const change = Math.abs(drop - before) / Math.max(Math.abs(drop), 1)
    settled = Number.isFinite(change) ? Math.min(1, 0.01 / Math.max(change, 1e-9)) : 0
    before = drop
  }
  const { warnings } = await solver.measure()
  return {
    opening: 'narrowing',
    device: gpu.description,
    spacing_mm: domain.frame.spacing / mm,
    cellCount: solver.cellCount,
    cellsAcross: narrowing.cellsAcross,
    stepCount: solver.steps - steps,
    simulated_ms: (solver.time - time) * 1e3,
    flow_mL_s: flow / mL,
    pressureDrop_mmHg: drop / mmHg,
    settled,
    wall_ms: performance.now() - started,
    warnings,
  }
}

/** dp = a Q + b Q² through both points; a pure square where that would make friction negative, or of one point. */
function fitLaw(runs: readonly FlowRun[]): { linear: number; quadratic: number } {
  const points = runs.map((r) => ({ q: r.flow_mL_s * mL, dp: r.pressureDrop_mmHg * mmHg }))
  const [low, high] = [points[0]!, points.at(-1)!]
  const square = { linear: 0, quadratic: Math.max(0, high.dp) / high.q ** 2 }
  if (!(Math.abs(high.q - low.q) > 0.1 * Math.abs(high.q))) return square
  const quadratic = (high.dp / high.q - low.dp / low.q) / (high.q - low.q)
  const linear = low.dp / low.q - quadratic * low.q
  return linear >= 0 && quadratic >= 0 ? { linear, quadratic } : square
}
