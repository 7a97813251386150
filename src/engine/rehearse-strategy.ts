import type { State } from '../circulation'
import { Fault } from '../core/fault'
import { applyEdit } from '../geometry/resolve-anatomy'
import type { ResolvedDomain } from '../geometry/resolve-anatomy-base'
import type { Gpu } from '../gpu'
import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { type AnswerResult, computeAnswer, type Patient } from './answer'
import { flowAnswer } from './flow-answer'
import type { Answer } from './protocol'
import type { AppliedEdit, FlowRun, RehearsedStrategy } from './rehearsal'
import { severLinks } from './sever-links'
import { withUncertainty } from './uncertainty'

/** The case that strategies are rehearsed on. */
export interface RehearsalCase {
  readonly heart: Heart
  /** Blood before any edit, and what the body has made of the defects. */
  readonly base: ResolvedDomain
  readonly patient: Patient | null
  /** Null: without the 3D flow. */
  readonly gpu: Gpu | null
  readonly device: string
}

export interface StrategyOptions {
  /** Time that each 3D answer may take, ms. */
  readonly flowBudgetMs?: number
  /** As in `FlowAnswerInput`. */
  readonly untilAgreed?: boolean
  readonly say?: (text: string) => void
  /** How far it is, 0–1, and what is being done. */
  readonly progress?: (label: string, fraction: number) => void
  /** Lets other work in between two solutions. */
  readonly pause?: () => Promise<void>
}

/** Anatomy, circulation, findings and risks of one strategy at once, then the 3D flow through what is open. */
export const rehearseStrategy = (
  on: RehearsalCase,
  name: string,
  edits: readonly Edit[],
  options: StrategyOptions = {},
): Promise<RehearsedStrategy> => new StrategyRun(on, options).run(name, edits)

interface FlowOutcome {
  readonly answer: Answer | null
  /** The answer at once with its warnings, where the 3D flow came to nothing. */
  readonly untold: Answer | null
  readonly runs: readonly FlowRun[]
  readonly warnings: readonly string[]
}

const noFlow: FlowOutcome = { answer: null, untold: null, runs: [], warnings: [] }

/** One strategy on its way: the anatomy edit by edit, then the answers. */
class StrategyRun {
  private domain: ResolvedDomain
  private readonly done: Edit[] = []
  private readonly applied: AppliedEdit[] = []
  private warm: State | undefined

  constructor(
    private readonly on: RehearsalCase,
    private readonly options: StrategyOptions,
  ) {
    this.domain = on.base
  }

  async run(name: string, edits: readonly Edit[]): Promise<RehearsedStrategy> {
    const { heart } = this.on
    this.tell('Measuring the anatomy', 0.05)
    const before = this.answer()
    this.warm = before.state ?? undefined
    let editMs = 0
    edits.forEach((edit, i) => {
      const started = performance.now()
      this.apply(edit)
      if (i === edits.length - 1) editMs = performance.now() - started
    })
    const severed = severLinks(heart, this.done)
    this.tell('Solving the circulation', 0.2)
    await this.options.pause?.()
    const first = edits.length ? this.answer() : before
    const spread = (await this.spreadOf(first)) ?? first.answer
    const flow = await this.flowAnswer({ ...first, answer: spread })
    const circulation = flow.untold ?? spread
    return {
      name,
      edits: this.applied.map((a) => ({ ...a, ...severed.get(a.id) })),
      findings: [...circulation.findings, ...(flow.answer?.findings ?? [])],
      // A flow that has not settled must not make a risk look smaller.
      risks: (flow.answer?.settled === 1 ? flow.answer : first.answer).risks,
      timings: {
        edit_ms: editMs,
        circulation_ms: editMs + first.answer.ms,
        flow_ms: flow.runs.reduce((sum, r) => sum + r.wall_ms, 0),
      },
      flow: flow.runs,
      warnings: [
        ...new Set([
          ...(this.on.patient?.note ? [this.on.patient.note] : []),
          ...this.domain.warnings,
          ...flow.warnings,
          ...flow.runs.flatMap((r) => r.warnings),
        ]),
      ],
      answers: { circulation, flow: flow.answer },
    }
  }

  /** An edit that has no place to act on is refused and named; the others go on. */
  private apply(edit: Edit): void {
    try {
      this.domain = applyEdit(this.domain, this.on.heart, edit)
      this.done.push(edit)
      this.applied.push({ id: edit.id, kind: edit.kind, applied: true, refused: null })
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      this.applied.push({ id: edit.id, kind: edit.kind, applied: false, refused: error.message })
    }
  }

  private answer(): AnswerResult {
    const { domain, done, warm } = this
    const { heart, device, patient } = this.on
    return computeAnswer({
      heart,
      domain,
      edits: done,
      device,
      patient,
      ...(warm && { warm }),
    })
  }

  private spreadOf(first: AnswerResult): Promise<Answer | null> {
    const { domain, done: edits } = this
    const { pause } = this.options
    let count = 0
    const input = {
      ...this.on,
      domain,
      edits,
      pause: async () => {
        this.tell('Working out how sure the figures are', 0.3 + 0.3 * (++count / (count + 8)))
        await pause?.()
      },
    }
    return withUncertainty(input, first)
  }

  private async flowAnswer(first: AnswerResult): Promise<FlowOutcome> {
    const { domain, done: edits, options } = this
    const { gpu, heart, patient } = this.on
    if (!gpu) return noFlow
    // A vessel is run whole, and at two flows; who asked for the flow waits for it.
    const isLong = heart.kind === 'vessel' || options.untilAgreed
    const budgetMs = options.flowBudgetMs ?? (isLong ? 240_000 : 90_000)
    // How many runs there will be shows only as openings are found to drive each other.
    let [runs, label] = [0, '']
    const tell = (share: number) => this.tell(label, 1 - 0.3 * 0.6 ** (runs - 1 + share))
    const said = (text: string) => {
      options.say?.(text)
      ;[runs, label] = [runs + 1, text]
      tell(0)
    }
    const result = await flowAnswer({
      gpu,
      heart,
      domain,
      edits,
      first,
      budgetMs,
      patient,
      say: said,
      progress: tell,
      ...(options.untilAgreed && { untilAgreed: true }),
    })
    if (!result) return noFlow
    const isTold = result.answer.kind === 'flow'
    return isTold ? { ...result, untold: null } : { ...result, answer: null, untold: result.answer }
  }

  private tell(label: string, fraction: number): void {
    this.options.progress?.(label, fraction)
  }
}
