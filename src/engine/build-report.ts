import { version } from '../../package.json'
import type { Activity } from '../circulation'
import { formatValue } from '../core/format-value'
import { phrase, say } from '../core/language'
import { sha256 } from '../core/sha256'
import { compareFindings } from '../findings'
import { physiologyFields, physiologyValue } from '../heart/default-physiology'
import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { sharedEdits } from '../heart/strategy'
import { writeCase } from '../io/case-file'
import { withoutIdentity } from '../io/case-identity'
import type { Report, ReportPicture, ReportStrategy } from '../io/report/report'
import type { Page } from '../io/template/page'
import type { Finding, Risk } from './protocol'
import type { AppliedEdit } from './rehearsal'

/** A strategy with its answers, as a column of the report. */
interface ReportedStrategy {
  readonly id: string
  readonly name: string
  readonly parent: string | null
  readonly edits: readonly Edit[]
  /** Of both answers. */
  readonly findings: readonly Finding[]
  readonly risks: readonly Risk[]
  readonly applied: readonly AppliedEdit[]
  readonly warnings: readonly string[]
  readonly templates: readonly Page[]
}

export interface ReportRequest {
  readonly heart: Heart
  readonly strategies: readonly ReportedStrategy[]
  /** Id of the strategy that differences are told against; null: none are. */
  readonly reference: string | null
  /** Typed by the author; nothing else tells who the patient is. */
  readonly patient?: string
  readonly pictures?: readonly ReportPicture[]
  /** What the patient does in the figures; left out, rests. */
  readonly activity?: Activity
  readonly device: string
  readonly written: Date
}

/** Gathers what a report says, for every form in which it is written. */
export async function buildReport(request: ReportRequest): Promise<Report> {
  const { strategies, reference, device, pictures = [], activity = 'rest' } = request
  const { heart } = withoutIdentity(request.heart)
  const rows = compareFindings(strategies, reference)
  const estimated = new Set(rows.filter((r) => r.answer === 'circulation').map((r) => r.id))
  const flowRows = compareFindings(strategies, reference, 'flow').filter((r) => estimated.has(r.id))
  return {
    format: 'atrium-report',
    formatVersion: 1,
    case: heart.name,
    patient: request.patient?.trim() || null,
    written: request.written.toISOString(),
    version,
    device,
    hash: await sha256(writeCase(heart)),
    facts: factsOf(heart, activity),
    reference,
    strategies: await Promise.all(strategies.map((s) => columnOf(s, strategies))),
    rows,
    flowRows,
    pictures,
    method: [
      ...methodOf(heart, flowRows.length > 0 || rows.some((r) => r.answer === 'flow')),
      say(readAs[activity]),
    ],
    limits: [...limits(), ...heart.warnings],
  }
}

async function columnOf(s: ReportedStrategy, all: readonly ReportedStrategy[]): Promise<ReportStrategy> {
  const parent = all.find((other) => other.id === s.parent)
  return {
    id: s.id,
    name: s.name,
    from: parent ? { name: parent.name, edits: sharedEdits(parent.edits, s.edits) } : null,
    edits: s.applied.map(({ id, kind, refused }) => ({ id, kind, refused })),
    risks: s.risks,
    warnings: s.warnings,
    templates: s.templates.map((page) => named(page, s.name)),
    hash: await sha256(JSON.stringify(s.edits)),
  }
}

/** A template that says which strategy it belongs to, under its heading. */
const named = (page: Page, name: string): Page => ({
  ...page,
  marks: [
    ...page.marks,
    { kind: 'text', at: [15, 38], text: name, size: 2.8, colour: '#1d2a33', bold: true },
  ],
})

/** What is known of the patient, in the units of the form. */
function factsOf({ physiology, frame, source }: Heart, activity: Activity): Report['facts'] {
  const known = physiologyFields.flatMap(({ id, label, unit, toSi }) => {
    const value = physiologyValue(physiology, id)
    return value === undefined
      ? []
      : [{ label: say(label), value: `${formatValue(value / toSi, unit)} ${unit}`.trim() }]
  })
  const spacing = `${Number((frame.spacing * 1e3).toFixed(2))} mm`
  return [
    ...known,
    { label: say('Figures read'), value: say(readAt[activity]) },
    { label: say('Lattice of the anatomy'), value: spacing },
    ...(source ? [{ label: say('Source'), value: source }] : []),
  ]
}

const readAt: Readonly<Record<Activity, string>> = {
  rest: phrase('At rest'),
  recovered: phrase('Weeks later'),
  exercise: phrase('Exercise'),
}

const readAs: Readonly<Record<Activity, string>> = {
  rest: phrase('The figures are those at rest, right after the last edit.'),
  recovered: phrase(
    'The figures are those weeks later, at rest, once the body has given back or kept blood until it has its output again; the right ventricle stays as strong as it was.',
  ),
  exercise: phrase('The figures are those at a brisk walk; what the body does for it are own numbers.'),
}

const methodOf = ({ frame }: Heart, hasFlow: boolean): string[] => [
  say(
    'Each strategy is its list of edits applied to the same heart at rest, on a lattice of {spacing} mm. Openings, ways out and narrowings are measured on it and feed a closed-loop circulation, which is solved to a periodic beat.',
    { spacing: Number((frame.spacing * 1e3).toFixed(2)) },
  ),
  ...(hasFlow
    ? [
        say(
          'The 3D flow (incompressible, Newtonian, rigid walls, quasi-steady, in a window round each opening) gives the pressure that each opening costs, in place of the estimate.',
        ),
      ]
    : []),
  say(
    '± is one standard deviation: each property of the patient and each opening moved by 10 %, outlines drawn again 1 mm off.',
  ),
  say(
    'A difference is called clear where it is larger than √(a² + b²) of the two uncertainties. What is unknown of the patient moves both strategies alike, so that too few differences are called clear rather than too many.',
  ),
]

const limits = (): string[] => [
  say('Findings are the acute answer to the edits; reflexes, growth and healing have not happened.'),
  say('Bands marked own or recalled, and tables of what is usual at an age, have to be confirmed.'),
  say('Atrium is not a medical device.'),
]
