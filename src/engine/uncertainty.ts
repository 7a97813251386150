import { type LoopFactors, loopFactorNames } from '../circulation'
import { seededRandom } from '../core/random'
import { applyEdits, withRimGaps } from '../geometry/resolve-anatomy'
import type { ResolvedDomain } from '../geometry/resolve-anatomy-base'
import { trimmed } from '../geometry/trim'
import { type AnswerInput, type AnswerResult, computeAnswer, type Patient } from './answer'
import { lookCloser } from './closer-look'
import type { Answer, Finding } from './protocol'
import { hasOutline, redrawnOutlines } from './redrawn-outlines'
import { withKnown } from './subject'

/** By how much each property of the patient and the area of every opening is moved, relative. */
const valueJitter = 0.1
/** How often outlines are drawn anew. */
const drawCount = 4
const condition = '± each property of the patient and each opening by 10 %, outlines by 1 mm'

export interface UncertaintyInput extends AnswerInput {
  readonly domain: ResolvedDomain
  /** Blood before any edit. */
  readonly base: ResolvedDomain
  /** True once nobody waits for it. */
  readonly stale?: () => boolean
  /** Lets other work in between two solutions. */
  readonly pause?: () => Promise<void>
}

/**
 * The answer at once with an uncertainty for each figure: how far it moves when one property of the circulation after
 * the other (resistances, compliances, strengths, stiffnesses, volume, oxygen) and the openings' area are moved by 10 %,
 * when rims stand off by as much more as the look at them may be off, and when the outlines of patches are drawn again 1 mm
 * off, squared and summed. One standard deviation where a patient is known to 10 %. Limits: effects are taken as independent and linear. Null when it became stale, and for a vessel.
 */
export async function withUncertainty(input: UncertaintyInput, first: AnswerResult): Promise<Answer | null> {
  const { patient, heart, base, domain } = input
  if (!patient || heart.kind === 'vessel') return null
  const warm = first.state ? { warm: first.state } : {}
  await lookCloser(heart, base, domain, input.pause)
  if (input.stale?.()) return null
  const closer = computeAnswer({ ...input, ...warm }).answer
  const known = new Map(first.answer.findings.map((f) => [f.id, f.value]))
  // Another turn of the same beat would move the last digits of what is on the screen.
  const findings = closer.findings.map((f) => ({ ...f, value: known.get(f.id) ?? f.value }))
  const answered = { ...first.answer, findings, risks: closer.risks }
  const squares = new Map<string, number>()
  for (const { moved, weight } of variations(input, patient)) {
    await input.pause?.()
    if (input.stale?.()) return null
    const answer = tryAnswer(() => computeAnswer({ ...moved(), ...warm }))
    for (const f of answer?.findings ?? []) {
      const own = answered.findings.find((known) => known.id === f.id)
      if (own) squares.set(f.id, (squares.get(f.id) ?? 0) + weight * (f.value - own.value) ** 2)
    }
  }
  return { ...answered, findings: answered.findings.map((f) => widened(f, squares.get(f.id) ?? 0)) }
}

interface Variation {
  readonly moved: () => AnswerInput
  readonly weight: number
}

function* variations(input: UncertaintyInput, patient: Patient): Generator<Variation> {
  const factor = 1 + valueJitter
  const adapted = (changed: Partial<Patient>): Variation => ({
    moved: () => ({ ...input, patient: { ...patient, ...changed } }),
    weight: 1,
  })
  // Weeks later the blood follows from the output, and the output is what is not known.
  if (patient.activity === 'recovered') yield adapted({ outputShare: (patient.outputShare ?? 1) * factor })
  else yield adapted({ bloodVolume: patient.bloodVolume * factor })
  yield adapted({ rightStrength: patient.rightStrength * factor })
  for (const name of loopFactorNames) {
    const factors: LoopFactors = { ...patient.factors, [name]: (patient.factors[name] ?? 1) * factor }
    yield adapted({ factors })
  }
  yield { moved: () => ({ ...input, areaFactor: factor }), weight: 1 }
  if (input.domain.trace.gaps.length > 0) yield { moved: () => widerGaps(input), weight: 1 }
  if (!input.edits.some(hasOutline)) return
  const random = seededRandom(1)
  for (let n = 0; n < drawCount; n++) yield { moved: () => redrawn(input, random), weight: 1 / drawCount }
}

/** Rims that stand off by as much more as they may. */
function widerGaps(input: UncertaintyInput): AnswerInput {
  const gaps = input.domain.trace.gaps.map((gap) => ({ ...gap, height: gap.height + gap.error }))
  return { ...input, domain: withRimGaps(input.domain, input.heart, gaps) }
}

/** The same strategy by a hand that draws every outline a little elsewhere. */
function redrawn(input: UncertaintyInput, random: () => number): AnswerInput {
  const edits = redrawnOutlines(trimmed(input.edits), random)
  const domain = applyEdits(input.base, input.heart, edits)
  return { ...input, edits, domain: withKnown(domain, input.heart, input.domain.trace) }
}

/** A variation that the anatomy or the circulation cannot carry, or whose beat does not settle, says nothing. */
function tryAnswer(compute: () => AnswerResult): Answer | null {
  try {
    const { answer } = compute()
    return answer.settled === 1 ? answer : null
  } catch {
    return null
  }
}

function widened(finding: Finding, square: number): Finding {
  const { noSpread: _, ...known } = finding
  if (square === 0)
    return finding.uncertainty === undefined
      ? { ...known, noSpread: 'None of the variations moves it' }
      : finding
  const uncertainty = Math.hypot(finding.uncertainty ?? 0, Math.sqrt(square))
  return { ...known, uncertainty, condition: `${finding.condition}; ${condition}` }
}
