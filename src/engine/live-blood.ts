import { FlowSolver } from '../blood'
import type { BloodDomain } from '../geometry/blood-domain'
import type { Gpu } from '../gpu'
import type { Heart } from '../heart/heart'
import { bloodControl } from './blood-drive'
import { blood } from './measure-opening'
import type { FromEngine, Waveforms } from './protocol'

/** The flow that is shown: the whole heart through its beat, as fast as the device allows. */
export class LiveBlood {
  private waves: Waveforms | null = null
  private wallStart = performance.now()
  private timeStart = 0

  private constructor(
    private readonly heart: Heart,
    private readonly solver: FlowSolver,
    private domain: BloodDomain,
  ) {}

  static async create(gpu: Gpu, heart: Heart, domain: BloodDomain, tracerCount: number): Promise<LiveBlood> {
    return new LiveBlood(
      heart,
      await FlowSolver.create(gpu, domain, blood, { tracers: { count: tracerCount } }),
      domain,
    )
  }

  get cellCount(): number {
    return this.solver.cellCount
  }

  /** The beat that drives the flow from now on. */
  drive(waves: Waveforms): void {
    this.waves = waves
  }

  /** The anatomy after an edit; the flow goes on from where it is. */
  async update(domain: BloodDomain): Promise<void> {
    this.domain = domain
    await this.solver.updateDomain(domain)
    this.wallStart = performance.now()
    this.timeStart = this.solver.time
  }

  /** Steps for about `budgetMs`, at least once, and gives the tracers. */
  async run(budgetMs: number): Promise<Extract<FromEngine, { type: 'tracers' }>> {
    const start = performance.now()
    const period = 1 / this.heart.physiology.heartRate
    do {
      if (this.waves)
        this.solver.setControl(bloodControl(this.heart, this.domain, this.waves, this.solver.time % period))
      await this.solver.step(4)
    } while (performance.now() - start < budgetMs)
    const tracers = await this.solver.readTracers()
    const elapsed = this.solver.time - this.timeStart
    return {
      type: 'tracers',
      tracers,
      timeDilation: elapsed / Math.max(1e-3, (performance.now() - this.wallStart) / 1e3),
      settled: Math.min(1, elapsed / (2 * period)),
    }
  }

  dispose(): void {
    this.solver.destroy()
  }
}
