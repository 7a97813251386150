import { type FlowMeasure, FlowSolver, type PortControl, readCheckpoint, writeCheckpoint } from '../blood'
import { Fault } from '../core/fault'
import { sampleField } from '../core/lattice'
import { scale, type Vec3 } from '../core/vec3'
import { mergeMeshes, type TriangleMesh } from '../geometry/triangle-mesh'
import { vesselSections } from '../geometry/vessel-sections'
import { diagonal } from '../geometry/voxelise-surface'
import type { Gpu } from '../gpu'
import { exportVti } from '../io/export-vti'
import { readSurfaceFile } from '../io/surfaces'
import { type Inflow, inflowOf } from './run-vessel-curve'
import { type Vessel, vesselFromSurfaces } from './run-vessel-domain'
import { fastestPlace, Recorder, Stopwatch } from './run-vessel-record'
import { readVesselSpec, type VesselSpec } from './run-vessel-spec'

export interface VesselRunOptions {
  /** Goes on from here instead of from rest. */
  readonly resume?: { readonly file: string; readonly bytes: Uint8Array }
  /** Keeps what `resume` needs: every minute or so, and when the run stops. */
  readonly checkpoint?: (bytes: Uint8Array) => Promise<void>
  /** Takes the field at the end, as .vti. */
  readonly fields?: (bytes: Uint8Array) => Promise<void>
  /** Stops at the first sample from this time of the flow on, s. */
  readonly until?: number
}

/** Most samples of the curves over the run, and least steps from one to the next. */
const samples = 240
const stepsBetweenSamples = 5
/** Time between two checkpoints, ms. */
const keptEvery = 60_000
/** A steady inflow below this comes down its pipe laminar and developed. */
const laminarReynolds = 2300

/**
 * Runs the 3D flow through a vessel that is given as surfaces.
 * @param json a vessel specification (see run-vessel-spec.ts); paths in it are relative to its own folder
 * @param readFile bytes of such a path
 * @returns figures at ports and probes, wall shear, cost and what is not to be trusted; flows are positive in a
 *   port's own direction: into the vessel at an inlet, out of it at an outlet
 * @throws Fault naming the file and what is wrong with it
 */
export async function runVessel(
  gpu: Gpu,
  json: unknown,
  readFile: (path: string) => Promise<Uint8Array>,
  name = 'the vessel file',
  options: VesselRunOptions = {},
) {
  const watch = new Stopwatch()
  const spec = readVesselSpec(json, name)
  const { wall, caps, curves } = await watch.time('read', () => readInputs(spec, readFile))
  const vessel = await watch.time('lattice', async () =>
    vesselFromSurfaces(wall, caps, spec.spacing_mm * 1e-3),
  )
  const inflows = spec.inlets.map((inlet, n) =>
    inflowOf(curves[n] as number, inlet.flow_units, vessel.domain.ports[n]?.area ?? 0, inlet.name),
  )
  const points = probePoints(spec, vessel)
  const periods = inflows.flatMap((f) => (f.period ? [f.period] : []))
  const solver = await watch.time('prepare', () =>
    FlowSolver.create(gpu, vessel.domain, spec, {
      wallShear: true,
      maxStep: Math.min(0.005, ...periods.map((p) => p / 200)),
    }),
  )
  try {
    solver.setControl({ ports: portControls(spec, vessel, inflows) })
    const averageFrom = spec.average_from_s ?? spec.duration_s / 2
    const sections = centreLineOf(spec, vessel)
    const recorder = new Recorder(solver, points.places, averageFrom, spec.density, sections)
    await advance(solver, spec.duration_s, averageFrom, recorder, watch, options)
    const last = await watch.time('measure', () => solver.measure())
    if (options.fields) await options.fields(exportVti(await solver.snapshot()))
    const place = await watch.time('measure', () => fastestPlace(solver, spec))
    return {
      device: gpu.description,
      spacing_mm: spec.spacing_mm,
      cells: solver.cellCount,
      lattice: vessel.domain.frame.size,
      steps: solver.steps,
      simulated_s: solver.time,
      averaged_from_s: averageFrom,
      settled: periods.length ? recorder.settledOverBeats(periods[0] as number) : last.settled,
      ports: portRows(spec, vessel, inflows, last, recorder),
      drops: recorder.drops(spec.inlets.map((i) => i.name)[0] as string),
      powerLoss_W: recorder.powerLoss(),
      beats: periods.length ? recorder.beats(periods[0] as number) : [],
      centreLine: recorder.centreLine(),
      probes: recorder.probeRows(spec),
      wallShear: await watch.time('measure', () => shearRow(solver)),
      fastest: place.row,
      residualRatio: last.residualRatio,
      mismatch: last.mismatch,
      cost: cost(solver, watch),
      curves: recorder.curves(),
      warnings: [
        ...inflows.flatMap((f) => f.warnings),
        ...vessel.domain.warnings,
        ...points.warnings,
        ...last.warnings,
        ...place.warnings,
        ...recorder.warnings(periods[0]),
      ],
    }
  } finally {
    solver.destroy()
  }
}

async function readInputs(spec: VesselSpec, readFile: (path: string) => Promise<Uint8Array>) {
  const factor = { mm: 1e-3, cm: 1e-2, m: 1 }[spec.units]
  const surface = async (path: string): Promise<TriangleMesh> => {
    const parts = await readSurfaceFile({ name: path, bytes: await readFile(path) })
    const mesh = mergeMeshes(parts, 1e-7 * diagonal(parts))
    return { ...mesh, positions: mesh.positions.map((x) => x * factor) }
  }
  const wall = await surface(spec.wall)
  const caps: (TriangleMesh & { port: string })[] = []
  for (const end of [...spec.inlets, ...spec.outlets])
    caps.push({ ...(await surface(end.surface)), port: end.name })
  const curves = await Promise.all(
    spec.inlets.map(async ({ flow_m3_s: flow }) =>
      typeof flow === 'number' ? flow : { file: flow, text: new TextDecoder().decode(await readFile(flow)) },
    ),
  )
  return { wall, caps, curves }
}

/** Sections from the first inlet to the outlet farthest along the vessel. */
function centreLineOf(spec: VesselSpec, { domain, ends, closed }: Vessel) {
  const ports = ends.map((end) => ({ ...end, id: end.name, structure: 1, part: 'vessel' as const }))
  return vesselSections({ frame: domain.frame, lumen: closed, ports }, spec.inlets[0]?.name)
}

/** Probes in metres; one outside of the vessel is a fault, one in its outermost cell a warning. */
function probePoints(spec: VesselSpec, vessel: Vessel) {
  const factor = { mm: 1e-3, cm: 1e-2, m: 1 }[spec.units]
  const { frame } = vessel.domain
  const warnings: string[] = []
  const places = spec.probes.map((probe): Vec3 => {
    const p = scale(probe.point, factor)
    const distance = sampleField(frame, vessel.domain.phi, p)
    if (distance > 1.5 * frame.spacing)
      throw new Fault(
        `probe ${probe.name}`,
        `it lies ${(distance * 1e3).toFixed(1)} mm outside of the vessel`,
        'Move it into the lumen, in the unit of the surfaces',
      )
    if (distance > -frame.spacing / 2)
      warnings.push(`probe ${probe.name} lies at the wall: its velocity is that of a cut cell`)
    return p
  })
  return { places, warnings }
}

function portControls(
  spec: VesselSpec,
  vessel: Vessel,
  inflows: readonly Inflow[],
): Record<string, PortControl> {
  const controls: Record<string, PortControl> = {}
  spec.inlets.forEach((inlet, n) => {
    const inflow = inflows[n] as Inflow
    controls[inlet.name] = { flow: (t) => -inflow.at(t), profile: profileOf(spec, vessel, inflow, n) }
  })
  for (const outlet of spec.outlets) {
    const p = outlet.pressure_Pa
    if (typeof p === 'number') controls[outlet.name] = { pressure: p }
    else {
      const { initial_Pa, ...windkessel } = p.windkessel
      controls[outlet.name] = { windkessel: { ...windkessel, initialPressure: initial_Pa ?? 0 } }
    }
  }
  return controls
}

function profileOf(spec: VesselSpec, vessel: Vessel, inflow: Inflow, n: number): 'plug' | 'developed' {
  const given = spec.inlets[n]?.profile
  if (given) return given
  const area = vessel.domain.ports[n]?.area ?? 0
  const reynolds = (spec.density * inflow.peak * 2) / (Math.sqrt(Math.PI * area) * spec.viscosity)
  return inflow.period === null && reynolds < laminarReynolds ? 'developed' : 'plug'
}

async function advance(
  solver: FlowSolver,
  duration: number,
  averageFrom: number,
  recorder: Recorder,
  watch: Stopwatch,
  { resume, checkpoint, until = duration }: VesselRunOptions,
): Promise<void> {
  let averaging = resume ? resumeFrom(resume, solver, recorder) : false
  let said = performance.now()
  let kept = said
  const keep = async () =>
    checkpoint?.(writeCheckpoint(await solver.saveState(), { averaging, rows: recorder.save() }))
  while (solver.time < Math.min(duration, until) * (1 - 1e-9)) {
    const interval = Math.max(duration / samples, stepsBetweenSamples * solver.timeStep)
    // An interval that would leave less than half of itself takes the rest.
    const left = duration - solver.time
    const goal = left < 1.5 * interval ? duration : solver.time + interval
    if (!averaging && goal > averageFrom) {
      await watch.time('flow', () => solver.step(1e9, averageFrom))
      await solver.resetAverages()
      averaging = true
    }
    await watch.time('flow', () => solver.step(1e9, goal))
    await watch.time('measure', () => recorder.sample())
    if (performance.now() - said < 10_000) continue
    said = performance.now()
    console.error(`flow: ${solver.time.toFixed(4)} of ${duration} s, ${solver.steps} steps`)
    if (said - kept < keptEvery) continue
    kept = said
    await keep()
  }
  await keep()
}

/** @returns whether the averages had begun */
function resumeFrom(
  { file, bytes }: NonNullable<VesselRunOptions['resume']>,
  solver: FlowSolver,
  recorder: Recorder,
): boolean {
  const state = readCheckpoint(bytes, file)
  const { averaging, rows } = state.run as { averaging: boolean; rows: readonly unknown[] }
  solver.restoreState(state)
  recorder.restore(rows)
  return averaging
}

function portRows(
  spec: VesselSpec,
  vessel: Vessel,
  inflows: readonly Inflow[],
  last: FlowMeasure,
  recorder: Recorder,
) {
  return vessel.ends.map((end, n) => {
    const inlet = n < spec.inlets.length
    const sign = inlet ? -1 : 1
    const m = last.ports[end.name]
    const peaks = recorder.peaks(end.name)
    return {
      name: end.name,
      kind: inlet ? 'inlet' : 'outlet',
      area_mm2: (vessel.domain.ports[n]?.area ?? 0) * 1e6,
      surfaceArea_mm2: end.area * 1e6,
      ...(inlet && {
        profile: profileOf(spec, vessel, inflows[n] as Inflow, n),
        flow_units: inflows[n]?.unit,
      }),
      flow_m3_s: {
        average: sign * (m?.meanFlow ?? 0),
        final: sign * (m?.flow ?? 0),
        peak: sign * (inlet ? peaks.flow.low : peaks.flow.high),
      },
      pressure_Pa: {
        average: m?.meanPressure ?? 0,
        final: m?.pressure ?? 0,
        least: peaks.pressure.low,
        most: peaks.pressure.high,
      },
    }
  })
}

async function shearRow(solver: FlowSolver) {
  const shear = await solver.readWallShear()
  return {
    mean_Pa: shear?.mean ?? 0,
    peak_Pa: shear?.peak ?? 0,
    timeAveraged_Pa: shear?.timeAveraged ?? 0,
    timeAveragedPeak_Pa: shear?.timeAveragedPeak ?? 0,
    oscillatoryIndex: shear?.oscillatoryIndex ?? 0,
    places: shear?.samples ?? 0,
  }
}

function cost(solver: FlowSolver, watch: Stopwatch) {
  const flow = watch.seconds('flow')
  return {
    wall_s: watch.total(),
    share: watch.shares(),
    msPerStep: (1e3 * flow) / Math.max(1, solver.steps),
    MLUPs: (solver.cellCount * solver.steps) / Math.max(flow, 1e-9) / 1e6,
    dispatchesPerStep: solver.dispatchesPerStep,
  }
}
