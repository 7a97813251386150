import type { Heart, Part } from '../heart/heart'
import type { Acting, Activation, ImagedUnder } from '../tissue'
import { waitsFor } from './in-step'
import type { HeartMotion as Motion, Waveforms } from './protocol'
import { endDiastole, wallPressures } from './wall-pressures'

/** Time in which pressures go over from one motion to another, s. */
const passage = 0.5
/** Most that the controller makes of the amplitude that it started from: a chamber that cannot follow is left behind. */
const mostAmplitude = 4
const chambers = ['LV', 'RV', 'LA', 'RA'] as const
type Chamber = (typeof chambers)[number]

/** What acts on the walls at a moment. */
export interface MotionNow {
  readonly acting: Acting
  readonly activation: Activation
  /** False once nothing changes any more. */
  readonly isChanging: boolean
}

/**
 * What the heart does over the tissue's own time. `filled` holds the pressures of the image, `arrested` lets them go
 * over half a second, `beating` follows the circulation's beat from end-diastole on: vessels have its pressures, and
 * the muscle of each chamber an active tension T_a(t) = A f(t), f the chamber's elastance p / V between its least (0)
 * and greatest (1).
 *
 * A starts from the stress that the fibres of a thick wall of volume V_w carry at the image's pressure,
 * 3 p / ln(1 + V_w / V) (Arts et al. 1991, J Biomech 24:1047); then a plain controller changes it from beat to beat by
 * the ratio of the circulation's ejection fraction to the one that was measured on the tissue, at most by a third a beat and to four times what it was.
 *
 * Limits: a chamber contracts against no more than the pressure of the image. Under systolic pressure a wall whose
 * tension does not grow with its length has no stable shape (it was tried: the second beat blew the ventricle up).
 * Shapes and volumes are those of a beat; the stress in the muscle is less than in life.
 */
export class HeartMotion {
  motion: Motion = 'filled'
  /** Seconds since the start of the circulation's beat. */
  time = 0
  /** Where in the beat another heart is that this one keeps in step with, 0–1; null: none. */
  other: number | null = null
  /** Share of the imaged pressures, and of the beat, that acts. */
  private filling = 1
  private beating = 0
  private waves: Waveforms | null = null
  private readonly amplitude = new Map<Chamber, number>()
  private readonly started = new Map<Chamber, number>()
  private readonly seen = new Map<Chamber, { least: number; most: number }>()
  /** Ejection fraction of each chamber on the tissue over the last whole beat. */
  readonly ejected = new Map<Chamber, number>()
  /** Volume of each chamber on the tissue when it was last seen, m³. */
  readonly volumes = new Map<Chamber, number>()

  /**
   * @param wallVolume volume of each chamber's muscle, m³
   */
  constructor(
    private readonly heart: Heart,
    private readonly imaged: ImagedUnder,
    private readonly wallVolume: Readonly<Partial<Record<Chamber, number>>>,
  ) {}

  /** The beat that is followed from now on; null where there is none. */
  follow(waves: Waveforms | null): void {
    this.waves = waves
    if (!waves) return
    if (this.beating === 0) this.time = endDiastole(waves)
    for (const part of chambers)
      if (!this.amplitude.has(part)) {
        const first = this.firstAmplitude(waves, part)
        this.started.set(part, first)
        this.amplitude.set(part, first)
      }
  }

  /** Length of a beat, s; 0 without one. */
  get period(): number {
    return this.waves?.time.at(-1) ?? 0
  }

  /** Where in the circulation's beat it is, 0–1. */
  get phase(): number {
    return this.period > 0 ? this.time / this.period : 0
  }

  /** Goes on by some seconds. */
  advance(seconds: number): MotionNow {
    const step = seconds / passage
    const towards = (value: number, goal: number): number =>
      goal > value ? Math.min(goal, value + step) : Math.max(goal, value - step)
    const before = [this.filling, this.beating]
    const beats = this.motion === 'beating' && this.waves !== null
    this.filling = towards(this.filling, this.motion === 'arrested' ? 0 : 1)
    this.beating = towards(this.beating, beats ? 1 : 0)
    if (this.beating > 0 && this.period > 0 && !waitsFor(this.phase, this.other)) this.advanceBeat(seconds)
    return {
      acting: { pressures: this.pressures(), gravity: this.imaged.gravity, dead: this.filling },
      activation: this.activation(),
      isChanging: beats || before[0] !== this.filling || before[1] !== this.beating,
    }
  }

  /** Tells the volume of a chamber on the tissue at this moment. */
  see(part: Chamber, volume: number): void {
    this.volumes.set(part, volume)
    const { least, most } = this.seen.get(part) ?? { least: Infinity, most: -Infinity }
    this.seen.set(part, { least: Math.min(least, volume), most: Math.max(most, volume) })
  }

  /** Ejection fraction of a chamber in the circulation. */
  wanted(part: Chamber): number {
    const volume = this.waves?.series[`${part}.volume`]
    if (!volume) return 0
    const most = Math.max(...volume)
    return (most - Math.min(...volume)) / most
  }

  private advanceBeat(seconds: number): void {
    const { period } = this
    const end = this.waves ? endDiastole(this.waves) : 0
    const sinceEnd = (t: number): number => (((t - end) % period) + period) % period
    const before = sinceEnd(this.time)
    this.time = (this.time + seconds) % period
    if (sinceEnd(this.time) < before && this.beating === 1) this.adapt()
  }

  /** The plain controller: once a beat, at end-diastole. */
  private adapt(): void {
    for (const [part, { least, most }] of this.seen) {
      const fraction = (most - least) / most
      this.ejected.set(part, fraction)
      const ratio = Math.min(Math.max(this.wanted(part) / Math.max(fraction, 0.01), 0.75), 1.33)
      const limit = mostAmplitude * (this.started.get(part) ?? 0)
      this.amplitude.set(part, Math.min((this.amplitude.get(part) ?? 0) * ratio, limit))
    }
    this.seen.clear()
  }

  private pressures(): Map<number, number> {
    const { imaged, filling, beating } = this
    const now = wallPressures(this.heart, this.waves, this.time)
    const out = new Map<number, number>()
    for (const [id, pressure] of now) {
      const still = imaged.pressures.get(id) ?? 0
      const beat = this.isMuscle(id) ? Math.min(pressure, still) : pressure
      out.set(id, beating * beat + (1 - beating) * filling * still)
    }
    return out
  }

  private isMuscle(structure: number): boolean {
    const part = this.heart.structures.find((s) => s.id === structure)?.part
    return chambers.some((chamber) => chamber === part)
  }

  private activation(): Activation {
    const out: Partial<Record<Chamber, number>> = {}
    if (this.beating === 0 || !this.waves) return out
    for (const part of chambers)
      out[part] = this.beating * (this.amplitude.get(part) ?? 0) * this.shape(part, this.time)
    return out
  }

  /** p / V of a chamber at a time, between its least (0) and its greatest (1) over the beat. */
  private shape(part: Chamber, time: number): number {
    const curve = this.waves ? elastanceOf(this.waves, part) : null
    if (!curve) return 0
    const last = curve.length - 1
    const at = (time / this.period) * last
    const i = Math.min(Math.floor(at), last - 1)
    return curve[i]! + (curve[i + 1]! - curve[i]!) * (at - i)
  }

  private firstAmplitude(waves: Waveforms, part: Chamber): number {
    const curve = elastanceOf(waves, part)
    const wall = this.wallVolume[part]
    if (!curve || !wall) return 0
    const structure = this.heart.structures.find((s) => s.kind === 'blood' && s.part === part)
    const pressure = (structure && this.imaged.pressures.get(structure.id)) ?? 0
    const volume = Math.max(...waves.series[`${part}.volume`]!)
    return (3 * pressure) / Math.log(1 + wall / volume)
  }
}

const known = new WeakMap<Waveforms, Map<Part, Float32Array | null>>()

function elastanceOf(waves: Waveforms, part: Chamber): Float32Array | null {
  const of = known.get(waves) ?? new Map<Part, Float32Array | null>()
  known.set(waves, of)
  if (!of.has(part)) of.set(part, elastance(waves, part))
  return of.get(part)!
}

function elastance({ series }: Waveforms, part: Chamber): Float32Array | null {
  const [pressure, volume] = [series[`${part}.pressure`], series[`${part}.volume`]]
  if (!pressure || !volume) return null
  const ratio = pressure.map((p, n) => p / volume[n]!)
  const [least, most] = [Math.min(...ratio), Math.max(...ratio)]
  return ratio.map((r) => (r - least) / (most - least))
}
