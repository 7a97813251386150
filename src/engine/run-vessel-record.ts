import { type FlowSolver, powerLoss } from '../blood'
import { length, type Vec3 } from '../core/vec3'
import { alongCentreLine, type LinePoint } from '../geometry/centre-line-field'
import type { VesselSection } from '../geometry/vessel-sections'
import type { VesselSpec } from './run-vessel-spec'

/** Wall time by stage. */
export class Stopwatch {
  private readonly spent = new Map<string, number>()
  private readonly start = performance.now()

  async time<T>(stage: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now()
    const result = await work()
    this.spent.set(stage, (this.spent.get(stage) ?? 0) + (performance.now() - start) / 1e3)
    return result
  }
  seconds(stage: string): number {
    return this.spent.get(stage) ?? 0
  }
  total(): number {
    return (performance.now() - this.start) / 1e3
  }
  /** Share of the whole that each stage took. */
  shares(): Record<string, number> {
    const total = this.total()
    return Object.fromEntries([...this.spent].map(([stage, s]) => [stage, s / total]))
  }
}

interface Sample {
  readonly time: number
  readonly flows: readonly number[]
  readonly pressures: readonly number[]
  readonly probes: readonly { velocity: Vec3; pressure: number }[]
  /** W, between all ports. */
  readonly powerLoss: number
  readonly line: readonly LinePoint[]
}

/** Curves at ports and probes over a run; flows as the solver has them, positive out of the vessel. */
export class Recorder {
  private readonly rows: Sample[] = []
  private readonly names: string[]

  constructor(
    private readonly solver: FlowSolver,
    private readonly places: readonly Vec3[],
    private readonly averageFrom: number,
    private readonly density: number,
    private readonly sections: readonly VesselSection[],
  ) {
    this.names = solver.domain.ports.map((p) => p.id)
  }

  /** The curves so far, as plain data, and back. */
  save(): readonly unknown[] {
    return this.rows
  }
  restore(rows: readonly unknown[]): void {
    this.rows.splice(0, this.rows.length, ...(rows as Sample[]))
  }

  async sample(): Promise<void> {
    const m = await this.solver.measure()
    const snapshot = await this.solver.snapshot()
    this.rows.push({
      time: this.solver.time,
      flows: this.names.map((n) => m.ports[n]?.flow ?? 0),
      pressures: this.names.map((n) => m.ports[n]?.pressure ?? 0),
      probes: this.places.length ? await this.solver.probe(this.places) : [],
      powerLoss: powerLoss(snapshot, this.density),
      line: alongCentreLine(snapshot, this.sections),
    })
  }

  private averaged(): Sample[] {
    const rows = this.rows.filter((r) => r.time > this.averageFrom)
    return rows.length ? rows : this.rows.slice(-1)
  }

  /** Power lost between the ports, W: mean over time and the greatest of the samples. */
  powerLoss() {
    const values = this.averaged().map((r) => r.powerLoss)
    return { average: values.reduce((s, v) => s + v, 0) / values.length, most: Math.max(...values) }
  }

  /** Pressure and speed along the centre line, means over time and at the end. */
  centreLine() {
    const rows = this.averaged()
    const mean = (pick: (p: LinePoint) => number, n: number) =>
      rows.reduce((sum, r) => sum + pick(r.line[n] as LinePoint), 0) / rows.length
    return (this.rows.at(-1)?.line ?? []).map((point, n) => ({
      s_mm: point.s * 1e3,
      area_mm2: point.area * 1e6,
      pressure_Pa: { average: mean((p) => p.pressure, n), final: point.pressure },
      speed_m_s: { average: mean((p) => p.speed, n), final: point.speed },
    }))
  }

  peaks(port: string) {
    const p = this.names.indexOf(port)
    const range = (pick: (r: Sample) => number) => {
      const values = this.averaged().map(pick)
      return { low: Math.min(...values), high: Math.max(...values) }
    }
    return { flow: range((r) => r.flows[p] as number), pressure: range((r) => r.pressures[p] as number) }
  }

  /** Pressure drop from an inlet to every other port, Pa: mean over time, greatest, and at the inlet's peak flow. */
  drops(inlet: string) {
    const from = this.names.indexOf(inlet)
    const rows = this.averaged()
    const peak = rows.reduce((a, b) => ((b.flows[from] as number) < (a.flows[from] as number) ? b : a))
    const drop = (r: Sample, p: number) => (r.pressures[from] as number) - (r.pressures[p] as number)
    return this.names.flatMap((to, p) =>
      p === from
        ? []
        : [
            {
              from: inlet,
              to,
              mean_Pa: rows.reduce((s, r) => s + drop(r, p), 0) / rows.length,
              most_Pa: Math.max(...rows.map((r) => drop(r, p))),
              atPeakInflow_Pa: drop(peak, p),
            },
          ],
    )
  }

  probeRows(spec: VesselSpec) {
    const rows = this.averaged()
    const last = this.rows.at(-1)
    return spec.probes.map((probe, n) => {
      const mean = (pick: (s: { velocity: Vec3; pressure: number }) => number) =>
        rows.reduce((s, r) => s + pick(r.probes[n] as { velocity: Vec3; pressure: number }), 0) / rows.length
      const final = last?.probes[n]
      const velocity = [0, 1, 2].map((a) => mean((s) => s.velocity[a] as number)) as unknown as Vec3
      return {
        name: probe.name,
        point: probe.point,
        velocity_m_s: { average: velocity, final: final?.velocity },
        speed_m_s: { average: mean((s) => length(s.velocity)), final: length(final?.velocity ?? [0, 0, 0]) },
        pressure_Pa: { average: mean((s) => s.pressure), final: final?.pressure },
      }
    })
  }

  /** 1 less the change of the ports' curves from the beat before to the last one; 0 before two beats. */
  settledOverBeats(period: number): number {
    const end = this.rows.at(-1)?.time ?? 0
    const beat = this.rows.filter((r) => r.time > end - period)
    if (end < 2 * period || beat.length === 0) return 0
    let [change, size] = [0, 0]
    for (const row of beat) {
      const before = this.rows.reduce((a, b) =>
        Math.abs(b.time - row.time + period) < Math.abs(a.time - row.time + period) ? b : a,
      )
      row.pressures.forEach((p, i) => {
        change += Math.abs(p - (before.pressures[i] as number))
        size += Math.abs(p)
      })
    }
    return size > 0 ? Math.max(0, 1 - change / size) : 1
  }

  /** Means over each whole beat and its greatest pressure, so that one sees whether the beats repeat. */
  beats(period: number) {
    const count = Math.floor((this.rows.at(-1)?.time ?? 0) / period + 1e-6)
    return Array.from({ length: count }, (_, beat) => {
      const rows = this.rows.filter((r) => r.time > beat * period && r.time <= (beat + 1) * period)
      const mean = (pick: (r: Sample) => number) =>
        rows.reduce((s, r) => s + pick(r), 0) / Math.max(1, rows.length)
      return {
        beat: beat + 1,
        samples: rows.length,
        powerLoss_W: mean((r) => r.powerLoss),
        ports: this.names.map((name, p) => ({
          name,
          flowOut_m3_s: mean((r) => r.flows[p] as number),
          pressure_Pa: mean((r) => r.pressures[p] as number),
          most_Pa: Math.max(...rows.map((r) => r.pressures[p] as number)),
        })),
      }
    })
  }

  warnings(period: number | undefined): string[] {
    const end = this.rows.at(-1)?.time ?? 0
    if (period && end < 2 * period)
      return [`the run of ${end.toFixed(3)} s has fewer than two beats of ${period} s: it has not settled`]
    return []
  }

  curves() {
    return {
      time_s: this.rows.map((r) => r.time),
      ports: Object.fromEntries(
        this.names.map((name, p) => [
          name,
          {
            outflow_m3_s: this.rows.map((r) => r.flows[p] as number),
            pressure_Pa: this.rows.map((r) => r.pressures[p] as number),
          },
        ]),
      ),
    }
  }
}

/** Where the blood is fastest at the end: speed, Reynolds number and cells across there; warnings of both. */
export async function fastestPlace(solver: FlowSolver, spec: VesselSpec) {
  const { velocity } = await solver.field()
  const { frame, phi } = solver.domain
  let best = 0
  let speed = 0
  for (let c = 0; c < phi.length; c++) {
    const v = Math.hypot(
      velocity[3 * c] as number,
      velocity[3 * c + 1] as number,
      velocity[3 * c + 2] as number,
    )
    if (v > speed) {
      speed = v
      best = c
    }
  }
  const diameter = 2 * depthNear(phi, frame.size, best)
  const cells = diameter / frame.spacing
  const reynolds = (spec.density * speed * diameter) / spec.viscosity
  const [nx, ny] = frame.size
  const place = [best % nx, Math.floor(best / nx) % ny, Math.floor(best / (nx * ny))]
  const unit = { mm: 1e-3, cm: 1e-2, m: 1 }[spec.units]
  const warnings: string[] = []
  if (cells < 10)
    warnings.push(
      `the vessel is ${cells.toFixed(1)} cells across where blood is fastest; below 10 it is coarse`,
    )
  if (reynolds > 5000)
    warnings.push(
      `Re ${reynolds.toFixed(0)} where blood is fastest: jet break-up and far wakes are not resolved`,
    )
  return {
    row: {
      speed_m_s: speed,
      place: place.map((p, a) => ((frame.origin[a] as number) + frame.spacing * p) / unit),
      diameter_mm: diameter * 1e3,
      cellsAcross: cells,
      reynolds,
    },
    warnings,
  }
}

/** Greatest distance to the wall uphill from a cell: the local radius. */
function depthNear(phi: Float32Array, size: readonly [number, number, number], start: number): number {
  const stride = [1, size[0], size[0] * size[1]]
  let at = start
  for (let n = 0; n < 200; n++) {
    let next = at
    for (const s of stride)
      for (const q of [at - s, at + s]) if ((phi[q] ?? 0) < (phi[next] as number)) next = q
    if (next === at) break
    at = next
  }
  return -(phi[at] as number)
}
