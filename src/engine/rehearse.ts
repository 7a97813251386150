import type { State } from '../circulation'
import { Fault } from '../core/fault'
import { applyEdit } from '../geometry/resolve-anatomy'
import { baseDomain, type ResolvedDomain } from '../geometry/resolve-anatomy-base'
import { type Gpu, openGpu } from '../gpu'
import type { Edit, Plan } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { type AnswerResult, computeAnswer, type Patient, patientOf } from './answer'
import { flowAnswer } from './flow-answer'
import type { Answer } from './protocol'
import {
  type AppliedEdit,
  type FlowRun,
  type Rehearsal,
  type RehearsedStrategy,
  rehearsalText,
} from './rehearsal'
import { severLinks } from './sever-links'
import { withUncertainty } from './uncertainty'

export interface RehearseOptions {
  /** Time that each 3D answer may take, ms. */
  readonly flowBudgetMs?: number
  /** Leave out the 3D flow. */
  readonly circulationOnly?: boolean
  readonly say?: (text: string) => void
}

/**
 * Runs a case untouched and under each plan, headless: anatomy, circulation, findings and risks at once, then the 3D
 * flow through what is open and the findings with its laws.
 */
export async function rehearse(
  heart: Heart,
  plans: readonly Plan[],
  options: RehearseOptions = {},
): Promise<Rehearsal & { text: string }> {
  const gpu = options.circulationOnly ? null : await openGpu().catch(() => null)
  const device = gpu?.description ?? 'no GPU: circulation only'
  const base = baseDomain(heart)
  const patient = patientOf(heart, base)
  const run = (name: string, edits: readonly Edit[]) => {
    options.say?.(`Rehearsing ${name} …`)
    return new Strategy(heart, base, patient, gpu, device, options).run(name, edits)
  }
  const untouched = await run('untouched', [])
  const results: RehearsedStrategy[] = []
  for (const plan of plans) results.push(await run(plan.name, plan.edits))
  gpu?.close()
  const strip = ({ answers: _, ...rest }: RehearsedStrategy) => rest
  const rehearsal: Rehearsal = {
    case: heart.name,
    device,
    untouched: strip(untouched),
    plans: results.map(strip),
  }
  return { ...rehearsal, text: rehearsalText(rehearsal) }
}

/** One strategy on its way: the anatomy edit by edit, then the answers. */
class Strategy {
  private domain: ResolvedDomain
  private readonly done: Edit[] = []
  private readonly applied: AppliedEdit[] = []
  private warm: State | undefined

  constructor(
    private readonly heart: Heart,
    private readonly base: ResolvedDomain,
    private readonly patient: Patient | null,
    private readonly gpu: Gpu | null,
    private readonly device: string,
    private readonly options: RehearseOptions,
  ) {
    this.domain = base
  }

  async run(name: string, edits: readonly Edit[]): Promise<RehearsedStrategy> {
    const before = this.answer()
    this.warm = before.state ?? undefined
    let editMs = 0
    edits.forEach((edit, i) => {
      const started = performance.now()
      this.apply(edit)
      if (i === edits.length - 1) editMs = performance.now() - started
    })
    const severed = severLinks(this.heart, this.done)
    const first = edits.length ? this.answer() : before
    const spread = (await this.spreadOf(first)) ?? first.answer
    const flow = await this.flowAnswer({ ...first, answer: spread })
    return {
      name,
      edits: this.applied.map((a) => ({ ...a, ...severed.get(a.id) })),
      findings: [...spread.findings, ...(flow.answer?.findings ?? [])],
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
          ...(this.patient?.note ? [this.patient.note] : []),
          ...this.domain.warnings,
          ...flow.runs.flatMap((r) => r.warnings),
        ]),
      ],
      answers: { circulation: spread, flow: flow.answer },
    }
  }

  /** An edit that has no place to act on is refused and named; the others go on. */
  private apply(edit: Edit): void {
    try {
      this.domain = applyEdit(this.domain, this.heart, edit)
      this.done.push(edit)
      this.applied.push({ id: edit.id, kind: edit.kind, applied: true, refused: null })
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      this.applied.push({ id: edit.id, kind: edit.kind, applied: false, refused: error.message })
    }
  }

  private answer(): AnswerResult {
    const { heart, domain, done, device, warm, patient } = this
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
    const { heart, domain, done, device, patient, base } = this
    return withUncertainty({ heart, domain, edits: done, device, patient, base }, first)
  }

  private async flowAnswer(
    first: AnswerResult,
  ): Promise<{ answer: Answer | null; runs: readonly FlowRun[] }> {
    const { gpu, heart, domain, done: edits, options, patient } = this
    if (!gpu) return { answer: null, runs: [] }
    // A vessel is run whole, and at two flows.
    const budgetMs = options.flowBudgetMs ?? (heart.kind === 'vessel' ? 240_000 : 90_000)
    const result = await flowAnswer({
      gpu,
      heart,
      domain,
      edits,
      first,
      budgetMs,
      patient,
      ...(options.say && { say: options.say }),
    })
    return { answer: result?.answer ?? null, runs: result?.runs ?? [] }
  }
}
