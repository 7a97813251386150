import { z } from 'zod'
import { Fault } from '../core/fault'
import type { GateName, Part, StructureKind } from '../heart/heart'
import type { Segment } from './nrrd-header'

/** Every part of the circulation that a structure can be. */
export const parts = [
  'LV',
  'RV',
  'LA',
  'RA',
  'aorta',
  'pulmonary-artery',
  'SVC',
  'IVC',
  'pulmonary-vein',
  'vessel',
  'none',
] as const satisfies readonly Part[]

/** A user's own table: label value to what it is. */
const labelTableSchema = z.record(
  z.string().regex(/^\d+$/),
  z.strictObject({
    name: z.string().min(1),
    kind: z.enum(['wall', 'blood', 'valve']),
    part: z.enum(parts).default('none'),
  }),
)
export type LabelTable = z.input<typeof labelTableSchema>

/** What a segment of a file is. `gate` for a valve; part 'none' and kind 'blood' for stubs that are still unnamed. */
export interface Recognised {
  readonly value: number
  readonly name: string
  readonly kind: StructureKind
  readonly part: Part
  readonly gate?: GateName
  readonly code?: Segment['code']
}

const gateWords: readonly (readonly [RegExp, GateName])[] = [
  [/tricuspid/i, 'tricuspid'],
  [/mitral|bicuspid av/i, 'mitral'],
  [/aort/i, 'aortic'],
  [/pulmon/i, 'pulmonary'],
]
const partWords: readonly (readonly [RegExp, Part])[] = [
  [/\bLV\b|left[ _-]?ventric|ventricle[ _-]?left|\bMYO\b|myocardi/i, 'LV'],
  [/\bRV\b|right[ _-]?ventric|ventricle[ _-]?right/i, 'RV'],
  [/pulm\w*[ _-]*(vein|ven)|\bPV\b/i, 'pulmonary-vein'],
  [/\bLA\b|left[ _-]?atri|atri\w*[ _-]?left/i, 'LA'],
  [/\bRA\b|right[ _-]?atri|atri\w*[ _-]?right/i, 'RA'],
  [/pulm\w*[ _-]*(art|trunk)|\bPA\b/i, 'pulmonary-artery'],
  [/aort|\bAO\b/i, 'aorta'],
  [/superior[ _-]*(vena|caval?)|\bSVC\b/i, 'SVC'],
  [/inferior[ _-]*(vena|caval?)|\bIVC\b/i, 'IVC'],
]
const wallWords = /wall|myocard|\bMYO\b|muscle|septum|epicard|tissue/i
const bloodWords = /blood|cavity|lumen|pool|chamber/i
const stubWords = /stub|vessel|\bveins?\b|vena|orifice|inlet|outlet/i

/**
 * What each segment is, from the user's table first, then from its terminology code's meaning and its name.
 * @throws Fault when nothing that blood can fill is recognised
 */
export function recogniseStructures(
  file: string,
  segments: readonly Segment[],
  table: LabelTable | undefined,
  warnings: string[],
): Recognised[] {
  const own = table ? checkedTable(table) : {}
  const found: Recognised[] = []
  for (const s of segments) {
    const given = own[String(s.value)]
    if (given) {
      const gate = given.kind === 'valve' ? wordFor(gateWords, given.name) : undefined
      found.push({ value: s.value, ...given, ...(gate ? { gate } : {}), ...codeOf(s) })
      continue
    }
    const guess = recognised(s)
    if (guess) found.push(guess)
    else warnings.push(`“${s.name}” (label ${s.value}) was not recognised and is left out.`)
  }
  if (!found.some((r) => r.kind === 'blood'))
    throw new Fault(
      file,
      `no chamber or vessel was recognised among ${segments.map((s) => `“${s.name}”`).join(', ')}`,
      'Name the segments (for example “LV blood”, “LV wall”, “mitral valve”) or give a label table',
    )
  return found
}

function recognised(s: Segment): Recognised | null {
  const text = `${s.name} ${s.code?.meaning ?? ''}`
  const base = { value: s.value, name: s.name, ...codeOf(s) }
  const gate = /valve|annulus|leaflet/i.test(text) ? wordFor(gateWords, text) : undefined
  if (gate) return { ...base, kind: 'valve', part: 'none', gate }
  const part = wordFor(partWords, text)
  if (part && wallWords.test(text) && !bloodWords.test(text)) return { ...base, kind: 'wall', part }
  if (part) return { ...base, kind: 'blood', part }
  if (stubWords.test(text)) return { ...base, kind: 'blood', part: 'none' }
  return wallWords.test(text) ? { ...base, kind: 'wall', part: 'none' } : null
}

const wordFor = <T>(words: readonly (readonly [RegExp, T])[], text: string): T | undefined =>
  words.find(([pattern]) => pattern.test(text))?.[1]

/** The part that a file's or segment's name speaks of. */
export const partOfName = (name: string): Part | undefined => wordFor(partWords, name.replace(/_/g, ' '))

const codeOf = (s: Segment) => (s.code ? { code: s.code } : {})

function checkedTable(table: LabelTable) {
  const checked = labelTableSchema.safeParse(table)
  if (checked.success) return checked.data
  const first = checked.error.issues[0]
  throw new Fault(
    'the label table',
    `${first?.path.join('.') ?? ''}: ${first?.message ?? 'invalid'}`,
    'Give value → { "name", "kind": "wall" | "blood" | "valve", "part" }',
  )
}
