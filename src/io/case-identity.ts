import type { Annotation } from '../heart/annotation'
import type { Heart } from '../heart/heart'
import { withoutIdentifiers } from './identifiers'

/** What a reader of DICOM says that it did not take over. */
const leftOut =
  /^(?:.*: )?Left out: ((?:patient|birth|identifiers|address|origin|physicians|institution|device|a date|\d+ dates).*?)\.?$/

/** A heart as it goes into a file, and in words what was left out of it. */
export interface WithoutIdentity {
  readonly heart: Heart
  readonly removed: readonly string[]
}

/**
 * The heart without what may tell who the patient is: numbers, dates and names in its name, its source and its
 * warnings, which quote names of files. What readers had left out before is listed with it.
 */
export function withoutIdentity(heart: Heart): WithoutIdentity {
  const removed = new Set(heart.warnings.flatMap((w) => leftOut.exec(w)?.[1]?.split(', ') ?? []))
  const clean = (text: string, place: string, kind?: 'sentence') => {
    const found = withoutIdentifiers(text, kind)
    for (const words of found.removed) removed.add(`${words} in ${place}`)
    return found.text
  }
  const name = clean(heart.name, 'the name of the case')
  const source = clean(heart.source, 'the names of files')
  const warnings = heart.warnings.map((w) => clean(w, 'the names of files', 'sentence'))
  return { heart: { ...heart, name: name === '…' ? 'Heart' : name, source, warnings }, removed: [...removed] }
}

/** Notes without what may tell who the patient is, and in words what was left out of them. */
export function notesWithoutIdentity(annotations: readonly Annotation[]): {
  readonly annotations: readonly Annotation[]
  readonly removed: readonly string[]
} {
  const removed = new Set<string>()
  const cleaned = annotations.map((a) => {
    if (a.kind !== 'note') return a
    const found = withoutIdentifiers(a.text, 'sentence')
    for (const words of found.removed) removed.add(`${words} in the notes`)
    return { ...a, text: found.text }
  })
  return { annotations: cleaned, removed: [...removed] }
}
