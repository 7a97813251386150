import type { Activity } from '../circulation'
import { withTissueRisks } from '../findings'
import type { Gpu } from '../gpu'
import type { CutLook, RimLook } from '../tissue'
import { type AnswerResult, computeAnswer } from './answer'
import { BeatLook, driveAcross } from './beat-look'
import { cutGapes } from './cut-gapes'
import { flowAnswer } from './flow-answer'
import type { Answer, EngineControl, FromEngine, Risk } from './protocol'
import { rimGaps } from './rim-gaps'
import { liveDomain, type Subject, unshown, withKnown } from './subject'
import { keepTissueLook, lookAtTissue, tissueLook } from './tissue-look'
import { withUncertainty } from './uncertainty'

/** How long a 3D answer may take, ms. */
const flowBudgetMs = 120_000

/** What an answer is about: as the engine has it at the moment. */
export interface Asked {
  readonly subject: Subject | null
  readonly gpu: Gpu | null
  readonly control: EngineControl
  readonly activity: Activity
  /** Changes with every edit: what was begun for an older list stops. */
  readonly generation: number
  /** Changes when the blood is paused or let go: its 3D answer stops. */
  readonly pauses: number
}

/**
 * Answers what the engine holds: at once, then how sure that is and what the 3D flow says, and anew where tissue that
 * came to rest, or beats, shows that it lets blood through. Of two answers the one begun for the older list is not told.
 */
export class Answering {
  /** The newest answer at once; with its spread, once that is known. */
  first: AnswerResult | null = null
  waves: NonNullable<AnswerResult['answer']['waveforms']> | null = null
  /** How many answers at once were given: what is worked out for one ends with the next. */
  private given = 0
  private readonly told = new Map<Answer['kind'], Answer>()
  /** The generation whose tissue has been looked at. */
  private lookedAt = -1
  /** The same of the beating heart, and the look that is being taken. */
  private lookedAtBeat = -1
  private beatLook: BeatLook | null = null

  constructor(
    private readonly asked: () => Asked,
    private readonly post: (message: FromEngine) => void,
    /** Lets blood and tissue follow the beat of an answer. */
    private readonly follow: () => void,
  ) {}

  atOnce(): void {
    const { subject, gpu } = this.asked()
    if (!subject || !gpu) return
    const { heart, domain, edits, state, patient } = subject
    const warm = state ? { warm: state } : {}
    this.give(computeAnswer({ heart, domain, edits, device: gpu.description, patient, ...warm }))
  }

  /** Shows an answer, and lets blood and tissue follow its beat. */
  give(first: AnswerResult): void {
    const { subject } = this.asked()
    if (!subject) return
    this.given++
    this.first = first
    subject.state = first.state
    this.waves = first.answer.waveforms
    this.follow()
    this.told.clear()
    this.tell(first.answer)
  }

  /** How sure the answer at once is, then the 3D answer: both beside the loop, both ended by a newer edit. */
  async refine(): Promise<void> {
    const { subject, gpu, pauses } = this.asked()
    const { first } = this
    if (!subject || !gpu || !first) return
    const { heart, domain, base, edits, patient } = subject
    const stale = this.staleness()
    const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 0))
    const input = { heart, domain, base, edits, patient, device: gpu.description, stale, pause }
    const answer = await withUncertainty(input, first)
    if (stale()) return
    if (answer) {
      this.first = { ...first, answer }
      this.tell(answer)
    }
    if (this.asked().pauses === pauses) this.startFlow()
  }

  startFlow(): void {
    const { subject, gpu, control, pauses } = this.asked()
    const { first } = this
    if (!subject || !gpu || !first || !control.bloodRunning) return
    const older = this.staleness()
    const stale = () => older() || this.asked().pauses !== pauses
    const { heart, domain, edits, patient } = subject
    flowAnswer({ gpu, heart, domain, edits, first, budgetMs: flowBudgetMs, stale, patient })
      .then((answer) => {
        if (answer && !stale()) this.tell(answer.answer)
      })
      .catch((error: unknown) => {
        if (!stale())
          this.post({ type: 'fault', message: `The 3D flow stopped: ${(error as Error).message}` })
      })
  }

  /** Tissue that has come to rest after an edit shows what the sewing has pulled out of shape, and where it gapes. */
  async lookAtRest(subject: Subject): Promise<void> {
    const { edits, tissue } = subject
    const { generation } = this.asked()
    if (this.lookedAt === generation || edits.length === 0 || !tissue.isAsImaged) return
    // Contraction parts a rim further than filling does.
    if (this.lookedAtBeat !== generation) await this.letThrough(subject, tissue.rims, tissue.lips)
    // Not of what may have been asked for meanwhile.
    this.lookedAt = generation
    const { heart, domain } = subject
    lookAtTissue(heart, domain, tissue.moved, tissue.stitchLoads)
    for (const answer of [...this.told.values()])
      if (this.risksOf(answer).length > answer.risks.length) this.tell(answer)
  }

  /** While the heart beats and no hand holds it, its rims show what they let through. */
  async lookAtBeat(subject: Subject): Promise<void> {
    const { heart, domain, edits, tissue } = subject
    const { control, generation } = this.asked()
    if (this.lookedAtBeat === generation || edits.length === 0) return
    if (!tissue.beat || !this.waves || control.grasps.length > 0) return this.endBeatLook()
    this.beatLook ??= new BeatLook(driveAcross(heart, domain, this.waves))
    const rims = this.beatLook.see(tissue.beat.phase, tissue.rims)
    if (!rims) return
    this.endBeatLook()
    await this.letThrough(subject, rims, tissue.lips)
    this.lookedAtBeat = generation
  }

  /** What was seen of a beat so far is of tissue that is no longer there, or was held. */
  endBeatLook(): void {
    this.beatLook = null
  }

  /** Answers anew where rims stand off from their tissue, or lips from each other, otherwise than was known. */
  private async letThrough(
    subject: Subject,
    rims: readonly RimLook[],
    lips: readonly CutLook[],
  ): Promise<void> {
    const { heart, domain, edits } = subject
    const plain = unshown(subject)
    const shown = withKnown(plain, heart, { gaps: rimGaps(plain, rims), gapes: cutGapes(edits, lips) })
    if (shown === domain) return
    const look = tissueLook(domain)
    if (look) keepTissueLook(shown, look)
    subject.domain = shown
    this.atOnce()
    await subject.blood?.update(liveDomain(subject))
    void this.refine()
  }

  private staleness(): () => boolean {
    const { generation } = this.asked()
    const { given } = this
    return () => this.asked().generation !== generation || this.given !== given
  }

  private tell(answer: Answer): void {
    this.told.set(answer.kind, answer)
    const risks = this.risksOf(answer)
    const told = risks === answer.risks ? answer : { ...answer, risks }
    this.post({ type: 'answer', answer: told, activity: this.asked().activity })
  }

  /** With what the tissue has shown at rest, also where the answer was begun before that. */
  private risksOf({ risks }: Answer): readonly Risk[] {
    const { subject } = this.asked()
    const tissue = subject && tissueLook(subject.domain)
    if (!tissue) return risks
    const { gates, landmarks } = subject.heart
    return withTissueRisks(risks, { tissue, gates, landmarks, edits: subject.edits })
  }
}
