import { z } from 'zod'
import type { Heart } from '../../heart/heart'
import { crc32 } from '../crc32'
import { type HeartDocument, heartDocumentSchema } from '../heart-document'

/** Key of a NRRD file under which its heart is written: everything that labels alone do not tell. */
export const notesKey = 'AtriumHeart'

/** A heart without its arrays, and the CRC-32 of the labels that it was written with. */
export interface HeartNotes {
  readonly heart: HeartDocument
  readonly labels: number
}

const schema = z.object({ heart: heartDocumentSchema, labels: z.int() })

/** The heart as one line of plain characters: JSON, percent-encoded where a NRRD header could not carry it. */
export function writeNotes(heart: Heart): string {
  const { labels, lumen: _, tissue: __, ...document } = heart
  const json = JSON.stringify({ heart: document, labels: crc32(labels) })
  return json.replace(/[^\x20-\x7e]|[%\\]/gu, encodeURIComponent)
}

/** Null where the text is no heart that this program wrote. */
export function readNotes(text: string): HeartNotes | null {
  try {
    const checked = schema.safeParse(JSON.parse(decodeURIComponent(text)))
    return checked.success ? (checked.data as HeartNotes) : null
  } catch {
    return null
  }
}
