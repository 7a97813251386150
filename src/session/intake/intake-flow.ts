import { createStore } from 'zustand/vanilla'
import { Fault } from '../../core/fault'
import type { FoundStructure, Intake, Offer, Opened, Survey } from '../../engine/intake-protocol'
import type { Recipe } from '../../geometry/segmentation/recipe'
import type { Heart } from '../../heart/heart'
import type { StrategyTree } from '../../heart/strategy'
import type { ImportOptions } from '../../io/import-files'
import type { InputFile } from '../../io/input-file'
import { openAnnotations } from '../annotations'
import type { SaveStore } from '../kept/save-store'
import { Workspace } from './workspace'

/** A file that a person gave, not read yet. */
export interface GivenFile {
  /** With its folders, as the person knows it. */
  readonly name: string
  readonly size: number
  read(): Promise<Uint8Array>
}

/** Where the way from dropped files to a heart stands. */
export type IntakePhase =
  | { readonly name: 'closed' }
  | { readonly name: 'working'; readonly what: string }
  | { readonly name: 'choosing'; readonly survey: Survey; readonly chosen: string }
  | {
      readonly name: 'structures'
      readonly offer: Offer
      readonly found: readonly FoundStructure[]
    }
  | { readonly name: 'surfaces'; readonly offer: Offer }
  | { readonly name: 'workspace'; readonly workspace: Workspace }
  | {
      readonly name: 'failed'
      readonly faults: readonly { readonly file: string; readonly fault: string }[]
    }

export interface IntakeState {
  readonly phase: IntakePhase
  readonly progress: { readonly label: string; readonly fraction: number } | null
  /** The offers of the last survey, so that one can go back and choose another. */
  readonly survey: Survey | null
  /** A scan whose workspace can be come back to. */
  readonly kept: Workspace | null
}

export interface IntakeHost {
  /** Made when the first file comes. */
  readonly create: () => Intake
  /** Takes the new heart; only now the one before is given up. */
  readonly accept: (heart: Heart, tree: StrategyTree | null, recipe?: Recipe) => void
  /** True where accepting another heart would end a rehearsal with steps in it. */
  readonly atWork: () => boolean
  readonly saves: SaveStore | null
}

/** Beyond this a browser's tab runs out of memory before the work is done. */
const mostBytes = 3e9

/**
 * From files to an open heart: survey, choice, correction, segmentation. The rehearsal that is open stays as it is until
 * a new heart is accepted; whatever goes wrong ends in a phase that names the file and what to do.
 */
export class IntakeFlow {
  readonly store = createStore<IntakeState>(() => ({
    phase: { name: 'closed' },
    progress: null,
    survey: null,
    kept: null,
  }))
  private intake: Intake | null = null
  /** Counts the pieces of work, so that an answer that comes after a cancel is let go. */
  private turn = 0

  constructor(private readonly host: IntakeHost) {}

  get state(): IntakeState {
    return this.store.getState()
  }

  /** Reads and surveys what was dropped or chosen. */
  async take(files: readonly GivenFile[]): Promise<void> {
    if (files.length === 0) return
    await this.work('Reading', files[0]!.name, async (intake) => {
      const inputs = await this.readAll(files)
      this.progress('Looking at the files', 0)
      const survey = await intake.survey(inputs)
      return () => this.surveyed(survey)
    })
  }

  choose(chosen: string): void {
    const { phase } = this.state
    if (phase.name === 'choosing') this.set({ phase: { ...phase, chosen } })
  }

  /** Goes on with an offer: shows what can be corrected, or opens it. */
  async goOn(id: string): Promise<void> {
    const offer = this.state.survey?.offers.find((o) => o.id === id)
    if (!offer) return
    if (offer.kind === 'surfaces' && offer.extent) return this.set({ phase: { name: 'surfaces', offer } })
    if (offer.kind !== 'labels') return this.open(offer)
    await this.work('Reading the labels', offer.name, async (intake) => {
      const found = intake.structures ? await intake.structures(offer.id) : null
      return () => (found ? this.set({ phase: { name: 'structures', offer, found } }) : void this.open(offer))
    })
  }

  /** Decodes an offer: a heart is accepted, a scan goes to the workspace. */
  async open(offer: Offer, options?: ImportOptions): Promise<void> {
    await this.work('Opening', offer.name, async (intake) => {
      const opened = await intake.open(offer.id, options)
      return () => this.opened(opened)
    })
  }

  /** Builds the heart of the workspace and accepts it; the workspace can be come back to. */
  async build(): Promise<void> {
    const { phase } = this.state
    if (phase.name !== 'workspace') return
    const heart = await phase.workspace.build()
    if (!heart) return
    this.set({ phase: { name: 'closed' }, kept: phase.workspace })
    this.host.accept(heart, null, phase.workspace.recipe)
    await phase.workspace.keepAsBuilt()
  }

  back(): void {
    const { survey, phase } = this.state
    if (survey && survey.offers.length > 1 && phase.name !== 'choosing')
      this.set({ phase: { name: 'choosing', survey, chosen: survey.offers[0]!.id } })
    else this.leave()
  }

  /** Back to the rehearsal; a scan in hand can be come back to. */
  leave(): void {
    const { phase } = this.state
    if (phase.name === 'workspace') this.set({ kept: phase.workspace })
    this.set({ phase: { name: 'closed' }, progress: null })
  }

  resume(): void {
    const { kept } = this.state
    if (kept) this.set({ phase: { name: 'workspace', workspace: kept } })
  }

  /** Ends the reading or opening in hand and goes back to where it was started from. */
  cancel(): void {
    this.turn++
    this.intake?.cancel()
    const { survey } = this.state
    this.set({ progress: null })
    if (survey && survey.offers.length > 1)
      this.set({ phase: { name: 'choosing', survey, chosen: survey.offers[0]!.id } })
    else this.leave()
  }

  close(): void {
    this.state.kept?.close()
    this.intake?.close()
  }

  private surveyed(survey: Survey): void {
    const [best] = survey.offers
    if (!best) {
      const faults = survey.refused.length > 0 ? survey.refused : [nothing]
      this.set({ survey: null, phase: { name: 'failed', faults } })
      return
    }
    this.set({ survey, phase: { name: 'choosing', survey, chosen: best.id } })
    const plain = survey.offers.length === 1 && survey.refused.length === 0
    if (plain && !(best.kind === 'case' && this.host.atWork())) void this.goOn(best.id)
  }

  private opened(opened: Opened): void {
    this.state.kept?.close()
    if (opened.kind === 'heart') {
      this.set({ phase: { name: 'closed' }, kept: null })
      this.host.accept(opened.heart, opened.strategies ?? null)
      openAnnotations(opened.annotations ?? [])
      return
    }
    const workspace = new Workspace(this.intake!, opened.scan, this.host.saves)
    this.set({ phase: { name: 'workspace', workspace }, kept: workspace })
    void workspace.restore()
  }

  private async readAll(files: readonly GivenFile[]): Promise<InputFile[]> {
    const total = files.reduce((sum, f) => sum + f.size, 0)
    if (total > mostBytes)
      throw new Fault(
        `${files.length} files`,
        `together they are ${(total / 1e9).toFixed(1)} GB, more than a browser can hold`,
        'Choose the folder of one series',
      )
    const turn = this.turn
    const inputs: InputFile[] = []
    let done = 0
    for (const file of files) {
      if (turn !== this.turn) throw new Fault('Reading', 'it was cancelled', 'Drop the files again')
      this.progress(`Reading ${file.name}`, done / Math.max(total, 1))
      inputs.push({ name: file.name, bytes: await readOne(file) })
      done += file.size
    }
    return inputs
  }

  /** Does a piece of work with progress; its end is let go when it was cancelled meanwhile, its fault becomes a phase. */
  private async work(
    what: string,
    name: string,
    task: (intake: Intake) => Promise<() => void>,
  ): Promise<void> {
    const turn = ++this.turn
    this.set({ phase: { name: 'working', what: `${what} ${name}` }, progress: { label: what, fraction: 0 } })
    try {
      const finish = await task(this.worker())
      if (turn === this.turn) {
        this.set({ progress: null })
        finish()
      }
    } catch (error) {
      if (turn === this.turn) this.failed(name, error)
    }
  }

  private failed(name: string, error: unknown): void {
    const text = error instanceof Error ? error.message : String(error)
    const fault = error instanceof Fault ? `${error.wrong}. ${error.remedy}.` : text
    const file = error instanceof Fault ? error.file : name
    this.set({ progress: null, phase: { name: 'failed', faults: [{ file, fault }] } })
  }

  private worker(): Intake {
    if (this.intake) return this.intake
    this.intake = this.host.create()
    this.intake.onProgress((label, fraction) => this.progress(label, fraction))
    return this.intake
  }

  private progress(label: string, fraction: number): void {
    const { phase } = this.state
    if (phase.name === 'working') this.set({ progress: { label, fraction } })
    if (phase.name !== 'workspace') return
    const { segmenting, building } = phase.workspace.state
    if (segmenting || building) phase.workspace.set({ progress: { label, fraction } })
  }

  private set(change: Partial<IntakeState>): void {
    this.store.setState(change)
  }
}

const nothing = {
  file: 'What was dropped',
  fault: 'it holds no file. Drop a scan, a label map, surfaces or a case.',
}

async function readOne(file: GivenFile): Promise<Uint8Array> {
  try {
    return await file.read()
  } catch {
    throw new Fault(file.name, 'the browser could not read it', 'Copy it to this computer and drop it again')
  }
}
