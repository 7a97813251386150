import type { DataSet } from 'dicom-parser'
import { textOf } from './data-values'

/** Elements that say who the patient is (DICOM PS3.15 annex E, basic profile), and the words for them. */
const identifying: readonly (readonly [words: string, tags: readonly string[]])[] = [
  ['patient’s name', ['x00100010', 'x00101001', 'x00101005', 'x00101060']],
  ['birth date', ['x00100030', 'x00100032', 'x00100033', 'x00100034']],
  [
    'identifiers',
    ['x00100020', 'x00101000', 'x00101002', 'x00080050', 'x00200010', 'x00380010', 'x00401001', 'x00102203'],
  ],
  ['address and telephone', ['x00101040', 'x00102154', 'x00102155', 'x00101081']],
  ['origin and religion', ['x00102160', 'x001021f0', 'x00102152', 'x00102180', 'x00102297']],
  [
    'patient’s history and remarks',
    ['x001021b0', 'x00104000', 'x00324000', 'x00204000', 'x00102000', 'x00102110'],
  ],
  [
    'physicians’ and operators’ names',
    ['x00080090', 'x00081048', 'x00081050', 'x00081060', 'x00081070', 'x00081049', 'x00321032', 'x00321033'],
  ],
  ['institution', ['x00080080', 'x00080081', 'x00081040', 'x00080092', 'x00080094', 'x00400243']],
  ['device', ['x00181000', 'x00081010', 'x00181002', 'x00181030', 'x00400241', 'x00400242']],
]
/** Dates that have no value representation beside them in implicit files. */
const dates = [
  ...['x00080012', 'x00080015', 'x00080020', 'x00080021', 'x00080022', 'x00080023', 'x00080024', 'x00080025'],
  ...['x0008002a', 'x00181012', 'x00181200', 'x00181078', 'x00181079', 'x00321000', 'x00321010', 'x00380020'],
  ...['x00400002', 'x00400004', 'x00400244', 'x00400250', 'x0040a030', 'x0040a032'],
]
const birth = new Set(['x00100030', 'x00100032'])

/**
 * What in a data set tells who the patient is, in words, with the dates counted: none of it leaves the reader. Only
 * that it was there is said, never what it was.
 */
export function identityRemoved(data: DataSet): string[] {
  const filled = (tag: string) => textOf(data, tag) !== undefined
  const found = identifying.filter(([, tags]) => tags.some(filled)).map(([words]) => words)
  const dated = new Set(dates.filter(filled))
  for (const [tag, element] of Object.entries(data.elements))
    if ((element.vr === 'DA' || element.vr === 'DT') && !birth.has(tag) && filled(tag)) dated.add(tag)
  if (dated.size > 0) found.push(dated.size === 1 ? 'a date' : `${dated.size} dates`)
  return found
}

/** One line for the warnings over all files of a series; undefined where no file says anything. */
export function identityWarning(files: readonly DataSet[]): string | undefined {
  const found = [...new Set(files.flatMap(identityRemoved))]
  const most = found
    .flatMap((words) => /^(\d+) dates$/.exec(words)?.[1] ?? [])
    .map(Number)
    .reduce((a, b) => Math.max(a, b), 0)
  const words = found.filter((w) => !/dates?$/.test(w) || w === 'birth date')
  if (most > 0 || found.includes('a date')) words.push(most > 0 ? `${most} dates` : 'a date')
  return words.length > 0 ? `Left out: ${words.join(', ')}` : undefined
}

/**
 * The description of a series or segment, without what could name the patient: a text that holds a part of the name
 * or an identifier is not used at all.
 */
export function withoutIdentity(text: string | undefined, data: DataSet): string | undefined {
  if (!text) return undefined
  const secrets = ['x00100010', 'x00100020', 'x00080050', 'x00101000', 'x00101001']
    .flatMap((tag) => (textOf(data, tag) ?? '').split(/[\^=\\,\s]+/))
    .filter((part) => part.length >= 3)
    .map((part) => part.toLowerCase())
  const words = text.toLowerCase()
  if (secrets.some((secret) => words.includes(secret)) || /\d+(\.\d+){4,}/.test(text)) return undefined
  return text
}
