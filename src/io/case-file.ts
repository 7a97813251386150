import { gunzipSync, gzipSync, strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { z } from 'zod'
import { Fault } from '../core/fault'
import { cellCount, type LatticeFrame } from '../core/lattice'
import { fromFieldStep, toFieldStep } from '../geometry/signed-distance'
import { type Plan, planSchema } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { crc32 } from './crc32'
import { type HeartDocument, heartDocumentSchema } from './heart-document'

const format = 'atrium-case'
const version = 1
const mostCells = 512 ** 3
/** No part of a case is larger when unpacked: a crafted file cannot fill the memory. */
const mostBytes = 2 ** 31
const parts = ['heart.json', 'plans.json', 'labels.gz', 'lumen.gz', 'tissue.gz'] as const
type PartName = (typeof parts)[number]

/** Documents of version n become version n + 1 by `migrations[n - 1]`; none is needed yet. */
const migrations: readonly ((documents: { heart: unknown; plans: unknown }) => {
  heart: unknown
  plans: unknown
})[] = []

const manifestSchema = z.object({
  format: z.literal(format),
  version: z.int().positive(),
  checksums: z.record(z.string(), z.int()),
})

/**
 * One `.atrium` file: a zip of `manifest.json` (format, version, CRC-32 of each part), `heart.json`, `plans.json` and
 * three gzip arrays in lattice order. `labels.gz`: one byte a cell. `lumen.gz`, `tissue.gz`: the distance as a 16-bit
 * integer n that stands for (n + 1/2) spacing / 256, as differences to the cell before, low bytes first, then high bytes.
 */
export function writeCase(heart: Heart, plans: readonly Plan[] = []): Uint8Array {
  const { labels, lumen, tissue, ...document } = heart
  const files: Record<PartName, Uint8Array> = {
    'heart.json': strToU8(JSON.stringify(document)),
    'plans.json': strToU8(JSON.stringify(plans)),
    'labels.gz': packed(labels),
    'lumen.gz': packed(encoded(heart.frame, lumen)),
    'tissue.gz': packed(encoded(heart.frame, tissue)),
  }
  const checksums = Object.fromEntries(parts.map((name) => [name, crc32(files[name])]))
  const manifest = strToU8(JSON.stringify({ format, version, checksums }))
  // A fixed time, so that the same case gives the same bytes.
  return zipSync({ 'manifest.json': manifest, ...files }, { level: 0, mtime: '2000-01-01' })
}

/**
 * Opens a case wholly or not at all.
 * @throws Fault naming the file and what is wrong: not a case, newer than this program, damaged, incomplete
 */
export function readCase(bytes: Uint8Array, file: string): { heart: Heart; plans: Plan[] } {
  const entries = unzipped(bytes, file)
  const manifest = manifestSchema.safeParse(json(entries['manifest.json'], file))
  if (!manifest.success) throw new Fault(file, 'it is not an Atrium case', 'Choose an .atrium file')
  if (manifest.data.version > version)
    throw new Fault(
      file,
      `it was written by a newer Atrium (case version ${manifest.data.version})`,
      'Update Atrium and open it again',
    )
  for (const name of parts) {
    const entry = entries[name]
    if (!entry || crc32(entry) !== manifest.data.checksums[name])
      throw damaged(file, entry ? `${name} does not match its checksum` : `${name} is missing`)
  }
  let documents = { heart: json(entries['heart.json'], file), plans: json(entries['plans.json'], file) }
  for (const migrate of migrations.slice(manifest.data.version - 1)) documents = migrate(documents)
  const heart = checked(heartDocumentSchema, documents.heart, file) as HeartDocument
  const plans = checked(z.array(planSchema), documents.plans, file)
  return { heart: { ...heart, ...arrays(entries, heart.frame, file) }, plans }
}

const damaged = (file: string, what: string) =>
  new Fault(file, `it is damaged: ${what}`, 'Copy the file again or open an earlier copy')

function unzipped(bytes: Uint8Array, file: string): Record<string, Uint8Array> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b)
    throw new Fault(file, 'it is not an Atrium case', 'Choose an .atrium file')
  const known = new Set<string>([...parts, 'manifest.json'])
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
  const unpack = (name: PartName, length: number) => unpacked(entries[name] as Uint8Array, length, name, file)
  return {
    labels: unpack('labels.gz', cells),
    lumen: decoded(frame, unpack('lumen.gz', 2 * cells)),
    tissue: decoded(frame, unpack('tissue.gz', 2 * cells)),
  }
}

const packed = (data: Uint8Array) => gzipSync(data, { level: 6, mtime: 0 })

function unpacked(data: Uint8Array, length: number, name: string, file: string): Uint8Array {
  // The last four bytes of a gzip stream are the length of what it holds.
  const stored =
    data.length > 18 ? new DataView(data.buffer, data.byteOffset + data.length - 4).getUint32(0, true) : -1
  if (stored !== length) throw damaged(file, `${name} does not fit the lattice`)
  try {
    return gunzipSync(data)
  } catch {
    throw damaged(file, `${name} cannot be unpacked`)
  }
}

function encoded(frame: LatticeFrame, field: Float32Array): Uint8Array {
  const n = field.length
  const out = new Uint8Array(2 * n)
  let last = 0
  for (let o = 0; o < n; o++) {
    const value = toFieldStep(frame, field[o] as number)
    const difference = (value - last) & 0xffff
    last = value
    out[o] = difference & 0xff
    out[n + o] = difference >> 8
  }
  return out
}

function decoded(frame: LatticeFrame, bytes: Uint8Array): Float32Array {
  const n = bytes.length / 2
  const out = new Float32Array(n)
  let last = 0
  for (let o = 0; o < n; o++) {
    last = ((last + ((bytes[o] as number) | ((bytes[n + o] as number) << 8))) << 16) >> 16
    out[o] = fromFieldStep(frame, last)
  }
  return out
}
