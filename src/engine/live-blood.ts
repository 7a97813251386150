import { FlowSolver } from '../blood'
import type { ResolvedDomain } from '../geometry/resolve-anatomy-base'
import type { Gpu } from '../gpu'
import type { Heart } from '../heart/heart'
import { BeatClock } from './beat-clock'
import { bloodControl } from './blood-drive'
import { BloodViews } from './blood-views'
import { waitsFor } from './in-step'
import { blood } from './measure-opening'
import type { BloodShow, FromEngine, Waveforms } from './protocol'
import { VesselDrive } from './vessel-drive'

/** Oxygen saturation 0–1 of the parts of the circulation. */
type Saturations = Readonly<Record<string, number>>

/**
 * Beats whose mean squares of the velocity differ by less, relatively, are the same flow but for eddies, which differ from
 * beat to beat for ever: a real heart at 2 mm repeats its own to 4 % from the second beat on, while its field at the end of
 * a beat still differs by 40 % from the one before after six.
 */
const sameEnergy = 0.1

/** The flow that is shown: the whole heart through its beat, as fast as the device and the person allow. */
export class LiveBlood {
  readonly views: BloodViews
  private waves: Waveforms | null = null
  private readonly clock = new BeatClock()
  private readonly period: number
  /** Velocities at the end of the beat before. */
  private lastBeat: Float32Array | null = null
  private vessel: VesselDrive | null = null
  private settled = 0
  /** Wall shear is averaged since this time of the flow. */
  private averagedFrom = 0

  private constructor(
    private readonly heart: Heart,
    private readonly solver: FlowSolver,
    private domain: ResolvedDomain,
  ) {
    this.views = new BloodViews(heart, solver)
    this.findVessel()
    this.period = 1 / heart.physiology.heartRate
  }

  /** @param saturations of the blood at the start, by part */
  static async create(
    gpu: Gpu,
    heart: Heart,
    domain: ResolvedDomain,
    tracerCount: number,
    saturations: Saturations = {},
  ): Promise<LiveBlood> {
    const saturation = Object.fromEntries(
      heart.structures.flatMap((s) => {
        const known = saturationOf(s.part, saturations)
        return s.kind === 'blood' && known !== undefined ? [[s.id, known]] : []
      }),
    )
    const options = { tracers: { count: tracerCount, saturation }, wallShear: true, age: true }
    const live = new LiveBlood(heart, await FlowSolver.create(gpu, domain, blood, options), domain)
    live.bring(saturations)
    return live
  }

  get cellCount(): number {
    return this.solver.cellCount
  }

  /** The beat that drives the flow from now on, and the saturation of the blood that it brings in. */
  drive(waves: Waveforms, saturations: Saturations = {}): void {
    this.waves = waves
    this.bring(saturations)
  }

  private findVessel(): void {
    this.vessel = this.heart.kind === 'vessel' ? new VesselDrive(this.heart, this.domain) : null
    this.views.sections = this.vessel?.sections ?? []
  }

  private bring(saturations: Saturations): void {
    const ports: Record<string, number> = {}
    for (const port of this.domain.ports) {
      const known = saturationOf(port.part, saturations)
      if (known !== undefined) ports[port.id] = known
    }
    this.solver.setControl({ inflowSaturation: { ports } })
  }

  /** The anatomy after an edit; the flow goes on from where it is. */
  async update(domain: ResolvedDomain): Promise<void> {
    this.domain = domain
    await this.solver.updateDomain(domain)
    this.findVessel()
    this.clock.restart(this.solver.time)
    this.lastBeat = null
    this.settled = 0
    this.averagedFrom = this.solver.time
  }

  /**
   * Steps for about `budgetMs`, at most `pace` times as fast as real time, and gives the tracers.
   * @param other where in the beat a flow is that this one keeps in step with, 0–1
   */
  async run(
    budgetMs: number,
    pace = 1,
    other: number | null = null,
  ): Promise<Extract<FromEngine, { type: 'tracers' }>> {
    const start = performance.now()
    const until = this.clock.mayReach(start, pace, this.solver.time)
    while (this.solver.time < until && !waitsFor(this.phase, other)) {
      await this.advance(4)
      if (performance.now() - start > budgetMs) break
    }
    return this.tracers()
  }

  /** Goes on by a share of a beat, whatever it takes. */
  async stepBy(beats: number): Promise<Extract<FromEngine, { type: 'tracers' }>> {
    const until = this.solver.time + beats * this.period
    while (this.solver.time < until) await this.advance(1)
    return this.tracers()
  }

  private get phase(): number {
    return (this.solver.time % this.period) / this.period
  }

  /** The whole field of this moment. */
  snapshot() {
    return this.solver.snapshot()
  }

  /** What else is drawn of the flow, where it is due. */
  due(show: BloodShow) {
    const averaged = (this.solver.time - this.averagedFrom) / this.period
    return this.views.due(show, averaged)
  }

  /**
   * Whole steps of the length that the solver chose: a sliver of one would upset the pressure. The beat is told before
   * each: four steps' change of a chamber's outflow within one doubles its pressure.
   */
  private async advance(steps: number): Promise<void> {
    for (let n = 0; n < steps; n++) {
      const moment = this.solver.time % this.period
      if (this.vessel) this.solver.setControl(this.vessel.at(moment))
      else if (this.waves) this.solver.setControl(bloodControl(this.heart, this.domain, this.waves, moment))
      await this.solver.step(1)
    }
    if (this.solver.time < this.clock.start + (this.clock.beats + 1) * this.period) return
    this.clock.beats++
    await this.compareBeats()
  }

  /** The start is left out of the wall's averages, and so is all that came before the flow's energy repeats itself. */
  private async compareBeats(): Promise<void> {
    const { faceVelocity } = await this.solver.snapshot()
    const before = this.lastBeat
    this.lastBeat = faceVelocity
    const same = before?.length === faceVelocity.length ? before : null
    if (same) this.settled = likeness(same, faceVelocity)
    const change = same ? squares(same) / Math.max(squares(faceVelocity), Number.MIN_VALUE) - 1 : 1
    if (this.clock.beats > 2 && Math.abs(change) < sameEnergy) return
    await this.solver.resetAverages()
    this.averagedFrom = this.solver.time
  }

  private async tracers(): Promise<Extract<FromEngine, { type: 'tracers' }>> {
    const { time } = this.solver
    return {
      type: 'tracers',
      tracers: await this.solver.readTracers(),
      timeDilation: this.clock.dilation(performance.now(), time),
      settled: this.settled,
      beats: this.clock.beats,
      phase: this.phase,
    }
  }

  dispose(): void {
    this.solver.destroy()
  }
}

/** Of a part; the circulation has its own names for caval veins, one each where upper and lower body drain apart. */
function saturationOf(part: string, saturations: Saturations): number | undefined {
  const vein = part === 'SVC' ? 'upper-veins' : part === 'IVC' ? 'lower-veins' : null
  return saturations[part] ?? (vein ? (saturations[vein] ?? saturations['systemic-veins']) : undefined)
}

const squares = (field: Float32Array): number => field.reduce((sum, u) => sum + u * u, 0)

/** 1 less the root mean square change of two fields over that of the second. */
function likeness(before: Float32Array, now: Float32Array): number {
  let [change, size] = [0, 0]
  now.forEach((u, n) => {
    change += (u - before[n]!) ** 2
    size += u * u
  })
  return size > 0 ? Math.max(0, 1 - Math.sqrt(change / size)) : 1
}
