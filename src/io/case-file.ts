import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { z } from 'zod'
import { Fault } from '../core/fault'
import { cellCount, type LatticeFrame } from '../core/lattice'
import { type Recipe, recipeSchema } from '../geometry/segmentation/recipe'
import { type Annotation, annotationSchema } from '../heart/annotation'
import { type Plan, planSchema } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { type Recording, recordingSchema } from '../heart/recording'
import { plansOfTree, type StrategyTree, strategyTreeSchema } from '../heart/strategy'
import { decodedField, encodedField, packed, unpacked } from './case-arrays'
import { notesWithoutIdentity, withoutIdentity } from './case-identity'
import { crc32 } from './crc32'
import { type HeartDocument, heartDocumentSchema } from './heart-document'

const format = 'atrium-case'
const version = 2
const mostCells = 512 ** 3
/** No part of a case is larger when unpacked: a crafted file cannot fill the memory. */
const mostBytes = 2 ** 31
/** Without one of these there is no heart. */
const needed = ['heart.json', 'labels.gz', 'lumen.gz', 'tissue.gz'] as const
/** Without one of these there is a heart all the same. */
const besides = [
  'plans.json',
  'recording.json',
  'strategies.json',
  'annotations.json',
  'recipe.json',
  'identity.json',
] as const
type Part = (typeof needed)[number] | (typeof besides)[number]
const wordsOf = {
  'plans.json': 'the plans',
  'recording.json': 'the recording of the rehearsal',
  'strategies.json': 'the tree of its strategies',
  'annotations.json': 'its measures and notes',
  'recipe.json': 'the recipe of its segmentation',
  'identity.json': 'the list of what was left out for privacy',
} as const

type Documents = Partial<Record<Part, unknown>>

/** Documents of version n become version n + 1 by `migrations[n - 1]`. */
const migrations: readonly ((documents: Documents) => Documents)[] = [
  // Version 1 kept no recipe and no list of what was left out for privacy.
  (documents) => ({
    ...documents,
    'heart.json': inBeatsASecond(documents['heart.json']),
    'identity.json': { kept: true, removed: [] },
  }),
]

/** Version 1 gave imported hearts their assumed rate in beats a minute: no heart beats six times a second. */
function inBeatsASecond(heart: unknown): unknown {
  const { physiology, ...rest } = heart as { physiology?: { heartRate?: number } }
  const rate = physiology?.heartRate ?? 0
  return rate > 6 ? { ...rest, physiology: { ...physiology, heartRate: rate / 60 } } : heart
}

const manifestSchema = z.object({
  format: z.literal(format),
  version: z.int().positive(),
  checksums: z.record(z.string(), z.int()),
  /** CRC-32 of the three fields above, from version 2 on. */
  self: z.int().optional(),
})
const identitySchema = z.object({ kept: z.boolean(), removed: z.array(z.string()) })

export interface CaseExtras {
  /** How the heart was segmented, so that it can be corrected later. */
  readonly recipe?: Recipe
  /** The plans as branches of one tree; a program that knows none reads the plans. */
  readonly strategies?: StrategyTree
  /** What was done and when. */
  readonly recording?: Recording
  /** Measures and notes on the heart. */
  readonly annotations?: readonly Annotation[]
  /** Writes names as they are, even where they look like identifiers of the patient. */
  readonly keepIdentity?: boolean
}

export interface OpenedCase {
  readonly heart: Heart
  readonly plans: Plan[]
  /** The tree of the plans, where the file has it. */
  readonly strategies?: StrategyTree
  readonly recipe?: Recipe
  /** What was done and when, where the file has it. */
  readonly recording?: Recording
  /** Measures and notes, where the file has any. */
  readonly annotations?: readonly Annotation[]
  /** What was left out for privacy when the case was written, in words. */
  readonly removed: readonly string[]
  /** Parts of the file that could not be opened, and why. */
  readonly warnings: readonly string[]
}

/**
 * One `.atrium` file: a zip of `manifest.json` (format, version, CRC-32 of each part), `heart.json`, three gzip arrays
 * in lattice order, `plans.json`, `identity.json` and, where there are such, `recording.json`, `strategies.json`,
 * `annotations.json` and `recipe.json`. `labels.gz`: one byte a cell. `lumen.gz`, `tissue.gz`: the distance as a 16-bit integer n that stands for (n + 1/2) spacing / 256, as differences
 * to the cell before, low bytes first, then high bytes. What may tell who the patient is stays out, unless asked for.
 */
export function writeCase(heart: Heart, plans: readonly Plan[] = [], extras: CaseExtras = {}): Uint8Array {
  const { heart: shown, removed } = extras.keepIdentity ? { heart, removed: [] } : withoutIdentity(heart)
  const notes = extras.keepIdentity
    ? { annotations: extras.annotations ?? [], removed: [] }
    : notesWithoutIdentity(extras.annotations ?? [])
  const { labels, lumen, tissue, ...document } = shown
  const json = (value: unknown) => strToU8(JSON.stringify(value))
  const files: Partial<Record<Part, Uint8Array>> = {
    'heart.json': json(document),
    'plans.json': json(extras.strategies ? plansOfTree(extras.strategies) : plans),
    ...(extras.strategies && { 'strategies.json': json(extras.strategies) }),
    'identity.json': json({ kept: extras.keepIdentity === true, removed: [...removed, ...notes.removed] }),
    ...(notes.annotations.length > 0 && { 'annotations.json': json(notes.annotations) }),
    ...(extras.recording && { 'recording.json': json({ ...extras.recording, heart: shown.name }) }),
    ...(extras.recipe && { 'recipe.json': json(extras.recipe) }),
    'labels.gz': packed(labels),
    'lumen.gz': packed(encodedField(heart.frame, lumen)),
    'tissue.gz': packed(encodedField(heart.frame, tissue)),
  }
  const checksums = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, crc32(bytes)]))
  const manifest = { format, version, checksums }
  const entries = { 'manifest.json': json({ ...manifest, self: selfChecksum(manifest) }), ...files }
  // A fixed time, so that the same case gives the same bytes.
  return zipSync(entries, { level: 0, mtime: '2000-01-01' })
}

const selfChecksum = ({ version: v, checksums }: { version: number; checksums: Record<string, number> }) =>
  crc32(strToU8(JSON.stringify({ format, version: v, checksums })))

/**
 * Opens a case: its heart wholly or not at all; what stands beside the heart, where it is damaged, is left out and
 * named in `warnings`.
 * @throws Fault naming the file and what is wrong: not a case, newer than this program, damaged, incomplete
 */
export function readCase(bytes: Uint8Array, file: string): OpenedCase {
  const entries = unzipped(bytes, file)
  const manifest = readManifest(entries, file)
  for (const name of needed)
    if (stateOf(entries, manifest, name) !== 'whole')
      throw damaged(file, `${name} ${stateOf(entries, manifest, name)}`)
  const { documents, warnings } = documentsOf(entries, manifest, file)
  const heart = checked(heartDocumentSchema, documents['heart.json'], file) as HeartDocument
  const beside = readBesides(documents, file, warnings)
  return { ...beside, heart: { ...heart, ...arrays(entries, heart.frame, file) }, warnings }
}

function readManifest(entries: Record<string, Uint8Array>, file: string) {
  const manifest = manifestSchema.safeParse(json(entries['manifest.json'], file))
  if (!manifest.success) throw new Fault(file, 'it is not an Atrium case', 'Choose an .atrium file')
  const { version: written, self } = manifest.data
  // A case of a later version may keep its own checksum another way.
  if (written > version)
    throw new Fault(
      file,
      `it was written by a newer Atrium (case version ${written}, this one reads up to ${version})`,
      'Update Atrium and open it again',
    )
  if (written >= 2 && self !== selfChecksum(manifest.data))
    throw damaged(file, 'manifest.json does not match its checksum')
  return manifest.data
}

type Manifest = z.output<typeof manifestSchema>

/** Whether a part is there as it was written; the words follow its name. */
function stateOf(entries: Record<string, Uint8Array>, manifest: Manifest, name: Part) {
  const entry = entries[name]
  if (!entry) return 'is missing'
  return crc32(entry) === manifest.checksums[name] ? 'whole' : 'does not match its checksum'
}

/** The documents of the case, brought to this version; those beside the heart only where they are whole. */
function documentsOf(entries: Record<string, Uint8Array>, manifest: Manifest, file: string) {
  const warnings: string[] = []
  let documents: Documents = { 'heart.json': json(entries['heart.json'], file) }
  for (const name of besides) {
    const state = stateOf(entries, manifest, name)
    if (state === 'whole') {
      documents[name] = json(entries[name], file)
    } else if (name in manifest.checksums)
      warnings.push(`${file}: ${wordsOf[name]} could not be opened (${name} ${state}); the heart is whole.`)
  }
  for (const migrate of migrations.slice(manifest.version - 1)) documents = migrate(documents)
  return { documents, warnings }
}

function readBesides(documents: Documents, file: string, warnings: string[]) {
  const recipe = optional(recipeSchema, documents['recipe.json'])
  const identity = optional(identitySchema, documents['identity.json'])
  if (recipe === null)
    warnings.push(
      `${file}: the recipe of its segmentation is not valid and was left out; the heart is whole.`,
    )
  const tree = optional(strategyTreeSchema, documents['strategies.json'])
  if (tree === null)
    warnings.push(`${file}: the tree of its strategies is not valid; each is taken from the untouched heart.`)
  const recording = optional(recordingSchema, documents['recording.json'])
  if (recording === null)
    warnings.push(
      `${file}: the recording of the rehearsal is not valid and was left out; the heart is whole.`,
    )
  const annotations = optional(annotationSchema.array(), documents['annotations.json'])
  if (annotations === null)
    warnings.push(`${file}: its measures and notes are not valid and were left out; the heart is whole.`)
  return {
    plans: plansOf(documents['plans.json'], file, warnings),
    ...(tree && { strategies: tree }),
    ...(recipe && { recipe }),
    ...(recording && { recording }),
    ...(annotations && { annotations }),
    removed: identity?.removed ?? [],
  }
}

/** Every plan that is valid; the others are named. */
function plansOf(value: unknown, file: string, warnings: string[]): Plan[] {
  if (value === undefined) return []
  const plans: Plan[] = []
  for (const [n, one] of (Array.isArray(value) ? value : [value]).entries()) {
    const result = planSchema.safeParse(one)
    if (result.success) plans.push(result.data)
    else
      warnings.push(
        `${file}: plan ${n + 1} is not valid and was left out (${result.error.issues[0]?.path.join('.') ?? ''}: ${result.error.issues[0]?.message ?? ''}); the heart is whole.`,
      )
  }
  return plans
}

const optional = <T extends z.ZodType>(schema: T, value: unknown): z.output<T> | undefined | null =>
  value === undefined ? undefined : (schema.safeParse(value).data ?? null)

const damaged = (file: string, what: string) =>
  new Fault(file, `it is damaged: ${what}`, 'Copy the file again or open an earlier copy')

function unzipped(bytes: Uint8Array, file: string): Record<string, Uint8Array> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b)
    throw new Fault(file, 'it is not an Atrium case', 'Choose an .atrium file')
  const known = new Set<string>([...needed, ...besides, 'manifest.json'])
  try {
    return unzipSync(bytes, { filter: (f) => known.has(f.name) && f.originalSize < mostBytes })
  } catch {
    throw damaged(file, 'the archive is cut short or broken')
  }
}

function json(entry: Uint8Array | undefined, file: string): unknown {
  if (!entry) return null
  try {
    return JSON.parse(strFromU8(entry))
  } catch {
    throw damaged(file, 'a document in it cannot be read')
  }
}

function checked<T extends z.ZodType>(schema: T, value: unknown, file: string): z.output<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw damaged(file, `${issue?.path.join('.') || 'a document'}: ${issue?.message ?? 'invalid'}`)
}

function arrays(entries: Record<string, Uint8Array>, frame: LatticeFrame, file: string) {
  const cells = cellCount(frame)
  if (cells > mostCells) throw damaged(file, `${cells} cells are more than can be opened`)
  const unpack = (name: Part, length: number) => {
    try {
      return unpacked(entries[name] as Uint8Array, length)
    } catch (problem) {
      throw damaged(file, `${name} ${(problem as Error).message}`)
    }
  }
  return {
    labels: unpack('labels.gz', cells),
    lumen: decodedField(frame, unpack('lumen.gz', 2 * cells)),
    tissue: decodedField(frame, unpack('tissue.gz', 2 * cells)),
  }
}
