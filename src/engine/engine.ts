import type { Activity } from '../circulation'
import { Fault } from '../core/fault'
import type { BloodDomain } from '../geometry/blood-domain'
import { applyEdits } from '../geometry/resolve-anatomy'
import { baseDomain } from '../geometry/resolve-anatomy-base'
import { type Gpu, openGpu } from '../gpu'
import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { writePages } from '../io/template/write-pages'
import { type Patient, patientOf } from './answer'
import { Answering } from './answering'
import { carriedBy } from './blood-views'
import { LiveBlood } from './live-blood'
import { patchTemplates } from './patch-template'
import type { EngineControl, FromEngine, ToEngine } from './protocol'
import { chooseQuality, type Quality, type QualityName, spacingFor } from './quality'
import {
  appended,
  imagedUnder,
  liveDomain,
  lumenVolume,
  type Subject,
  wantedAfter,
  warningsOf,
  withEdit,
} from './subject'
import { TissueBody } from './tissue-body'

/** How often an unstable flow begins again before it is given up. */
const mostRestarts = 2

/** Rests between tries for a device after one was lost, ms. */
const retryAfter = [500, 1000, 2000, 4000, 8000] as const

type Post = (message: FromEngine, transfer?: Transferable[]) => void

/**
 * Couples the solvers: hears edits and the control of the moment, answers with surfaces, snapshots and figures. Runs
 * in a worker, in Node or in a test, wherever it is given a way to speak. Nothing is kept that the heart and the list
 * of edits cannot rebuild: when the graphics device is lost, that is what happens.
 */
export class Engine {
  private gpu: Gpu | null = null
  private quality: Quality | null = null
  private subject: Subject | null = null
  /** What was asked for last: it stands where the device is lost before it was done. */
  private wanted: { readonly heart: Heart; readonly edits: readonly Edit[] } | null = null
  private control: EngineControl = { grasps: [], tissueRunning: true, bloodRunning: true }
  private working: Promise<void> = Promise.resolve()
  private looping = false
  /** Changes with every edit: what was begun for an older list stops. */
  private generation = 0
  /** Since the list of edits changed last. */
  private bloodRestarts = 0
  private activity: Activity = 'rest'
  /** Changes when the blood is paused or let go. */
  private pauses = 0
  private readonly answers: Answering

  constructor(
    private readonly post: Post,
    private readonly qualityName: QualityName = 'auto',
  ) {
    const asked = () => {
      const { subject, gpu, control, activity, generation, pauses } = this
      return { subject, gpu, control, activity, generation, pauses }
    }
    this.answers = new Answering(asked, post, () => this.followBeat())
  }

  /** Paused blood pauses its 3D answer too; running again, the answer is begun anew. */
  setControl(control: EngineControl): void {
    const before = this.control.bloodRunning
    this.control = control
    if (before !== control.bloodRunning) {
      this.pauses++
      this.answers.startFlow()
    }
    this.subject?.tissue.setGrasps(control.grasps)
    this.subject?.tissue.setInstruments(control.instruments ?? [])
    this.subject?.tissue.setMotion(control.motion ?? 'filled')
    const beat = this.subject?.tissue.beat
    if (beat) beat.other = control.inStep?.tissue ?? null
  }

  /** Handles one message after the other; a fault is said, not thrown. */
  receive(message: ToEngine): Promise<void> {
    if (message.type === 'control') {
      this.setControl(message.control)
      return Promise.resolve()
    }
    if (message.type === 'step-blood') return this.exclusively(() => this.stepBlood(message.beats))
    if (message.type === 'templates') return this.exclusively(async () => this.postTemplates())
    this.generation++
    this.answers.endBeatLook()
    this.bloodRestarts = 0
    this.wanted = wantedAfter(this.wanted, message)
    return this.exclusively(async () => {
      if (message.type === 'open') {
        this.activity = 'rest'
        await this.open(message.heart, message.edits)
      } else if (message.type === 'revise') await this.revise(message.heart)
      else if (message.type === 'activity') this.setActivity(message.activity)
      else await this.change(message.edits)
    })
  }

  /** Whether the tissue is still on its way; also while there is none. */
  get isMoving(): boolean {
    return this.subject?.tissue.isMoving ?? true
  }

  /** Stops the loop and gives the device back. */
  close(): void {
    this.looping = false
    this.generation++
    this.subject = null
    this.gpu?.close()
    this.gpu = null
  }

  /** Work on the subject never overlaps: a step waits for an edit and an edit for a step. */
  private exclusively(work: () => Promise<void>): Promise<void> {
    let on: Gpu | null = null
    const begin = () => {
      on = this.gpu
      return work()
    }
    this.working = this.working.then(begin).catch(async (error: unknown) => {
      // What fails with a lost device is done anew on the next; the loss may be told a moment after it.
      await new Promise((go) => setTimeout(go))
      if (on && on !== this.gpu) return
      const message = error instanceof Error ? error.message : String(error)
      this.post({ type: 'fault', message })
      if (!(error instanceof Fault)) console.error(error)
    })
    return this.working
  }

  private progress(label: string, fraction: number): void {
    this.post({ type: 'progress', label, fraction })
  }

  private async device(): Promise<Gpu> {
    if (this.gpu) return this.gpu
    const gpu = await openGpu()
    gpu.onLost((reason) => this.rebuildAfterLoss(reason))
    this.gpu = gpu
    return gpu
  }

  private async open(heart: Heart, edits: readonly Edit[]): Promise<void> {
    this.progress('Finding the graphics processor', 0.05)
    const gpu = await this.device()
    this.quality = chooseQuality(this.qualityName, gpu.description)
    this.subject?.blood?.dispose()
    this.subject?.tissue.dispose()
    this.progress('Measuring the anatomy', 0.15)
    const base = baseDomain(heart)
    const domain = applyEdits(base, heart, edits)
    const patient = this.activePatient(heart, base)
    this.progress('Building the tissue', 0.35)
    const tissue = await TissueBody.create(gpu, heart, this.quality.tetTarget)
    await tissue.rebuild(edits, domain)
    this.postSurface(tissue)
    const liveBase = baseDomain(heart, spacingFor(lumenVolume(base), this.quality.bloodCellTarget))
    this.subject = { heart, base, domain, liveBase, edits, tissue, patient, blood: null, state: null }
    this.answers.atOnce()
    this.progress('Filling the heart with blood', 0.75)
    await this.fillWithBlood()
    this.post({
      type: 'opened',
      device: gpu.description,
      nodeCount: tissue.nodeCount,
      tetCount: tissue.tetCount,
      bloodCellCount: this.subject.blood?.cellCount ?? 0,
      warnings: warningsOf(this.subject),
    })
    this.startLoop()
    void this.carryImagedLoad()
    void this.answers.refine()
  }

  /** Finds beside the loop what the tissue carried while it was imaged, and lets it carry that. */
  private async carryImagedLoad(): Promise<void> {
    const { subject } = this
    if (!subject) return
    const { tissue } = subject
    tissue.setMotion(this.control.motion ?? 'filled')
    try {
      await tissue.findPrestress(
        imagedUnder(subject, this.answers.waves),
        () => new Promise((go) => setTimeout(go)),
      )
    } catch (error) {
      this.post({ type: 'load', found: false })
      this.post({ type: 'fault', message: `The tissue carries no load: ${(error as Error).message}` })
      return
    }
    await this.exclusively(async () => {
      if (this.subject?.tissue !== tissue) return
      await tissue.carry(this.subject.edits, this.subject.domain)
      this.post({ type: 'load', found: true })
    })
  }

  private async fillWithBlood(): Promise<void> {
    const { subject, gpu, quality } = this
    if (!subject || !gpu || !quality) return
    try {
      const saturations = this.answers.first?.saturations ?? {}
      subject.blood = await LiveBlood.create(
        gpu,
        subject.heart,
        liveDomain(subject),
        quality.tracerCount,
        saturations,
      )
      this.driveBlood()
    } catch (error) {
      // The tissue and the circulation can do without it.
      this.post({ type: 'fault', message: `The moving blood cannot be shown: ${(error as Error).message}` })
    }
  }

  /** Another view of the same tissue: the blood is measured anew where its ports, gates or names changed. */
  private async revise(heart: Heart): Promise<void> {
    const { subject, quality } = this
    if (!subject || !quality) return
    const { edits } = subject
    const before = subject.heart
    const sameBlood =
      before.labels === heart.labels && before.ports === heart.ports && before.gates === heart.gates
    this.progress('Measuring the anatomy', 0.3)
    const base = sameBlood ? subject.base : baseDomain(heart)
    const domain = sameBlood ? subject.domain : applyEdits(base, heart, edits)
    const liveBase = sameBlood
      ? subject.liveBase
      : baseDomain(heart, spacingFor(lumenVolume(base), quality.bloodCellTarget))
    const patient = this.activePatient(heart, base)
    this.subject = { ...subject, heart, base, domain, liveBase, patient, state: null }
    this.answers.atOnce()
    subject.blood?.dispose()
    this.subject.blood = null
    await this.fillWithBlood()
    this.post({ type: 'revised', warnings: warningsOf(this.subject) })
    void this.answers.refine()
  }

  private async change(edits: readonly Edit[]): Promise<void> {
    const { subject } = this
    if (!subject) return this.openWanted()
    const started = performance.now()
    const added = appended(subject.edits, edits)
    const last = edits.at(-1)
    const before = subject.domain
    try {
      subject.domain = added ? withEdit(subject, added) : applyEdits(subject.base, subject.heart, edits)
    } catch (error) {
      if (!(error instanceof Fault) || !last) throw error
      this.post({
        type: 'applied',
        edit: last.id,
        severedLinkCount: subject.tissue.severedLinkCount,
        refused: error.message,
        ms: 0,
      })
      this.settleFor(edits, subject.edits)
      // What was being worked out for the list as it was ended with this message.
      void this.answers.refine()
      return
    }
    const answered = this.answers.first
    subject.edits = edits
    this.answers.atOnce()
    const outcome = added
      ? await subject.tissue.apply(added, subject.domain)
      : await subject.tissue.rebuild(edits, subject.domain)
    if (outcome.refused && added) {
      subject.edits = edits.slice(0, -1)
      subject.domain = before
      this.settleFor(edits, subject.edits)
      if (answered) this.answers.give(answered)
    }
    this.postSurface(subject.tissue)
    this.post({
      type: 'applied',
      edit: last?.id ?? '',
      severedLinkCount: subject.tissue.severedLinkCount,
      refused: outcome.refused,
      ms: performance.now() - started,
    })
    await subject.blood?.update(liveDomain(subject))
    void this.answers.refine()
  }

  private activePatient(heart: Heart, base: BloodDomain): Patient | null {
    const patient = patientOf(heart, base)
    return patient && { ...patient, activity: this.activity }
  }

  private setActivity(activity: Activity): void {
    this.activity = activity
    const { subject } = this
    if (!subject?.patient) return
    subject.patient = { ...subject.patient, activity }
    this.answers.atOnce()
    void this.answers.refine()
  }

  private postTemplates(): void {
    const { subject } = this
    if (!subject) return
    const { heart, edits, domain } = subject
    const pages = patchTemplates(heart, edits, undefined, domain)
    this.post({ type: 'templates', html: writePages(pages, heart.name) })
  }

  private postSurface(tissue: TissueBody): void {
    this.post({ type: 'surface', surface: tissue.surface, nodePositions: tissue.snapshot().nodePositions })
    this.post({ type: 'snapshot', ...tissue.snapshot(), tissueMs: 0 })
  }

  private startLoop(): void {
    if (this.looping) return
    this.looping = true
    const turn = async () => {
      if (!this.looping) return
      const started = performance.now()
      await this.exclusively(() => this.step())
      const took = performance.now() - started
      // Where the processor computes and draws, the picture gets its turn as well.
      const rest = Math.max(this.quality?.restRatio ?? 0, 1 / (this.control.share ?? 1) - 1)
      setTimeout(turn, Math.max(0, 1000 / 72 - took, took * rest))
    }
    void turn()
  }

  private async step(): Promise<void> {
    const { subject, control, quality } = this
    if (!subject || !quality) return
    if (control.tissueRunning && subject.tissue.isMoving) {
      const started = performance.now()
      await subject.tissue.step(1 / 72)
      for (const torn of subject.tissue.takeTorn()) this.post({ type: 'torn', ...torn })
      const snapshot = subject.tissue.snapshot()
      const { beat } = subject.tissue
      const now = { tissueMs: performance.now() - started, ...(beat && { beat: beat.phase }) }
      this.post({ type: 'snapshot', ...snapshot, ...now }, [snapshot.nodePositions.buffer as ArrayBuffer])
      await this.answers.lookAtBeat(subject)
    } else await this.answers.lookAtRest(subject)
    if (control.bloodRunning && subject.blood) {
      try {
        const { bloodPace, inStep } = control
        const tracers = await subject.blood.run(quality.bloodBudgetMs, bloodPace, inStep?.blood)
        this.post(tracers, [tracers.tracers.buffer as ArrayBuffer])
      } catch (error) {
        await this.restartBlood(subject, error as Error)
      }
    }
    await this.showBlood()
  }

  /** A flow that became unstable begins again at rest, but not for ever. */
  private async restartBlood(subject: Subject, error: Error): Promise<void> {
    if (this.subject !== subject) return
    subject.blood?.dispose()
    subject.blood = null
    const again = this.bloodRestarts++ < mostRestarts
    const message = again
      ? `The moving blood begins again at rest: ${error.message}`
      : `The moving blood is no longer shown: ${error.message}`
    this.post({ type: 'fault', message })
    if (again) await this.fillWithBlood()
  }

  /** What is drawn of the blood beside tracers, where the page has not the newest. */
  private async showBlood(): Promise<void> {
    const due = await this.subject?.blood?.due(this.control.bloodShow ?? 'tracers')
    for (const message of due ?? []) this.post(message, carriedBy(message))
  }

  private async stepBlood(beats: number): Promise<void> {
    const { blood } = this.subject ?? {}
    if (!blood) return
    const tracers = await blood.stepBy(beats)
    this.post(tracers, [tracers.tracers.buffer as ArrayBuffer])
    await this.showBlood()
  }

  /** Tissue and blood follow the beat of the newest answer. */
  private followBeat(): void {
    this.driveBlood()
    this.subject?.tissue.follow(this.answers.waves)
  }

  /** The beat, the oxygen and the openings that the moving blood is shown with. */
  private driveBlood(): void {
    const { blood } = this.subject ?? {}
    if (!blood) return
    const { waves, first } = this.answers
    if (waves) blood.drive(waves, first?.saturations ?? {})
    blood.views.focus = (first?.openings ?? []).map((o) => ({
      centre: o.centre,
      radius: o.effectiveDiameter,
    }))
  }

  /** A list that was refused is no longer wanted; one that came since is. */
  private settleFor(refused: readonly Edit[], edits: readonly Edit[]): void {
    if (this.wanted?.edits === refused) this.wanted = { ...this.wanted, edits }
  }

  private rebuildAfterLoss(reason: string): void {
    this.gpu = null
    this.generation++
    this.post({ type: 'lost', reason })
    this.subject = null
    void this.exclusively(() => this.openWanted())
  }

  /** All of it from heart and edits. A browser that has just lost its graphics process has none for some seconds. */
  private async openWanted(): Promise<void> {
    if (!this.wanted || this.subject) return
    for (const wait of [...retryAfter, null]) {
      try {
        await this.device()
        break
      } catch (error) {
        if (wait === null) throw error
        this.progress('Waiting for the graphics processor', 0.02)
        await new Promise((go) => setTimeout(go, wait))
      }
    }
    await this.open(this.wanted.heart, this.wanted.edits)
  }
}
