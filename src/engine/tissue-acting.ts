import type { Heart, Part } from '../heart/heart'
import {
  carryPrestress,
  type ImagedUnder,
  type LumenShape,
  lumenShape,
  lumenVolume,
  type Prestress,
  prestress,
  type TissueModel,
  type TissueSolver,
} from '../tissue'
import { HeartMotion } from './heart-motion'
import type { HeartMotion as Motion, Waveforms } from './protocol'

const chambers = ['LV', 'RV', 'LA', 'RA'] as const

/** One prestress a heart: undo and a lost device do not pay for it again. */
const found = new WeakMap<Heart, { readonly tetCount: number; readonly prestress: Promise<Prestress> }>()

/**
 * What acts on the tissue of a heart: the load of the image that it carries from the start, and what its motion makes of
 * it. Without a prestress (not found yet) nothing acts and the heart lies as it was imaged.
 */
export class TissueActing {
  private finding: Promise<Prestress> | null = null
  private carried: Prestress | null = null
  private motion: HeartMotion | null = null
  private wish: Motion = 'filled'
  private waves: Waveforms | null = null
  private lumens: ReadonlyMap<(typeof chambers)[number], LumenShape> | null = null

  constructor(
    private readonly heart: Heart,
    private readonly base: TissueModel,
  ) {}

  /** Begins to find the prestress; `pause` lets others run between two rounds. */
  find(under: ImagedUnder, pause: () => Promise<void>): Promise<Prestress> {
    const known = found.get(this.heart)
    const promise =
      known?.tetCount === this.base.tetCount ? known.prestress : prestress(this.base, under, { pause })
    found.set(this.heart, { tetCount: this.base.tetCount, prestress: promise })
    this.finding = promise
    return promise
  }

  /** True while there is a prestress that the tissue does not carry yet. */
  get carries(): boolean {
    return this.carried !== null
  }

  get isPending(): boolean {
    return this.finding !== null && this.carried === null
  }

  /** The tissue carries its prestress from the next solver on. */
  async adopt(): Promise<void> {
    if (!this.finding) return
    this.carried = await this.finding
    this.motion = new HeartMotion(this.heart, this.carried.under, wallVolumes(this.base))
    this.motion.motion = this.wish
    this.motion.follow(this.waves)
  }

  /** The model to simulate: `narrowed` where a lesion has made another lattice. */
  modelFor(narrowed: TissueModel | null): { model: TissueModel; deadLoads: Float32Array | null } {
    const { carried, base } = this
    if (!carried) return { model: narrowed ?? base, deadLoads: null }
    return narrowed ? carryPrestress(carried, narrowed) : carried
  }

  /** Makes a new solver feel what acts now. */
  attach(solver: TissueSolver, deadLoads: Float32Array | null): void {
    if (!this.motion) return
    if (deadLoads) solver.setDeadLoads(deadLoads)
    const now = this.motion.advance(0)
    solver.setActing(now.acting)
    solver.setActivation(now.activation)
  }

  setMotion(motion: Motion): void {
    this.wish = motion
    if (this.motion) this.motion.motion = motion
  }

  follow(waves: Waveforms | null): void {
    this.waves = waves
    this.motion?.follow(waves)
  }

  /** The tissue's connections have changed. */
  edited(): void {
    this.lumens = null
  }

  /** Goes on by some seconds; true while what acts is changing. */
  advance(solver: TissueSolver, seconds: number): boolean {
    const now = this.motion?.advance(seconds)
    if (!now?.isChanging) return false
    solver.setActing(now.acting)
    solver.setActivation(now.activation)
    return true
  }

  /** Looks at how the chambers lie, for the beat's amplitude. */
  see(solver: TissueSolver, positions: Float32Array): void {
    if (!this.motion || this.wish !== 'beating') return
    this.lumens ??= this.lumensOf(solver)
    for (const [part, shape] of this.lumens) this.motion.see(part, lumenVolume(shape, positions))
  }

  /** How the beat goes, for whoever shows or checks it; null while it does not. */
  get beat(): HeartMotion | null {
    return this.wish === 'beating' ? this.motion : null
  }

  private lumensOf(solver: TissueSolver): Map<(typeof chambers)[number], LumenShape> {
    const shapes = new Map<(typeof chambers)[number], LumenShape>()
    for (const part of chambers) {
      const structure = this.heart.structures.find((s) => s.kind === 'blood' && s.part === part)
      if (structure) shapes.set(part, lumenShape(solver.topology, structure.id))
    }
    return shapes
  }
}

/** Volume of the muscle of each chamber, m³. */
function wallVolumes(model: TissueModel): Partial<Record<Part, number>> {
  const volumes: Partial<Record<Part, number>> = {}
  for (let t = 0; t < model.tetCount; t++) {
    const chamber = model.materials[model.material[t]!]!.chamber
    if (chamber) volumes[chamber] = (volumes[chamber] ?? 0) + model.volume[t]!
  }
  return volumes
}
