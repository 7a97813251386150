import { type FlowMeasure, type FlowSnapshot, FlowSolver } from '../blood'
import { meanOf } from '../circulation/curves'
import { mL, mm } from '../core/units'
import type { ConnectionFlow } from '../findings'
import type { BloodDomain, DomainPort } from '../geometry/blood-domain'
import { floatsPerCell } from '../geometry/blood-field'
import { partDomain } from '../geometry/part-domain'
import { strides } from '../geometry/resolve-anatomy-flood'
import type { Gpu } from '../gpu'
import type { Heart, Part } from '../heart/heart'
import { blood } from './measure-opening'
import type { Answer } from './protocol'
import type { FlowRun } from './rehearsal'

/** The blood between the caval veins and the lungs, and what of the body’s flow comes in where. */
interface Connection {
  readonly domain: BloodDomain
  /** Flow into each caval port, m³/s. */
  readonly inflows: Readonly<Record<string, number>>
  readonly right: string
  readonly left: string
  /** Share of the flow that leaves by the left lung. */
  readonly leftShare: number
  readonly volume: number
}

/** Shear under which a vein’s wall counts as hardly washed, Pa: 1 dyn/cm², the low end of the usual 1–10 (recalled). */
const lowShear = 0.1
/** Share of a healthy flow that the left lung takes where nothing else is known; as in the findings. */
const usualLeft = 0.45
/** Flushings of the connection after which it stops, settled or not. */
const longest = 4
/** Flushings after which loss and shear, and after which the blood that was there at the start, is told no more. */
const told = { loss: 0.5, blood: 1.5 } as const
/** Steps from which the device's speed is known. */
const trial = 20

/**
 * The 3D flow through the connection of the caval veins to the lungs (Glenn, Fontan), steady at the mean flows of the
 * circulation: both lungs take the share that the answer at once gives them. Measures
 *
 *   power loss = Σ_in Q (p + ½ρV²) - Σ_out Q (p + ½ρV²),
 *
 * the share of the lower vein’s blood that each lung gets (a tracer carried with the flow), the shear along the wall and
 * the age of the blood that leaves; each only once the flow has run long enough for it. Null where no caval vein drains into
 * the lungs, or where the device would not get that far in the time given. Limits: mean flow, no breathing;
 * rigid walls; a fenestration is taken as shut.
 */
export async function measureConnection(
  gpu: Gpu,
  heart: Heart,
  domain: BloodDomain,
  first: Answer,
  options: { readonly budgetMs: number; readonly stale?: () => boolean },
): Promise<{ readonly connection: ConnectionFlow; readonly run: FlowRun } | null> {
  const connection = connectionOf(heart, domain, first)
  if (!connection) return null
  const started = performance.now()
  const late = () => options.stale?.() || performance.now() - started > options.budgetMs
  const solver = await FlowSolver.create(gpu, connection.domain, blood, {
    wallShear: true,
    age: true,
    tracers: { count: 64, saturation: startOf(heart, connection) },
  })
  try {
    solver.setControl(controlOf(heart, connection))
    if ((await timeToTell(solver, connection)) > options.budgetMs || late()) return null
    const settled = await settle(solver, connection, late)
    if (solver.time < told.loss * flushingOf(connection)) return null
    const measure = await solver.measure()
    const found = await figuresOf(solver, connection, measure)
    return { connection: found, run: runOf(gpu, solver, connection, measure, settled, started) }
  } finally {
    solver.destroy()
  }
}

const partOf = (heart: Heart, structure: number): Part =>
  heart.structures.find((s) => s.id === structure)?.part ?? 'none'

function connectionOf(heart: Heart, domain: BloodDomain, first: Answer): Connection | null {
  const waves = first.waveforms
  const joined = (['SVC', 'IVC'] as const).filter((vein) => drainsIntoLungs(first, vein))
  const lungs = heart.ports
    .filter((p) => p.part === 'pulmonary-artery')
    .sort((a, b) => a.centre[0] - b.centre[0])
  const [right, left] = [lungs[0], lungs.at(-1)]
  if (!waves || joined.length === 0 || lungs.length !== 2 || !right || !left) return null
  const kept: readonly Part[] = [...joined, 'pulmonary-artery']
  const from = domain.ports.filter((p) => kept.includes(p.part)).map((p) => p.id)
  const part = partDomain(domain, (id) => kept.includes(partOf(heart, id)), from)
  const inflows = Object.fromEntries(
    part.ports
      .filter((p) => p.part !== 'pulmonary-artery')
      .map((p) => [p.id, meanOf(waves, `${p.part}.flow`)]),
  )
  const ends = part.ports.map((p) => p.id)
  if (Object.keys(inflows).length === 0 || !ends.includes(right.id) || !ends.includes(left.id)) return null
  const share = first.findings.find((f) => f.id === 'branch-share-left')
  const volume = part.fill.reduce((sum, v) => sum + v, 0) * part.frame.spacing ** 3
  return {
    ...{ domain: part, inflows, right: right.id, left: left.id, volume },
    leftShare: share ? share.value / 100 : usualLeft,
  }
}

/** A vein whose flow the circulation leads to the lungs: all of them in a Fontan, the upper one in a Glenn. */
function drainsIntoLungs({ findings }: Answer, vein: 'SVC' | 'IVC'): boolean {
  const label = findings.find((f) => f.id === 'cavopulmonary-pressure')?.label ?? ''
  return vein === 'SVC' ? label !== '' : label.startsWith('Fontan')
}

const total = ({ inflows }: Connection): number => Object.values(inflows).reduce((sum, q) => sum + q, 0)
/** Time in which the device gets to where loss and shear can be told, by its first steps, ms. */
async function timeToTell(solver: FlowSolver, connection: Connection): Promise<number> {
  await solver.step(1)
  const [started, time] = [performance.now(), solver.time]
  await solver.step(trial)
  await solver.measure()
  return ((performance.now() - started) * told.loss * flushingOf(connection)) / (solver.time - time)
}

const flushingOf = (connection: Connection): number => connection.volume / total(connection)
const isLower = (port: DomainPort): boolean => port.part === 'IVC'

/** The lower vein’s share of the flow: what the lungs’ blood carries once it is mixed. */
const lowerShare = (connection: Connection): number =>
  connection.domain.ports.filter(isLower).reduce((sum, p) => sum + (connection.inflows[p.id] ?? 0), 0) /
  total(connection)

function startOf(heart: Heart, connection: Connection): Record<number, number> {
  const mixed = lowerShare(connection)
  const of = (part: Part) => (part === 'IVC' ? 1 : part === 'SVC' ? 0 : mixed)
  return Object.fromEntries(heart.structures.map((s) => [s.id, of(s.part)]))
}

function controlOf(heart: Heart, connection: Connection) {
  const { inflows, domain, left, right, leftShare } = connection
  const caval = domain.ports.filter((p) => inflows[p.id] !== undefined)
  return {
    ports: {
      ...Object.fromEntries(
        caval.map((p) => [p.id, { flow: -inflows[p.id]!, profile: 'developed' as const }]),
      ),
      [left]: { flow: leftShare * total(connection) },
      [right]: { pressure: 0 },
    },
    inflowSaturation: {
      ports: Object.fromEntries(caval.map((p) => [p.id, isLower(p) ? 1 : 0])),
      structures: startOf(heart, connection),
    },
  }
}

/** Runs until power loss and split change by under 1 % from one half flushing to the next. */
async function settle(solver: FlowSolver, connection: Connection, late: () => boolean | undefined) {
  const flushing = flushingOf(connection)
  let before: readonly [number, number] | null = null
  let settled = 0
  for (let turn = 1; turn <= 2 * longest && settled < 1 && !late(); turn++) {
    const until = 0.5 * turn * flushing
    while (solver.time < until && !late()) await solver.step(20)
    const loss = powerLoss(connection.domain, await solver.measure())
    const split = tracerShare(connection, await solver.snapshot(), connection.left)
    const change = before ? Math.max(Math.abs(loss / before[0] - 1), Math.abs(split - before[1])) : Infinity
    // The blood that was there at the start has to be gone before the split can be called settled.
    settled = Math.min(1, 0.01 / Math.max(change, 1e-9), solver.time / (2 * flushing))
    before = [loss, split]
  }
  return settled
}

/** Σ_in Q (p + ½ρV²) - Σ_out Q (p + ½ρV²), W. */
function powerLoss(domain: BloodDomain, { ports }: FlowMeasure): number {
  return -domain.ports.reduce((sum, { id }) => {
    const p = ports[id]
    if (!p || !(p.area > 0)) return sum
    return sum + p.flow * (p.pressure + 0.5 * blood.density * (p.flow / p.area) ** 2)
  }, 0)
}

/** Sum over a port’s faces of what leaves, weighted with one of the field’s values. */
function leaving({ frame }: BloodDomain, port: DomainPort, field: FlowSnapshot, value: number) {
  const step = strides(frame)
  let [flow, carried] = [0, 0]
  for (let n = 0; n < port.cell.length; n++) {
    const axis = port.axis[n] as 0 | 1 | 2
    const cell = port.cell[n]! + (port.sign[n]! > 0 ? 0 : step[axis]!)
    const at = floatsPerCell * field.lattice.entryOf[cell]!
    const out = Math.max(0, port.sign[n]! * field.values[at + axis]!)
    flow += out
    carried += out * field.values[at + value]!
  }
  return flow > 0 ? carried / flow : 0
}

/** Share of the lower vein’s blood that leaves by one lung. */
function tracerShare(connection: Connection, field: FlowSnapshot, lung: string): number {
  const { domain, left, leftShare } = connection
  const carried = (id: string) => {
    const port = domain.ports.find((p) => p.id === id)!
    return leaving(domain, port, field, 4) * (id === left ? leftShare : 1 - leftShare)
  }
  const both = carried(connection.left) + carried(connection.right)
  return both > 0 ? carried(lung) / both : 0
}

async function figuresOf(
  solver: FlowSolver,
  connection: Connection,
  measure: FlowMeasure,
): Promise<ConnectionFlow> {
  const { domain, left, right, leftShare, volume } = connection
  const field = await solver.snapshot()
  const shear = await solver.readWallShear()
  const age = (id: string) => leaving(domain, domain.ports.find((p) => p.id === id)!, field, 5)
  const replaced = solver.time >= told.blood * flushingOf(connection)
  const hepatic = replaced &&
    domain.ports.some(isLower) && {
      hepatic: { left: tracerShare(connection, field, left), right: tracerShare(connection, field, right) },
    }
  const taus = shear ? Array.from({ length: shear.samples }, (_, n) => shear.table[6 * n + 3]!) : []
  return {
    powerLoss: powerLoss(domain, measure),
    flow: total(connection),
    volume,
    ...(replaced && { age: leftShare * age(left) + (1 - leftShare) * age(right) }),
    ...hepatic,
    ...(taus.length > 0 && {
      wallShear: {
        mean: taus.reduce((a, b) => a + b, 0) / taus.length,
        lowShare: taus.filter((t) => t < lowShear).length / taus.length,
        limit: lowShear,
      },
    }),
  }
}

function runOf(
  gpu: Gpu,
  solver: FlowSolver,
  connection: Connection,
  measure: FlowMeasure,
  settled: number,
  started: number,
): FlowRun {
  const { spacing } = connection.domain.frame
  const area = Math.min(...Object.values(measure.ports).map((p) => p.area))
  const flow = total(connection)
  return {
    opening: 'cavopulmonary connection',
    device: gpu.description,
    spacing_mm: spacing / mm,
    cellCount: solver.cellCount,
    cellsAcross: (2 * Math.sqrt(area / Math.PI)) / spacing,
    stepCount: solver.steps,
    simulated_ms: solver.time * 1e3,
    flow_mL_s: flow / mL,
    pressureDrop_mmHg: powerLoss(connection.domain, measure) / flow / 133.322,
    mismatch: measure.mismatch,
    settled,
    wall_ms: performance.now() - started,
    warnings: measure.warnings,
  }
}
