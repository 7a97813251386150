import type { State } from '../circulation'
import { applyEdits, withGapes, withRimGaps } from '../geometry/resolve-anatomy'
import type { ResolvedDomain } from '../geometry/resolve-anatomy-base'
import { bloodVolumes } from '../geometry/volumes'
import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import type { ImagedUnder } from '../tissue'
import { computeAnswer, type Patient } from './answer'
import type { LiveBlood } from './live-blood'
import type { ToEngine, Waveforms } from './protocol'
import type { TissueBody } from './tissue-body'
import { endDiastole, wallPressures } from './wall-pressures'

/** Everything that belongs to the heart in hand. */
export interface Subject {
  readonly heart: Heart
  /** Blood at the heart's own spacing: what the figures are measured on. */
  readonly base: ResolvedDomain
  domain: ResolvedDomain
  /** Blood at the spacing that the live flow can afford. */
  readonly liveBase: ResolvedDomain
  edits: readonly Edit[]
  readonly tissue: TissueBody
  patient: Patient | null
  blood: LiveBlood | null
  state: State | null
}

/** What is asked for once a message has been heard. */
export function wantedAfter(
  wanted: { readonly heart: Heart; readonly edits: readonly Edit[] } | null,
  message: ToEngine,
): { readonly heart: Heart; readonly edits: readonly Edit[] } | null {
  switch (message.type) {
    case 'open':
      return { heart: message.heart, edits: message.edits }
    case 'revise':
      return { heart: message.heart, edits: wanted?.edits ?? [] }
    case 'edits':
      return wanted && { ...wanted, edits: message.edits }
    default:
      return wanted
  }
}

/** The one edit that was added to a list, or null where more than that changed. */
export function appended(before: readonly Edit[], after: readonly Edit[]): Edit | null {
  if (after.length !== before.length + 1) return null
  return before.every((e, i) => e === after[i] || JSON.stringify(e) === JSON.stringify(after[i]))
    ? after.at(-1)!
    : null
}

/** What has to be said of a heart once it is open. */
export const warningsOf = ({ patient, heart, domain }: Subject): string[] => [
  ...(patient?.note ? [patient.note] : []),
  ...heart.warnings,
  ...domain.warnings,
]

/** The blood after the edits at the spacing of the live flow, with the gaps and gapes that are known. */
export const liveDomain = ({ liveBase, heart, edits, domain }: Subject): ResolvedDomain =>
  withKnown(applyEdits(liveBase, heart, edits), heart, domain.trace)

/** What tissue has shown of gaps at rims and between lips, in another domain of the same heart. */
export const withKnown = (
  domain: ResolvedDomain,
  heart: Heart,
  { gaps, gapes }: Pick<ResolvedDomain['trace'], 'gaps' | 'gapes'>,
): ResolvedDomain => withRimGaps(withGapes(domain, heart, gapes), heart, gaps)

/** The blood after one more edit. What stood open between two lips is not known to stay so: it has to be looked at again. */
export const withEdit = ({ base, domain, heart, edits }: Subject, added: Edit): ResolvedDomain =>
  applyEdits(
    ...(hasSlits(domain) ? ([base, heart, [...edits, added]] as const) : ([domain, heart, [added]] as const)),
  )

/** The blood without what tissue has shown. */
export const unshown = ({ base, domain, heart, edits }: Subject): ResolvedDomain =>
  hasSlits(domain) ? applyEdits(base, heart, edits) : domain

const hasSlits = ({ trace: { shapes, edits } }: ResolvedDomain): boolean =>
  shapes.some((shape) => edits.some((e) => e.kind === 'cut' && e.id === shape.edit))

/** All of a heart's blood, m³. */
export const lumenVolume = (domain: ResolvedDomain): number =>
  [...bloodVolumes(domain).values()].reduce((sum, v) => sum + v, 0)

/**
 * Pressures at end-diastole of the untouched heart; the patient lay on the back (+y).
 * @param waves the beat of the heart as it is now
 */
export function imagedUnder({ heart, base, edits, patient }: Subject, waves: Waveforms | null): ImagedUnder {
  const resting: Patient | null = patient && { ...patient, activity: 'rest' }
  const untouched = edits.length
    ? computeAnswer({ heart, domain: base, edits: [], device: '', patient: resting }).answer.waveforms
    : waves
  const pressures = wallPressures(heart, untouched, untouched ? endDiastole(untouched) : 0)
  return { pressures, gravity: [0, 9.81, 0] }
}
